"""Take a request in hand and carry it out: assign, acknowledge, begin. Paras 3, 6, 7."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from audit import record
from audit.verdict import prohibited, require
from frameworks import deadlines
from frameworks.models import Official
from frameworks.rules import holds_clearance_for, is_designated
from requests import rules
from requests.access import marking_of, standing_of
from requests.actions.granting import end, end_intake, give
from requests.lifecycle import REQUEST
from requests.models import Grant, Request
from requests.rules import Standing, gettext_noop


def hold(request: Request, by: Official) -> tuple[Request, Standing]:
    """Lock a request for the length of an action and gather how ``by`` stands to its case now, not when the page
    was opened.

    Raises:
        Denied: where ``by`` is not cleared for what the other side asked (para 3(h)): nobody acts on what they may not
            read, by either door.
    """
    held = Request.objects.select_for_update().get(pk=request.pk)
    held.case = request.case
    grant = Grant.objects.filter(official=by, case=held.case, ended_at=None).first()
    standing = standing_of(by, held.case, grant, timezone.now())
    if standing.side == "requested":
        require(holds_clearance_for(by, marking_of(held), standing.at))
    return held, standing


def advance(request: Request, step: str, *, by: Official, detail: dict[str, Any] | None = None) -> None:
    """Take one step of the state table, with its entry in the log."""
    case = request.case
    REQUEST.advance(
        request, step, by=by, subject=request.reference, case=case.reference, provider=case.requesting_id, detail=detail
    )


@transaction.atomic
def assign(*, by: Official, request: Request, to: Official) -> Request:
    """Assign a request to an official of the requested side; intake stops seeing it.

    Raises:
        Denied: where ``by`` may not, or ``to`` is of the other side, not designated (para 7) or not cleared (para
        3(h)).
    """
    held, standing = hold(request, by)
    require(rules.may_assign(standing, held))
    require(_may_be_assigned(to, held, standing))
    now = standing.at
    for grant in held.case.grants.filter(basis=Grant.Basis.ASSIGNED, ended_at=None):
        end(grant, by=by, at=now, because="assigned anew")
    end_intake(held.case, by=by, at=now)
    give(case=held.case, to=to, basis=Grant.Basis.ASSIGNED, at=now, by=by)
    held.assigned_to, held.assigned_by, held.assigned_at = to, by, now
    held.save(update_fields=["assigned_to", "assigned_by", "assigned_at"])
    case = held.case
    detail = {"to": to.username}
    record.event(
        "requests.request.assigned",
        by=by,
        subject=held.reference,
        case=case.reference,
        provider=case.requesting_id,
        detail=detail,
    )
    return held


def _may_be_assigned(to: Official, request: Request, standing: Standing) -> Any:
    if to.participant_id != request.case.requested_id:
        return prohibited("other_side", "3(g)", gettext_noop("Nothing can be granted to the other side's officials"))
    return is_designated(to, request.case.framework, standing.at) & holds_clearance_for(
        to, marking_of(request), standing.at
    )


@transaction.atomic
def acknowledge(*, by: Official, request: Request) -> Request:
    """Acknowledge a request: it arrived and is in hand. Para 6.

    Raises:
        Denied: with the reason.
    """
    held, standing = hold(request, by)
    require(rules.may_acknowledge(standing, held))
    held.acknowledged_by, held.acknowledged_at = by, standing.at
    held.save(update_fields=["acknowledged_by", "acknowledged_at"])
    advance(held, "acknowledge", by=by)
    deadlines.meet(held.reference, "acknowledge", standing.at)
    return held


@transaction.atomic
def begin(*, by: Official, request: Request) -> Request:
    """Say that a request is being carried out. Para 3.

    Raises:
        Denied: with the reason.
    """
    held, standing = hold(request, by)
    require(rules.may_begin(standing, held))
    advance(held, "begin", by=by)
    return held
