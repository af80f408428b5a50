"""What an administrator may do to an account, and which roles go together. Paras 3(g), 3(h), 7. Rules: nothing is
written.

Four eyes: nobody administers themselves, so that a power is always given by somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.verdict import Verdict, permitted, prohibited
from frameworks.models import Designation, Framework, Level, Official, Participant
from frameworks.rules import is_active, is_administrator


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles that are flags on an account; being designated is a line of the Annex."""

    supervisor: bool = False
    auditor: bool = False
    administrator: bool = False

    @classmethod
    def of(cls, official: Official) -> Roles:
        """Return the roles that an official holds."""
        return cls(official.is_supervisor, official.is_auditor, official.is_administrator)

    @classmethod
    def named(cls, names: list[str] | tuple[str, ...]) -> Roles:
        """Return the roles of those names."""
        return cls(**dict.fromkeys(names, True))

    @property
    def names(self) -> list[str]:
        """The roles held, by name."""
        return [name for name in ("supervisor", "auditor", "administrator") if getattr(self, name)]


def may_administer(by: Official, official: Official) -> Verdict:
    """May ``by`` change this account, or its lines in the Annex? Only one of the own Participant, and never the own."""
    verdict = is_administrator(by)
    if not verdict:
        return verdict
    if official.participant_id != by.participant_id:
        return prohibited("other_side", "7", gettext_noop("Each Participant keeps its own accounts and its own list"))
    if official.pk == by.pk:
        return prohibited("own_account", "3(g)", gettext_noop("Nobody changes their own account or designation"))
    return verdict


def roles_agree(roles: Roles, *, in_annex: bool) -> Verdict:
    """Do the roles go together? An auditor holds no other, and is not in the Annex."""
    if roles.auditor and (roles.supervisor or roles.administrator):
        return prohibited("auditor_alone", "3(g)", gettext_noop("An auditor holds no other role"))
    if roles.auditor and in_annex:
        return prohibited(
            "auditor_in_annex", "3(g)", gettext_noop("An auditor is not in the Annex; end the designation first")
        )
    return permitted()


def clearance_agrees(official: Official, clearance: Level | None, until: date | None) -> Verdict:
    """Is the clearance one of the own classification, and does it say until when it counts? Para 3(h)."""
    if clearance is None:
        return permitted()
    if clearance.ladder.participant_id != official.participant_id:
        return prohibited("other_ladder", "3(h)", gettext_noop("A clearance is for a level of the own classification"))
    if until is None:
        return prohibited("clearance_without_end", "3(h)", gettext_noop("A clearance says until when it is valid"))
    return permitted()


def may_designate(
    official: Official, framework: Framework, *, valid_from: date, valid_until: date | None, today: date
) -> Verdict:
    """May this official be put into the Annex for that time? Para 7."""
    if official.is_auditor:
        return prohibited("auditor_in_annex", "3(g)", gettext_noop("An auditor is not put into the Annex"))
    if valid_from < today:
        return prohibited("backdated", "7", gettext_noop("A designation begins today or later"))
    if valid_until is not None and valid_until < valid_from:
        return prohibited("ends_before_it_begins", "7", gettext_noop("A designation ends after it begins"))
    if any(_overlap(line, valid_from, valid_until) for line in _lines(official, framework)):
        return prohibited(
            "already_designated", "7", gettext_noop("The official is in the Annex for part of that time already")
        )
    return is_active(official)


def is_party(framework: Framework, participant: Participant) -> Verdict:
    """Is the Participant party to the Framework?"""
    if framework.memberships.filter(participant=participant).exists():
        return permitted()
    return prohibited("not_party", "7", gettext_noop("The Participant is not party to this Framework"))


def may_end(line: Designation, *, last_day: date | None, today: date) -> Verdict:
    """May this line be ended at once (no ``last_day``) or after that day? Para 7."""
    if line.ended_at is not None or (line.valid_until is not None and line.valid_until < today):
        return prohibited("designation_ended", "7", gettext_noop("The designation in the Annex has ended"))
    if last_day is not None and last_day < max(today, line.valid_from):
        return prohibited("day_has_passed", "7", gettext_noop("The last day is today or later, once it has begun"))
    return permitted()


def _lines(official: Official, framework: Framework) -> list[Designation]:
    return list(Designation.objects.filter(official=official, framework=framework))


def _overlap(line: Designation, first: date, last: date | None) -> bool:
    """A line that was ended at once does not stand on its last day."""
    begins_in_time = last is None or line.valid_from <= last
    return begins_in_time and (line.valid_until is None or line.valid_until >= first) and _stands(line, first)


def _stands(line: Designation, first: date) -> bool:
    return line.covers(max(line.valid_from, first))


def is_in_annex(official: Official, today: date) -> bool:
    """Say whether a line of the official stands today or begins later, under any Framework."""
    return any(_overlap(line, today, None) for line in Designation.objects.filter(official=official))
