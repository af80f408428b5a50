"""A request goes from filing to closing through the table, and every step is on record."""

from __future__ import annotations

import pytest
from django.db import transaction

from audit.models import Entry
from audit.verdict import Denied
from frameworks.models import Deadline
from requests.actions import answering, closing, executing, filing, refusing
from requests.models import Grant, Information, Request
from requests.models.guarded import BulkChangeRefused
from requests.values.faults import Faulty
from requests.values.reference import is_reference
from tests.cast import Cast
from tests.factories import STATES, case_at, draft, filed, information, marked, opened, para6


def names(case_reference: str) -> list[str]:
    return list(Entry.objects.filter(case=case_reference, kind="event").order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_reached_by_what_officials_do(cast: Cast, state: str) -> None:
    case = case_at(state, cast)
    assert case.requests.get().state == {"assigned": "submitted"}.get(state, state)


def test_the_whole_way_stands_in_the_log(cast: Cast) -> None:
    case = case_at("closed", cast)
    assert names(case.reference) == [
        "requests.request.submitted",
        "requests.request.assigned",
        "requests.request.acknowledged",
        "requests.request.begun",
        "requests.information.provided",
        "requests.request.answered",
        "requests.request.closed",
    ]


def test_filing_makes_case_grants_and_deadlines_at_once(cast: Cast) -> None:
    request = filed(cast)
    assert is_reference(request.case.reference)
    assert {(grant.official, grant.basis) for grant in request.case.grants.all()} == {
        (cast.aroha, "author"),
        (cast.kenji, "intake"),
    }
    assert {deadline.kind for deadline in Deadline.objects.filter(subject=request.reference)} == {
        "acknowledge",
        "answer",
    }


def test_filing_stands_or_falls_as_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash at the last statement leaves nothing behind."""

    def crash(*args: object, **kwargs: object) -> None:
        raise RuntimeError("crash")

    monkeypatch.setattr(filing.record, "event", crash)
    with pytest.raises(RuntimeError), transaction.atomic():
        filed(cast)
    assert not Request.objects.exists()
    assert not Grant.objects.exists()
    assert not Deadline.objects.exists()


def test_a_draft_is_filed_once_however_often_it_is_sent(cast: Cast) -> None:
    row = draft(cast)
    arguments = {
        "by": cast.aroha,
        "framework": cast.framework,
        "requested": row.requested,
        "para6": para6(),
        "draft": row,
    }
    first = filing.file_request(**arguments)
    with pytest.raises(filing.AlreadyFiled) as again:
        filing.file_request(**arguments)
    assert again.value.case == first.case
    assert Request.objects.count() == 1


def test_a_taken_number_is_drawn_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = filed(cast).case.reference
    numbers = iter([taken, taken, "NZ-JP-2026-000024"])
    monkeypatch.setattr(filing, "draw", lambda *channel: next(numbers))
    assert filed(cast).case.reference == "NZ-JP-2026-000024"


def test_assigning_ends_what_intake_sees(cast: Cast) -> None:
    case = case_at("assigned", cast)
    active = {(grant.official, grant.basis) for grant in case.grants.filter(ended_at=None)}
    assert active == {(cast.aroha, "author"), (cast.haruka, "assigned")}


def test_assigning_anew_takes_the_case_from_the_first(cast: Cast) -> None:
    case = case_at("assigned", cast)
    executing.assign(by=cast.haruka, request=case.requests.get(), to=cast.daichi)
    active = {grant.official for grant in case.grants.filter(ended_at=None)}
    assert active == {cast.aroha, cast.daichi}


@pytest.mark.parametrize("who", ["aroha", "mallory", "wiremu", "tama", "olivia"])
def test_nobody_of_the_other_side_is_assigned_a_request(cast: Cast, who: str) -> None:
    request = filed(cast)
    with pytest.raises(Denied):
        executing.assign(by=cast.kenji, request=request, to=getattr(cast, who))


def test_an_official_who_is_not_cleared_is_not_assigned(cast: Cast) -> None:
    cast.daichi.clearance_id = "JP:1"
    cast.daichi.save()
    with pytest.raises(Denied) as refused:
        executing.assign(by=cast.kenji, request=filed(cast), to=cast.daichi)
    assert refused.value.verdict.paragraphs == ("3(h)",)


def test_only_the_assignee_acknowledges(cast: Cast) -> None:
    case = case_at("assigned", cast)
    for other in (cast.kenji, cast.daichi, cast.aroha, cast.misaki):
        with pytest.raises(Denied):
            executing.acknowledge(by=other, request=case.requests.get())
    assert executing.acknowledge(by=cast.haruka, request=case.requests.get()).state == "acknowledged"


def test_acknowledging_twice_is_refused_and_changes_nothing(cast: Cast) -> None:
    """A double click, or two tabs."""
    case = case_at("acknowledged", cast)
    before = case.requests.get().acknowledged_at
    with pytest.raises(Denied):
        executing.acknowledge(by=cast.haruka, request=case.requests.get())
    assert case.requests.get().acknowledged_at == before


def test_deadlines_are_met_by_what_they_wait_for(cast: Cast) -> None:
    case = case_at("answered", cast)
    found = Deadline.objects.filter(subject=f"{case.reference}/R1")
    assert {row.kind: row.met_at is not None for row in found} == {"acknowledge": True, "answer": True}


@pytest.mark.parametrize("state", ["withdrawn", "closed", "refused", "cannot_be_executed", "answered"])
def test_a_settled_request_leaves_no_deadline_open(cast: Cast, state: str) -> None:
    case = case_at(state, cast)
    assert not Deadline.objects.filter(subject=f"{case.reference}/R1", met_at=None, lifted_at=None).exists()


def test_an_answer_in_part_leaves_the_answer_due(cast: Cast) -> None:
    case = case_at("answered_in_part", cast)
    assert Deadline.objects.filter(subject=f"{case.reference}/R1", kind="answer", met_at=None).exists()


def test_items_are_numbered_within_their_case(cast: Cast) -> None:
    case = case_at("in_execution", cast)
    items = [information("One"), information("Two", "Something else.")]
    answering.reply(by=cast.haruka, request=case.requests.get(), items=items, completes=True)
    references = list(Information.objects.values_list("reference", flat=True))
    assert references == [f"{case.reference}/I1", f"{case.reference}/I2"]


@pytest.mark.parametrize("items", [[], [information()] * 21])
def test_an_answer_has_some_items_and_not_too_many(cast: Cast, items: list) -> None:
    case = case_at("in_execution", cast)
    with pytest.raises(Faulty):
        answering.reply(by=cast.haruka, request=case.requests.get(), items=items, completes=True)


@pytest.mark.parametrize(("title", "text"), [("", "x"), ("x", " "), ("x" * 201, "x"), ("x\x00", "x"), ("x", "\ud800")])
def test_an_item_that_cannot_be_kept_refuses_the_answer_as_a_whole(cast: Cast, title: str, text: str) -> None:
    case = case_at("in_execution", cast)
    with pytest.raises(Faulty) as faulty:
        answering.reply(
            by=cast.haruka, request=case.requests.get(), items=[information(), information(title, text)], completes=True
        )
    assert faulty.value.faults[0].path[:2] == ("items", 1)
    assert not Information.objects.exists()
    assert case.requests.get().state == "in_execution"


def test_receipt_is_acknowledged_once_by_the_receiving_side(cast: Cast) -> None:
    case = case_at("answered", cast)
    for_haruka = opened(case, cast.haruka)
    with pytest.raises(Denied):
        answering.acknowledge_receipt(by=cast.haruka, opened=for_haruka, item=for_haruka.items[0])
    for_aroha = opened(case, cast.aroha)
    held = answering.acknowledge_receipt(by=cast.aroha, opened=for_aroha, item=for_aroha.items[0])
    assert (held.state, held.received_by) == ("received", cast.aroha)
    with pytest.raises(Denied):
        answering.acknowledge_receipt(by=cast.aroha, opened=for_aroha, item=for_aroha.items[0])


def test_what_was_provided_stays_when_the_request_is_withdrawn(cast: Cast) -> None:
    case = case_at("answered_in_part", cast)
    closing.withdraw(by=cast.aroha, request=case.requests.get())
    assert [item.content["text"] for item in opened(case, cast.aroha).items] == ["They show the usual value."]


@pytest.mark.parametrize("state", ["withdrawn", "closed"])
def test_nothing_more_is_done_to_what_is_over(cast: Cast, state: str) -> None:
    request = case_at(state, cast).requests.get()
    attempts = [
        lambda: executing.acknowledge(by=cast.haruka, request=request),
        lambda: executing.begin(by=cast.haruka, request=request),
        lambda: executing.assign(by=cast.kenji, request=request, to=cast.daichi),
        lambda: answering.reply(by=cast.haruka, request=request, items=[information()], completes=True),
        lambda: refusing.refuse(by=cast.haruka, request=request, ground="competence", reason=""),
        lambda: refusing.say_cannot_execute(by=cast.haruka, request=request, reason="x"),
        lambda: closing.withdraw(by=cast.aroha, request=request),
        lambda: closing.close(by=cast.aroha, request=request),
    ]
    for attempt in attempts:
        with pytest.raises(Denied):
            attempt()


def test_protected_rows_do_not_change_in_bulk(cast: Cast) -> None:
    filed(cast)
    for model in (Request, Grant, Information):
        with pytest.raises(BulkChangeRefused):
            model.objects.all().update(pk=1)
        with pytest.raises(BulkChangeRefused):
            model.objects.all().delete()


def test_a_marking_without_equivalent_needs_an_instruction(cast: Cast) -> None:
    with pytest.raises(Faulty) as faulty:
        filed(cast, handled_as="", handling_instruction="")
    assert {fault.path for fault in faulty.value.faults} == {
        ("security", "handled_as"),
        ("security", "handling_instruction"),
    }
    assert {fault.paragraph for fault in faulty.value.faults} == {"3(h)"}


def test_a_marking_above_what_the_sender_is_cleared_for_is_refused(cast: Cast) -> None:
    with pytest.raises(Denied) as refused:
        filed(cast, level="NZ:TOP-SECRET", handled_as="JP:GOKUHI", handling_instruction="Lock away.")
    assert "3(h)" in refused.value.verdict.paragraphs or "3(f)" in refused.value.verdict.paragraphs


@pytest.mark.parametrize("day", ["2020-01-01", "2199-01-01"])
def test_a_date_wished_for_lies_ahead_and_on_the_calendar(cast: Cast, day: str) -> None:
    with pytest.raises(Faulty) as faulty:
        filed(cast, wished_date=day)
    assert faulty.value.faults[0].path == ("execution", "wished_date")


def test_marked_items_carry_their_instruction_to_the_reader(cast: Cast) -> None:
    case = case_at("answered", cast)
    item = opened(case, cast.aroha).items[0]
    assert item.content["handling_instruction"] == marked("JP:3").handling_instruction
