"""May this official know this case? Decided in one place, and put on record whichever way it goes. Para 3(g)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from audit import record
from audit.verdict import Verdict, permitted, prohibited
from frameworks import annex
from frameworks import rules as framework_rules
from frameworks.days import day_for
from frameworks.marking import Marking
from frameworks.models import Designation, Official
from requests import rules
from requests.models import Case, Grant, Information, Request
from requests.rules import Standing, gettext_noop
from requests.values.fields import PURPOSES
from requests.values.reference import is_reference
from vault.errors import Tampered
from vault.models import Sealed

CASEWORK = "casework"
"""What is recorded as the purpose of looking through one's own lists."""


class Unknown(Exception):
    """What one has no need to know, and what does not exist: the same answer for both."""


class PurposeNeeded(Exception):
    """The case may be known, but no purpose was stated for reading it. Para 3(b)."""


def active_grants(at: datetime) -> Q:
    """Return the condition of grants that count at a moment."""
    return Q(ended_at=None, starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def visible_to(by: Official) -> QuerySet[Grant]:
    """Return the grants that say which cases an official may know now, newest case first.

    Every list, count, search and export starts here. Someone designated under no Framework today sees none, a grant
    opens no case between others, whoever made it, and one of the intake counts while its official is of the intake.
    """
    if not by.is_active:
        return Grant.objects.none()
    now = timezone.now()
    standing = Designation.objects.filter(annex.standing_on(day_for(by.participant, now)), official=by)
    own_side = Q(case__requesting=by.participant_id) | Q(case__requested=by.participant_id)
    found = Grant.objects.filter(active_grants(now), own_side, official=by)
    intake = standing.filter(is_intake=True).values("framework")
    as_intake = ~Q(basis=Grant.Basis.INTAKE) | Q(case__framework__in=intake)
    return found.filter(as_intake, case__framework__in=standing.values("framework"))


def standing_of(by: Official, case: Case, grant: Grant | None, at: datetime) -> Standing:
    """Gather how an official stands to a case."""
    return Standing(
        official=by,
        case=case,
        grant=grant,
        designated=framework_rules.is_designated(by, case.framework, at),
        in_force=framework_rules.is_in_force(case.framework, at),
        intake=framework_rules.is_intake(by, case.framework, at),
        at=at,
    )


def decide(by: Official, reference: str) -> tuple[Case | None, Standing | None, Verdict]:
    """Return the case of a reference (if there is one), how ``by`` stands to it, and whether it may be known."""
    now = timezone.now()
    prefetch_related_objects([by], "designations")  # asked for thrice below; an official lives as long as one request
    case, grant = _case_and_grant(by, reference) if is_reference(reference) else (None, None)
    if case is None:
        return None, None, prohibited("unknown", "3(g)", gettext_noop("There is nothing under this reference"))
    standing = standing_of(by, case, grant, now)
    return case, standing, rules.need_to_know(standing)


def _case_and_grant(by: Official, reference: str) -> tuple[Case | None, Grant | None]:
    """Return the case of a reference with the grant ``by`` holds for it; where there is no grant, the case alone."""
    held = Grant.objects.filter(official=by, case__reference=reference, ended_at=None)
    grant = held.select_related("case__framework").first()
    if grant is not None:
        return grant.case, grant
    return Case.objects.filter(reference=reference).select_related("framework").first(), None


def stated(purpose: str) -> Verdict:
    """Return whether a purpose is one of para 3(b)'s."""
    if purpose in dict(PURPOSES):
        return permitted(purpose)
    return prohibited("no_purpose", "3(b)", gettext_noop("State the purpose for which you read this"))


def note(
    by: Official, action: str, reference: str, case: Case | None, verdict: Verdict, purpose: str = ""
) -> record.Receipt:
    """Record a look at a reference, allowed or refused, known or not."""
    return record.access(
        by=by,
        action=action,
        subjects=[reference],
        verdict=verdict,
        case=case.reference if case else "",
        provider=case.other_side(by.participant_id) if case else "",
        purpose=purpose,
    )


def marking_of(thing: Request | Information) -> Marking:
    """Return the marking of a request or an item; the written handling instruction stays with its content."""
    return Marking(
        level_code=thing.level_id,
        endorsements=tuple(thing.endorsements),
        handled_as=thing.handled_as_id or "",
    )


def cleared(by: Official, marking: Marking, at: datetime) -> Verdict:
    """Return whether an official is cleared for a marking. Para 3(h)."""
    return framework_rules.holds_clearance_for(by, marking, at)


def require_own(*belonging: tuple[Sealed, str, str]) -> None:
    """Refuse content that belongs to something else: a row that was made to point at another's opens for nobody."""
    for sealed, kind, owner in belonging:
        if (sealed.kind, sealed.owner_id) != (kind, owner):
            raise Tampered(f"{sealed} does not belong to {kind} {owner}")
