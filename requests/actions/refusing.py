"""Refuse, or say that a request cannot be executed. Para 4; refusal and discretion are always open (para 18)."""

from __future__ import annotations

from django.db import transaction

from audit.verdict import require
from frameworks import deadlines
from frameworks.models import Official
from frameworks.terms import terms_of
from requests import rules
from requests.actions.executing import advance, hold
from requests.models import Refusal, Request
from requests.rules import Standing, gettext_noop
from requests.values.faults import Fault, Faulty
from requests.values.information import REASON_LIMIT, take
from vault import store


@transaction.atomic
def refuse(*, by: Official, request: Request, ground: str, reason: str) -> Refusal:
    """Refuse what has not been answered, on one of the terms' grounds, with the reason as far as it may be told.

    Raises:
        Denied: with the reason. Faulty: where the ground is not one of the terms'.
    """
    held, standing = hold(request, by)
    require(rules.may_refuse(standing, held))
    if ground not in {known.code for known in terms_of(held.case.framework).refusal_grounds}:
        raise Faulty([Fault(("ground",), gettext_noop("Choose the ground on which you refuse"), "4")])
    reason = take(reason, name="reason", limit=REASON_LIMIT, paragraph="4")
    in_whole = held.state != Request.State.ANSWERED_IN_PART
    refusal = _keep(held, standing, ground=ground, reason=reason, in_whole=in_whole)
    advance(held, "refuse", by=by, detail={"ground": ground, "in_whole": in_whole})
    return refusal


@transaction.atomic
def say_cannot_execute(*, by: Official, request: Request, reason: str) -> Refusal:
    """Notify the other side that a request cannot be executed. Para 4, last sentence.

    Raises:
        Denied: with the reason. Faulty: where nothing is said about why.
    """
    held, standing = hold(request, by)
    require(rules.may_say_cannot_execute(standing, held))
    reason = take(reason, name="reason", limit=REASON_LIMIT, required=True, paragraph="4")
    refusal = _keep(held, standing, ground="", reason=reason, in_whole=True)
    advance(held, "cannot_execute", by=by)
    return refusal


def _keep(request: Request, standing: Standing, *, ground: str, reason: str, in_whole: bool) -> Refusal:
    case, by = request.case, standing.official
    number = request.refusals.count() + 1
    sealed = store.seal(
        "refusal",
        f"{request.reference}/{number}",
        {"reason": reason},
        participants=[case.requesting_id, case.requested_id],
    )
    refusal = Refusal(
        request=request,
        ground=ground,
        in_whole=in_whole,
        sealed=sealed,
        refused_by=by,
        refused_at=standing.at,
        provider=by.participant,
    )
    refusal.save(force_insert=True)
    for kind in ("acknowledge", "answer"):
        deadlines.meet(request.reference, kind, standing.at)
    return refusal
