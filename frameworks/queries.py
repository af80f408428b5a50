"""What the pages and the API of this room are made from. Both sides' reference data; accounts of the own side alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from frameworks.administering import Roles
from frameworks.days import day_for
from frameworks.models import (
    Authority,
    CalendarVersion,
    Designation,
    Endorsement,
    Equivalence,
    EquivalenceTable,
    Framework,
    HandlingRule,
    Ladder,
    Level,
    Official,
    Participant,
    Session,
)
from frameworks.signin import ending, locking


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the Annex as somebody reads it: whether it stands today, and whether the reader may end it."""

    designation: Designation
    standing: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One Participant's list under one Framework."""

    participant: Participant
    lines: Sequence[Line]
    is_own: bool


def frameworks() -> list[Framework]:
    """Return every Framework with the Participants that are party to it."""
    return list(Framework.objects.prefetch_related("participants"))


def participants() -> list[Participant]:
    """Return every Participant."""
    return list(Participant.objects.all())


def framework_choices(participant: str) -> QuerySet[Framework]:
    """Return the Frameworks to which a Participant is party."""
    return Framework.objects.filter(memberships__participant=participant)


def annex_sides(framework: Framework, *, by: Official) -> list[Side]:
    """Return both sides' lists, the own first; lines that have ended are left out. Para 7."""
    now = timezone.now()
    parties = list(framework.participants.all())
    lines = framework.designations.select_related("official__participant").order_by(
        "official__name", "official__pk", "valid_from"
    )
    found = [_line(line, by, now) for line in lines]
    sides = [
        Side(
            party,
            [
                line
                for line in found
                if line.designation.official.participant_id == party.pk and line.standing != "ended"
            ],
            party.pk == by.participant_id,
        )
        for party in parties
    ]
    return sorted(sides, key=lambda side: not side.is_own)


def _line(line: Designation, by: Official, now: datetime) -> Line:
    day = day_for(line.official.participant, now)
    return Line(line, standing_of(line, day), line.official.participant_id == by.participant_id)


def standing_of(line: Designation, day: date) -> str:
    """Return ``current``, ``future``, ``ended`` or, where the account was closed, ``suspended``."""
    if line.covers(day):
        return "current" if line.official.is_active else "suspended"
    return "future" if day < line.valid_from and line.covers(line.valid_from) else "ended"


def ladders(*, own: str) -> list[Ladder]:
    """Return both classifications, the own first, each with its levels, their handling rules and its endorsements."""
    rules = HandlingRule.objects.order_by("-act")  # transmit, store, dispose of
    levels = Level.objects.order_by("rank", "code").prefetch_related(Prefetch("handling_rules", queryset=rules))
    found = Ladder.objects.select_related("participant").prefetch_related(
        Prefetch("levels", queryset=levels), Prefetch("endorsements", queryset=Endorsement.objects.order_by("code"))
    )
    return sorted(found, key=lambda ladder: (ladder.participant_id != own, ladder.pk))


def own_levels(participant: str) -> QuerySet[Level]:
    """Return the levels of one Participant's classification, the lowest first."""
    return Level.objects.filter(ladder__participant=participant).select_related("ladder").order_by("rank", "code")


def equivalence_tables() -> list[EquivalenceTable]:
    """Return every version of the table of correspondence with its rows, the newest first."""
    rows = Equivalence.objects.select_related("level__ladder__participant", "corresponds_to__ladder__participant")
    tables = EquivalenceTable.objects.prefetch_related(Prefetch("rows", queryset=rows))
    return list(tables.order_by("-valid_from", "-version"))


def authorities(*, own: str = "") -> list[Authority]:
    """Return the bodies that information could be passed to, those of the own country first."""
    found = Authority.objects.select_related("ceiling").order_by("country", "kind", "name")
    return sorted(found, key=lambda authority: authority.country != own)


def calendar_versions() -> list[CalendarVersion]:
    """Return every published calendar without its days, newest first on each side."""
    return list(
        CalendarVersion.objects.defer("days_off").select_related("participant").order_by("participant", "-published_at")
    )


def accounts(participant: str) -> list[Official]:
    """Return the accounts of one Participant with their lines in the Annex, open ones first."""
    found = Official.objects.filter(participant=participant).select_related("participant", "clearance")
    lines = Prefetch("designations", queryset=Designation.objects.select_related("framework"))
    return list(found.prefetch_related(lines).order_by("-is_active", "name", "pk"))


def designatable(participant: str) -> QuerySet[Official]:
    """Return the open accounts of one Participant that could be in the Annex, by name."""
    return Official.objects.filter(participant=participant, is_active=True, is_auditor=False).order_by("name")


def waiting_for_reset(officials: Iterable[Official]) -> set[int]:
    """Return the keys of those whose sign-in waits for an administrator."""
    return locking.locked_until_reset(officials)


@dataclass(frozen=True, slots=True)
class Account:
    """One account as its administrator sees it."""

    official: Official
    roles: Roles
    lines: Sequence[Line]
    sessions: Sequence[Session]
    is_locked: bool

    @property
    def is_in_annex(self) -> bool:
        """True where a line stands or begins later."""
        return any(line.standing != "ended" for line in self.lines)


def account(official: Official, *, by: Official) -> Account:
    """Return an account with its roles, its lines in the Annex and its open sessions."""
    now = timezone.now()
    lines = Designation.objects.filter(official=official).select_related("framework", "official__participant")
    return Account(
        official=official,
        roles=Roles.of(official),
        lines=[_line(line, by, now) for line in lines.order_by("-valid_from", "-pk")],
        sessions=ending.live_sessions(official),
        is_locked=locking.is_locked_until_reset(official),
    )
