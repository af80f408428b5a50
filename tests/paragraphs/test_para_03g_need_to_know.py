"""Para 3(g): each Participant restricts access to those persons who need to be aware of the contents. Default is no."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db.models import QuerySet
from django.utils import timezone

from audit.models import Entry
from audit.verdict import Denied
from caveats.kinds import from_plain
from frameworks.models import Designation, Official
from requests import access, involved, queries
from requests.actions import answering, executing, granting
from requests.models import Grant
from requests.values.faults import Faulty
from tests.cast import Cast, designated, official
from tests.factories import case_at, draft, filed, information, opened
from vault.errors import Tampered


def knows(person: object, reference: str) -> bool:
    try:
        access.open_case(by=person, reference=reference, purpose="investigation")
    except access.Unknown:
        return False
    return True


def last_access() -> Entry:
    return Entry.objects.filter(kind="access").order_by("-pk")[0]


def test_only_those_with_a_grant_know_a_case(cast: Cast) -> None:
    reference = case_at("assigned", cast).reference
    assert [person.username for person in cast.everybody() if knows(person, reference)] == ["aroha", "haruka"]


def test_no_role_brings_content(cast: Cast) -> None:
    reference = filed(cast).case.reference
    for person in (cast.wiremu, cast.misaki, cast.tama, cast.sakura, cast.olivia, cast.ryota):
        assert not knows(person, reference)


def test_intake_knows_until_it_is_assigned(cast: Cast) -> None:
    case = filed(cast).case
    assert knows(cast.kenji, case.reference)
    assigned = case_at("assigned", cast)
    assert not knows(cast.kenji, assigned.reference)


def test_what_one_may_not_know_is_refused_as_what_does_not_exist(cast: Cast) -> None:
    reference = filed(cast).case.reference
    for asked in (reference, "NZ-JP-2026-000024", "nonsense", "' OR 1=1--"):
        with pytest.raises(access.Unknown):
            access.open_case(by=cast.mallory, reference=asked, purpose="investigation")


def test_a_refused_attempt_is_on_record_with_its_rule(cast: Cast) -> None:
    reference = filed(cast).case.reference
    assert not knows(cast.mallory, reference)
    entry = last_access()
    assert (entry.actor, entry.subject, entry.outcome) == ("mallory", reference, "prohibited")
    assert "3(g)" in entry.paragraphs


def test_an_allowed_access_names_purpose_basis_and_everything_read(cast: Cast) -> None:
    case = case_at("answered", cast)
    opened(case, cast.aroha)
    entry = last_access()
    assert (entry.actor, entry.purpose, entry.basis, entry.provider) == ("aroha", "investigation", "author", "JP")
    assert entry.subjects == [case.reference, f"{case.reference}/I1"]


@pytest.mark.parametrize("purpose", ["", "curiosity", "casework", "Investigation"])
def test_nothing_is_read_without_a_purpose_of_the_framework(cast: Cast, purpose: str, unwraps: list) -> None:
    """Para 3(b)."""
    reference = filed(cast).case.reference
    with pytest.raises(access.PurposeNeeded):
        access.open_case(by=cast.aroha, reference=reference, purpose=purpose)
    assert unwraps == []
    assert "3(b)" in last_access().paragraphs


def test_a_grant_counts_from_its_start_to_its_end(cast: Cast) -> None:
    case = filed(cast).case
    ends = timezone.now() + timedelta(days=3)
    granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="assists", ends_at=ends)
    assert knows(cast.mallory, case.reference)
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert knows(cast.mallory, case.reference)
    with time_machine.travel(ends, tick=False):
        assert not knows(cast.mallory, case.reference)
        assert not access.visible_to(cast.mallory).exists()


def test_a_withdrawn_grant_counts_no_more_on_the_next_click(cast: Cast) -> None:
    case = filed(cast).case
    grant = granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="assists")
    granting.withdraw_access(by=cast.wiremu, case=case, grant=grant, reason="not_needed")
    assert not knows(cast.mallory, case.reference)
    assert Grant.objects.get(pk=grant.pk).ended_because == "not_needed"


def test_an_end_of_designation_ends_knowing_though_the_grant_stands(cast: Cast) -> None:
    """Para 7: who is no longer designated can neither send nor receive."""
    case = filed(cast).case
    Designation.objects.filter(official=cast.aroha).update(valid_until="2021-01-01")
    cast.aroha.refresh_from_db()
    assert not knows(type(cast.aroha).objects.get(pk=cast.aroha.pk), case.reference)


def test_a_disabled_account_knows_nothing(cast: Cast) -> None:
    case = filed(cast).case
    cast.aroha.is_active = False
    assert not knows(cast.aroha, case.reference)


@pytest.mark.parametrize(
    ("giver", "to"), [("misaki", "mallory"), ("aroha", "mallory"), ("wiremu", "daichi"), ("olivia", "mallory")]
)
def test_only_a_supervisor_grants_and_only_on_the_own_side(cast: Cast, giver: str, to: str) -> None:
    case = filed(cast).case
    with pytest.raises(Denied):
        granting.grant_access(by=getattr(cast, giver), case=case, to=getattr(cast, to), reason="assists")


def test_nobody_grants_to_themselves(cast: Cast) -> None:
    designated(cast.wiremu)
    with pytest.raises(Denied):
        granting.grant_access(by=cast.wiremu, case=filed(cast).case, to=cast.wiremu, reason="assists")


def test_a_grant_needs_a_reason_and_an_end_that_lies_ahead(cast: Cast) -> None:
    case = filed(cast).case
    with pytest.raises(Faulty):
        granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="  ")
    with pytest.raises(Faulty):
        granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="assists", ends_at=timezone.now())


def test_one_grant_counts_at_a_time(cast: Cast) -> None:
    case = filed(cast).case
    for _ in range(2):
        granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="assists")
    assert case.grants.filter(official=cast.mallory, ended_at=None).count() == 1


def test_new_intake_officials_are_given_what_still_waits_and_nothing_else(cast: Cast) -> None:
    waiting, assigned = filed(cast).case, case_at("assigned", cast)
    late = designated(official("yui", "JP"), is_intake=True)
    assert granting.heal_intake() == 1
    assert granting.heal_intake() == 0
    assert knows(late, waiting.reference)
    assert not knows(late, assigned.reference)


def test_a_list_holds_exactly_the_cases_one_may_know(cast: Cast) -> None:
    mine = [case_at("assigned", cast).reference, filed(cast).case.reference]
    filed(cast, by=cast.haruka)
    page = queries.cases(by=cast.aroha, filters={})
    lines = access.open_lines(by=cast.aroha, grants=page.grants, action="requests.case.list")
    assert {line.request.case.reference for line in lines} == set(mine)
    assert queries.cases(by=cast.mallory, filters={}).grants == []


def test_an_eyes_only_item_does_not_exist_for_others(cast: Cast) -> None:
    eyes_only = from_plain("named_officials_only", {"officials": ["mallory"]})
    case = case_at("answered", cast, information=information("For Mallory", "Hers.", "JP:3", eyes_only))
    assert opened(case, cast.aroha).items == ()
    granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="specialist")
    assert [item.content["title"] for item in opened(case, cast.mallory).items] == ["For Mallory"]
    assert [item.content["title"] for item in opened(case, cast.haruka).items] == ["For Mallory"]


def test_a_reader_without_clearance_sees_why_and_nothing_else(cast: Cast, unwraps: list) -> None:
    case = case_at("answered", cast, information=information("Secret", "Hidden.", "JP:GOKUHI"))
    cast.aroha.clearance_id = "NZ:SENSITIVE"
    unwraps.clear()
    item = opened(case, cast.aroha).items[0]
    assert not item.verdict
    assert item.verdict.paragraphs == ("3(h)",)
    assert item.content == {}
    assert len(unwraps) == 1  # the request alone


def test_a_draft_is_its_authors_alone(cast: Cast) -> None:
    row = draft(cast)
    for person in cast.everybody():
        if person == cast.aroha:
            access.open_draft(by=person, draft_id=row.pk)
            continue
        with pytest.raises(access.Unknown):
            access.open_draft(by=person, draft_id=row.pk)


def test_unwraps_are_covered_one_for_one_by_what_the_log_says(cast: Cast, unwraps: list) -> None:
    case = case_at("answered", cast)
    unwraps.clear()
    opened(case, cast.aroha)
    assert len(unwraps) == 2  # the request and its one item
    assert {receipt.entry for _sealed, receipt in unwraps} == {last_access().pk}


def test_who_can_see_a_case_is_told_to_its_own_side_alone(cast: Cast) -> None:
    case = filed(cast).case
    for person in (cast.aroha, cast.wiremu):
        _case, grants = access.who_can_see(by=person, reference=case.reference)
        assert {grant.official for grant in grants} == {cast.aroha}
    for person in (cast.mallory, cast.daichi, cast.tama):
        with pytest.raises(access.Unknown):
            access.who_can_see(by=person, reference=case.reference)


def test_a_subject_line_stays_shut_without_clearance(cast: Cast, unwraps: list) -> None:
    """Para 3(h): nothing above the reader's clearance is shown, on lists neither."""
    filed(cast, level="NZ:SECRET", subject="For the cleared")
    cast.kenji.clearance_id = "JP:1"
    unwraps.clear()
    grants = queries.cases(by=cast.kenji, filters={}).grants
    (line,) = access.open_lines(by=cast.kenji, grants=grants, action="requests.case.list")
    assert (line.subject, line.verdict.paragraphs) == ("", ("3(h)",))
    assert unwraps == []


def test_who_is_no_longer_of_the_intake_knows_what_came_in_no_more(cast: Cast) -> None:
    """A grant of the intake counts while its official is of the intake: for the case, for lists and for notices."""
    request = filed(cast)
    case = request.case
    Designation.objects.filter(official=cast.kenji).update(is_intake=False)
    kenji = Official.objects.get(pk=cast.kenji.pk)
    assert not knows(kenji, case.reference)
    assert queries.cases(by=kenji, filters={}).grants == []
    assert involved.having_it_in_hand(request, timezone.now()) == []


def test_the_auditor_of_who_asked_finds_who_read_the_subject_in_a_list(cast: Cast) -> None:
    reference = filed(cast).case.reference
    grants = queries.cases(by=cast.kenji, filters={}).grants
    access.open_lines(by=cast.kenji, grants=grants, action="requests.case.list")
    assert (last_access().provider, last_access().subjects) == ("NZ", [reference])


def test_nobody_acts_on_what_they_are_not_cleared_to_read(cast: Cast) -> None:
    request = case_at("assigned", cast).requests.get()
    cast.haruka.clearance_id = "JP:1"
    with pytest.raises(Denied) as denied:
        executing.acknowledge(by=cast.haruka, request=request)
    assert denied.value.verdict.paragraphs == ("3(h)",)


def test_a_grant_that_has_not_begun_opens_nothing(cast: Cast) -> None:
    case = filed(cast).case
    later = timezone.now() + timedelta(days=1)
    QuerySet(Grant).filter(official=cast.aroha).update(starts_at=later)  # around the guard: no action does this yet
    assert not knows(cast.aroha, case.reference)
    assert queries.cases(by=cast.aroha, filters={}).grants == []
    with time_machine.travel(later, tick=False):
        assert knows(cast.aroha, case.reference)


def test_neither_list_nor_case_opens_content_that_belongs_to_something_else(cast: Cast, unwraps: list) -> None:
    case = case_at("answered", cast)
    request, other = case.requests.get(), case.information.get().sealed
    QuerySet(type(request)).filter(pk=request.pk).update(sealed=other)
    grants = queries.cases(by=cast.aroha, filters={}).grants
    unwraps.clear()
    with pytest.raises(Tampered):
        access.open_lines(by=cast.aroha, grants=grants, action="requests.case.list")
    with pytest.raises(Tampered):
        opened(case, cast.aroha)
    assert unwraps == []


def test_receipt_is_not_acknowledged_of_what_may_not_be_read(cast: Cast) -> None:
    case = case_at("answered", cast, information=information("Secret", "Hidden.", "JP:GOKUHI"))
    cast.aroha.clearance_id = "NZ:SENSITIVE"
    shut = opened(case, cast.aroha)
    with pytest.raises(Denied) as denied:
        answering.acknowledge_receipt(by=cast.aroha, opened=shut, item=shut.items[0])
    assert denied.value.verdict.paragraphs == ("3(h)",)
