"""Two labels always, the originator's own and the equivalent; where none is, a written instruction. Para 3(h)."""

import pytest

from frameworks import scheme
from frameworks.marking import Marking, faults, labels
from frameworks.models import EquivalenceTable, Level
from tests.frameworks.people import AT, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("framework")]

INSTRUCTED = Marking("NZ:SENSITIVE", ("NZ:COMMERCIAL", "NZ:MEDICAL"), "JP:3", "Keep it as 機密性3.")


def said(marking):
    return [(label.participant, label.text, label.is_own) for label in labels(marking, AT)]


def wrong(marking):
    return [fault.field for fault in faults(marking, AT)]


def test_own_label_first_then_the_equivalent():
    assert said(Marking("NZ:CONFIDENTIAL")) == [("NZ", "CONFIDENTIAL", True), ("JP", "秘", False)]
    assert said(Marking("JP:TOKUTEI")) == [("JP", "特定秘密", True), ("NZ", "SECRET", False)]


def test_two_equivalents_are_both_shown():
    assert said(Marking("NZ:SECRET"))[1] == ("JP", "極秘 / 特定秘密", False)


def test_a_provisional_equivalent_says_so():
    assert labels(Marking("NZ:SECRET"), AT)[1].is_provisional
    assert not labels(Marking("NZ:SECRET"), AT)[0].is_provisional
    EquivalenceTable.objects.update(is_provisional=False)
    assert not labels(Marking("NZ:SECRET"), AT)[1].is_provisional


def test_endorsements_stand_beside_the_own_label_and_the_instruction_is_said_to_be_one():
    own, other = labels(INSTRUCTED, AT)
    assert own.text == "SENSITIVE: COMMERCIAL, MEDICAL"
    assert (other.text, other.by_instruction) == ("機密性3", True)


def test_where_nothing_corresponds_the_label_is_there_and_empty():
    assert said(Marking("NZ:SENSITIVE"))[1] == ("JP", "", False)


def test_nothing_is_missing_where_a_row_applies():
    assert wrong(Marking("NZ:SECRET", ("NZ:COMMERCIAL",))) == []


def test_where_no_row_applies_a_level_and_an_instruction_are_asked_for():
    assert wrong(Marking("NZ:SENSITIVE")) == ["handled_as", "handling_instruction"]
    assert wrong(Marking("NZ:SENSITIVE", handled_as="JP:3")) == ["handling_instruction"]
    assert wrong(Marking("NZ:SENSITIVE", handled_as="JP:3", handling_instruction="  ")) == ["handling_instruction"]
    assert wrong(INSTRUCTED) == []


@pytest.mark.parametrize("level", ["NZ:RESTRICTED", "NZ:none", ""])
def test_the_instruction_names_a_level_of_the_other_side(level):
    assert "handled_as" in wrong(Marking("NZ:SENSITIVE", handled_as=level, handling_instruction="Keep it."))


def test_an_unknown_level_is_the_only_fault():
    assert wrong(Marking("NZ:NONSENSE", ("NZ:COMMERCIAL",))) == ["level"]


@pytest.mark.parametrize(
    "marking",
    [Marking("NZ:SECRET", ("NZ:NONSENSE",)), Marking("JP:HI", ("NZ:COMMERCIAL",))],
    ids=["unknown", "other side"],
)
def test_endorsements_are_those_of_the_own_ladder(marking):
    assert wrong(marking) == ["endorsements"]


def test_a_row_that_has_lapsed_asks_for_an_instruction_again():
    EquivalenceTable.objects.update(valid_until=TODAY)
    assert wrong(Marking("NZ:SECRET")) == []
    EquivalenceTable.objects.update(valid_until="2026-06-09")
    assert wrong(Marking("NZ:SECRET")) == ["handled_as", "handling_instruction"]


def test_the_scheme_is_read_once_in_a_request_and_afresh_in_the_next(django_assert_num_queries):
    scheme._begin()
    with django_assert_num_queries(1):
        for _ in range(3):
            labels(Marking("NZ:SECRET"), AT)
    Level.objects.filter(pk="NZ:SECRET").update(label="SECRET!")
    assert said(Marking("NZ:SECRET"))[0][1] == "SECRET"
    scheme._end()
    assert said(Marking("NZ:SECRET"))[0][1] == "SECRET!"
    assert scheme.current() is not scheme.current()
