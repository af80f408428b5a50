"""Provide information in answer to a request, and acknowledge having received it. Paras 3, 3(a), 3(h)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from audit import record
from audit.verdict import require
from caveats import attaching, kinds
from frameworks import deadlines
from frameworks.days import day_for
from frameworks.models import Official
from requests import queries, rules
from requests.access import OpenCase, OpenItem
from requests.actions.executing import advance, hold
from requests.actions.filing import check_marking
from requests.lifecycle import INFORMATION
from requests.models import Information, Request
from requests.rules import gettext_noop
from requests.values.faults import Fault, Faulty
from requests.values.information import NewInformation
from vault import store

MOST_ITEMS = 20


@transaction.atomic
def reply(*, by: Official, request: Request, items: Sequence[NewInformation], completes: bool) -> list[Information]:
    """Answer with one or more items, each under its own marking and caveats; in part, or completely.

    Raises:
        Denied: with the reason (para 19 where the Framework is no longer in force, 3(f) or 3(h) for a marking).
        Faulty: where nothing is provided or a marking lacks its handling instruction.
    """
    held, standing = hold(request, by)
    require(rules.may_reply(standing, held))
    if not 1 <= len(items) <= MOST_ITEMS:
        raise Faulty([Fault(("items",), gettext_noop("Provide at least one item of information"), "3")])
    items = _cleaned(items)
    _check_caveats(items, held, by)
    for position, item in enumerate(items):
        check_marking(item.marking, by=by, to=held.case.requesting, at=standing.at, path=("items", position, "marking"))
    first = held.case.information.count() + 1
    provided = [_provide(by, held, item, first + offset) for offset, item in enumerate(items)]
    _settle(held, by, completes)
    return provided


def _cleaned(items: Sequence[NewInformation]) -> list[NewInformation]:
    """Return the items with their texts as they are kept; the faults of all are told at once."""
    kept: list[NewInformation] = []
    faults: list[Fault] = []
    for position, item in enumerate(items):
        try:
            kept.append(item.cleaned())
        except Faulty as faulty:
            faults.extend(fault.under("items", position) for fault in faulty.faults)
    if faults:
        raise Faulty(faults)
    return kept


def _check_caveats(items: Sequence[NewInformation], request: Request, by: Official) -> None:
    """Caveats name what exists, and days that lie ahead; the same for both doors. Para 3(a)."""
    now = timezone.now()
    choices, today = queries.caveat_choices(request.case, now), day_for(by.participant, now)
    found = [
        Fault(("items", position, "caveats", place, fault.field), fault.message, "3(a)", fault.parameters)
        for position, item in enumerate(items)
        for place, caveat in enumerate(item.caveats)
        for fault in kinds.faults(caveat, choices=choices, today=today)
    ]
    if found:
        raise Faulty(found)


def _provide(by: Official, request: Request, item: NewInformation, number: int) -> Information:
    case = request.case
    reference = f"{case.reference}/I{number}"
    content = {
        "title": item.title,
        "text": item.text,
        "handling_instruction": item.marking.handling_instruction,
        "caveat_words": list(item.caveat_words),
    }
    information = Information(
        case=case,
        request=request,
        number=number,
        reference=reference,
        provider=by.participant,
        provided_by=by,
        provided_at=timezone.now(),
        purposes=list(item.purposes or (request.purpose,)),
        level_id=item.marking.level_code,
        endorsements=list(item.marking.endorsements),
        handled_as_id=item.marking.handled_as or None,
        caveats=attaching.attach(item.caveats),
        sealed=store.seal("information", reference, content, participants=[case.requesting_id, case.requested_id]),
    )
    information.save(force_insert=True)
    detail = {"level": information.level_id, "caveats": [caveat.code for caveat in item.caveats]}
    record.event(
        "requests.information.provided",
        by=by,
        subject=reference,
        case=case.reference,
        provider=by.participant_id,
        detail=detail,
    )
    return information


def _settle(request: Request, by: Official, completes: bool) -> None:
    if not completes:
        advance(request, "answer_in_part", by=by)
        return
    now = timezone.now()
    request.answered_by, request.answered_at = by, now
    request.save(update_fields=["answered_by", "answered_at"])
    advance(request, "answer", by=by)
    deadlines.meet(request.reference, "answer", now)


@transaction.atomic
def acknowledge_receipt(*, by: Official, opened: OpenCase, item: OpenItem) -> Information:
    """Say that an item of information was received. Para 3.

    Raises:
        Denied: where the item is one's own side's, may not be read, or was acknowledged before.
    """
    require(rules.may_acknowledge_receipt(opened.standing, item.information) & item.verdict)
    held: Information = Information.objects.select_for_update().get(pk=item.information.pk)
    held.received_by, held.received_at = by, timezone.now()
    held.save(update_fields=["received_by", "received_at"])
    INFORMATION.advance(
        held, "receive", by=by, subject=held.reference, case=opened.case.reference, provider=held.provider_id
    )
    return held
