"""File a request in writing. Paras 3, 6, 7, 19."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import record
from audit.verdict import prohibited, require
from frameworks import annex, calendars, deadlines
from frameworks.days import day_for
from frameworks.marking import Marking, faults
from frameworks.models import Framework, Official, Participant
from frameworks.rules import holds_clearance_for, is_designated, is_in_force, may_be_sent_to
from requests.actions.drafting import Stale, hold_draft
from requests.actions.granting import give
from requests.models import Case, Draft, Grant, Request
from requests.rules import gettext_noop, may_file
from requests.values.faults import Fault, Faulty
from requests.values.para6 import Para6
from requests.values.reference import draw
from vault import store


class AlreadyFiled(Exception):
    """This draft has been filed before (a double click, a second tab); carries the case it became."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(case.reference)


@transaction.atomic
def file_request(
    *, by: Official, framework: Framework, requested: Participant, para6: Para6, draft: Draft | None = None
) -> Request:
    """File a request: from here on the other side has it, and nothing of it can be taken back to draft.

    Raises:
        Denied: para 7 (not designated), 19 (not in force), 3(f), 3(h) (may not be sent under this marking).
        Faulty: where the marking lacks what the other side needs to handle it.
        AlreadyFiled: where the draft was filed before; Stale: where it was saved or thrown away since it was opened.
    """
    now = timezone.now()
    held = _held(draft, by)
    require(may_file(is_designated(by, framework, now), is_in_force(framework, now)))
    _require_parties(by, framework, requested)
    marking = check_marking(marking_in(para6), by=by, to=requested, at=now)
    _check_wished_date(para6, requested, now)
    case = _open_case(by, framework, requested, now)
    request = _store(by, case, para6, marking, now)
    _give_need_to_know(by, case, now)
    _start_deadlines(request, case, now)
    detail = {"priority": request.priority, "level": request.level_id}
    record.event(
        "requests.request.submitted",
        by=by,
        subject=request.reference,
        case=case.reference,
        provider=by.participant_id,
        detail=detail,
    )
    _mark_filed(held, case)
    return request


def _held(draft: Draft | None, by: Official) -> Draft | None:
    """Lock the draft that is filed; what is filed is what its author has seen, not what was saved elsewhere since."""
    if draft is None:
        return None
    held = hold_draft(draft, by)
    if held.filed_as is not None:
        raise AlreadyFiled(held.filed_as)
    if held.revision != draft.revision:
        raise Stale
    return held


def _mark_filed(draft: Draft | None, case: Case) -> None:
    if draft is None:
        return
    sealed = draft.sealed
    draft.filed_as, draft.sealed = case, None
    draft.save(update_fields=["filed_as", "sealed"])
    if sealed:
        store.discard(sealed)


def _require_parties(by: Official, framework: Framework, requested: Participant) -> None:
    if requested.pk == by.participant_id or not framework.memberships.filter(participant=requested).exists():
        raise_to = prohibited("not_party", "7", gettext_noop("A request goes to another Participant of the Framework"))
        require(raise_to)


def marking_in(para6: Para6) -> Marking:
    """Return the marking that a request's fields state."""
    return Marking(
        level_code=para6.level,
        endorsements=para6.endorsements,
        handled_as=para6.handled_as,
        handling_instruction=para6.handling_instruction,
    )


def check_marking(
    marking: Marking, *, by: Official, to: Participant, at: datetime, path: tuple[str | int, ...] = ("security",)
) -> Marking:
    """Return ``marking`` if something so marked may be sent to ``to`` today. Para 3(f), 3(h).

    Raises:
        Faulty: beside the field, where the marking is unknown or the other side is not told how to handle it.
        Denied: where the sender is not cleared for it or the other side not assessed to hold it.
    """
    wrong = faults(marking, at, among=[by.participant_id, to.pk])
    if wrong:
        raise Faulty([Fault((*path, fault.field), fault.message, "3(h)") for fault in wrong])
    require(holds_clearance_for(by, marking, at))
    require(may_be_sent_to(marking, to, at))
    return marking


def _check_wished_date(para6: Para6, requested: Participant, now: datetime) -> None:
    """A date asked for lies ahead, on the calendar of the side that is asked."""
    if not para6.wished_date:
        return
    today, wished = day_for(requested, now), date.fromisoformat(para6.wished_date)
    path = ("execution", "wished_date")
    if wished < today:
        raise Faulty([Fault(path, gettext_noop("The date wished for has passed"), "6")])
    if wished > calendars.current(requested).covers_until:
        raise Faulty([Fault(path, gettext_noop("The date wished for lies too far ahead"), "6")])


def _open_case(by: Official, framework: Framework, requested: Participant, now: datetime) -> Case:
    """Make a case under a reference drawn at random; draw again where it is taken already."""
    for _ in range(20):
        reference = draw(by.participant_id, requested.pk, now.year)
        case = Case(
            reference=reference, framework=framework, requesting=by.participant, requested=requested, opened_at=now
        )
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError:
            continue
        return case
    raise RuntimeError("No free reference was drawn in twenty tries: the channel's numbers for this year are used up.")


def _store(by: Official, case: Case, para6: Para6, marking: Marking, now: datetime) -> Request:
    reference = f"{case.reference}/R1"
    sealed = store.seal("request", reference, para6.to_plain(), participants=[case.requesting_id, case.requested_id])
    request = Request(
        case=case,
        reference=reference,
        priority=para6.priority,
        purpose=para6.purpose,
        filed_by=by,
        filed_at=now,
        wished_date=date.fromisoformat(para6.wished_date) if para6.wished_date else None,
        can_reciprocate=para6.can_reciprocate == "yes",
        level_id=marking.level_code,
        endorsements=list(marking.endorsements),
        handled_as_id=marking.handled_as or None,
        sealed=sealed,
    )
    request.save(force_insert=True)
    return request


def _give_need_to_know(by: Official, case: Case, now: datetime) -> None:
    give(case=case, to=by, basis=Grant.Basis.AUTHOR, at=now)
    for official in annex.intake_officials(case.framework, case.requested, now):
        give(case=case, to=official, basis=Grant.Basis.INTAKE, at=now)


def _start_deadlines(request: Request, case: Case, now: datetime) -> None:
    for kind, not_before in (("acknowledge", None), ("answer", request.wished_date)):
        deadlines.start(
            framework=case.framework,
            kind=kind,
            subject=request.reference,
            priority=request.priority,
            responsible=case.requested,
            started_at=now,
            not_before=not_before,
        )
