"""Give and withdraw need to know. Para 3(g)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit import record
from audit.verdict import require
from frameworks import annex
from frameworks.acting import System
from frameworks.models import Official
from frameworks.rules import is_designated
from requests.models import Case, Grant, Request
from requests.rules import gettext_noop, may_grant
from requests.values.faults import Fault, Faulty

WORKER = System("intake worker")


def give(
    *,
    case: Case,
    to: Official,
    basis: str,
    at: datetime,
    by: Official | None = None,
    reason: str = "",
    ends_at: datetime | None = None,
) -> Grant:
    """Give a grant inside an action's transaction; a grant held on another basis ends, so that one counts at a time.

    The case is locked first: of two who give at once, the second finds what the first gave.
    """
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    for held in Grant.objects.filter(official=to, case=case, ended_at=None):
        end(held, by=by or to, at=at, because="replaced")
    grant = Grant(
        official=to,
        case=case,
        opened_at=case.opened_at,
        basis=basis,
        reason=reason,
        granted_by=by,
        granted_at=at,
        starts_at=at,
        ends_at=ends_at,
    )
    grant.save(force_insert=True)
    return grant


def end(grant: Grant, *, by: Official, at: datetime, because: str) -> None:
    """End a grant inside an action's transaction; the row stays as a record."""
    grant.ended_by, grant.ended_at, grant.ended_because = by, at, because
    grant.save(update_fields=["ended_by", "ended_at", "ended_because"])


@transaction.atomic
def grant_access(*, by: Official, case: Case, to: Official, reason: str, ends_at: datetime | None = None) -> Grant:
    """A supervisor grants need to know to an official of the own Participant, with a reason and, where wished, an end.

    Raises:
        Denied: para 3(g) (not the supervisor's to give), para 7 (the official is not designated).
        Faulty: where the reason is none of the list or the end has passed.
    """
    now = timezone.now()
    require(may_grant(by, case, to) & is_designated(to, case.framework, now))
    _require_known(reason, Grant.Reason.values)
    if ends_at is not None and ends_at <= now:
        raise Faulty([Fault(("ends_at",), gettext_noop("The end must lie ahead"), "3(g)")])
    grant = give(case=case, to=to, basis=Grant.Basis.GRANTED, at=now, by=by, reason=reason, ends_at=ends_at)
    record.event("requests.grant.given", by=by, subject=case.reference, case=case.reference, detail={"to": to.username})
    return grant


@transaction.atomic
def withdraw_access(*, by: Official, case: Case, grant: Grant, reason: str) -> None:
    """A supervisor withdraws a grant; it counts no more from the next click on.

    Raises:
        Denied: where it is not the supervisor's to withdraw. Faulty: where the reason is none of the list.
    """
    require(may_grant(by, case, grant.official))
    _require_known(reason, Grant.Withdrawal.values)
    held = Grant.objects.select_for_update().filter(pk=grant.pk, case=case, ended_at=None).first()
    if held is not None:
        end(held, by=by, at=timezone.now(), because=reason)
        detail = {"from": grant.official.username}
        record.event("requests.grant.withdrawn", by=by, subject=case.reference, case=case.reference, detail=detail)


def _require_known(reason: str, known: Sequence[str]) -> None:
    if reason not in known:
        raise Faulty([Fault(("reason",), gettext_noop("Choose one of the answers offered"), "3(g)")])


def end_intake(case: Case, *, by: Official, at: datetime) -> None:
    """End every intake grant of a case once it is assigned: intake keeps seeing nothing that others work on."""
    for grant in case.grants.filter(basis=Grant.Basis.INTAKE, ended_at=None):
        end(grant, by=by, at=at, because="assigned")


@transaction.atomic
def heal_intake(*, at: datetime | None = None) -> int:
    """Give intake officials who were designated meanwhile the requests that still wait at intake. Returns how many
    grants.

    Each request is locked while it is looked at, and left to whoever is just assigning it: what is assigned meanwhile
    comes back to no intake.
    """
    now = at or timezone.now()
    given = 0
    waiting = Request.objects.filter(assigned_to=None, state=Request.State.SUBMITTED)
    held = waiting.select_for_update(of=("self",), skip_locked=True)
    for request in held.select_related("case__framework", "case__requested"):
        holders = set(request.case.grants.filter(ended_at=None).values_list("official_id", flat=True))
        for official in annex.intake_officials(request.case.framework, request.case.requested, now):
            if official.pk not in holders:
                give(case=request.case, to=official, basis=Grant.Basis.INTAKE, at=now)
                case, detail = request.case.reference, {"to": official.username}
                record.event("requests.grant.given", by=WORKER, subject=case, case=case, detail=detail)
                given += 1
    return given
