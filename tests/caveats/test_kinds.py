"""The closed list of kinds: a lattice when combined, itself when stored, faults beside their fields. Para 3(a)."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveats import judging, kinds, values
from caveats.kinds import (
    KINDS,
    Caveat,
    CaveatError,
    FreeText,
    HolderOnly,
    NamedAgenciesOnly,
    NamedOfficialsOnly,
    PurposesOnly,
    ReturnOrDestroyBy,
    combine,
    faults,
    from_plain,
    to_plain,
)
from tests.caveats.strategies import CAVEATS, SETS

ONE, OTHER, THIRD = frozenset({"a", "b"}), frozenset({"b", "c"}), frozenset({"c"})


def test_the_list_is_closed_and_holds_the_eleven_kinds_of_the_framework():
    assert list(KINDS) == [
        "purposes_only",
        "holder_only",
        "named_agencies_only",
        "not_to_law_enforcement",
        "consent_before_disclosure",
        "notice_before_disclosure",
        "no_use_in_proceedings",
        "named_officials_only",
        "no_download_or_print",
        "return_or_destroy_by",
        "free_text",
    ]
    defined = {value for value in vars(kinds).values() if isinstance(value, type) and issubclass(value, Caveat)}
    assert set(KINDS.values()) == defined - {Caveat}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_says_what_it_is_and_is_judged(kind):
    assert kind.title
    assert kind.explanation.endswith(".")
    assert kind.paragraph.startswith("3(a)")
    assert judging.runs_against.dispatch(kind) is not judging.runs_against.dispatch(Caveat)


def test_a_kind_that_nobody_judges_is_not_passed_over():
    with pytest.raises(NotImplementedError):
        judging.runs_against(object(), None)


# Combining: a lattice.


@given(SETS, SETS)
def test_combining_does_not_depend_on_the_order(one, other):
    assert combine(one, other) == combine(other, one)


@given(SETS, SETS, SETS)
def test_combining_does_not_depend_on_the_grouping(one, two, three):
    assert combine(combine(one, two), three) == combine(one, combine(two, three))


@given(SETS)
def test_combining_with_itself_changes_nothing(one):
    assert combine(one, one) == combine(one) == combine(combine(one))


@given(SETS, SETS)
def test_what_is_combined_absorbs_each_of_its_parts(one, other):
    whole = combine(one, other)
    assert combine(whole, one) == whole == combine(whole, other)


@given(SETS, CAVEATS)
def test_no_kind_gets_lost(one, caveat):
    kept = {stated.key for stated in combine(one, (caveat,))}
    assert kept == {stated.key for stated in one} | {caveat.key}


def test_nothing_combined_is_nothing():
    assert combine() == combine((), ()) == ()


@pytest.mark.parametrize("kind", [PurposesOnly, NamedAgenciesOnly, NamedOfficialsOnly])
def test_two_lists_leave_what_both_allow_and_nobody_where_they_share_nothing(kind):
    assert combine([kind(ONE), kind(OTHER)]) == (kind(frozenset({"b"})),)
    assert combine([kind(ONE), kind(THIRD)]) == (kind(frozenset()),)


def test_of_two_dates_the_earlier_counts():
    early, late = ReturnOrDestroyBy(date(2026, 3, 1)), ReturnOrDestroyBy(date(2026, 4, 1))
    assert combine([late], [early]) == (early,)


def test_all_words_are_kept():
    assert combine([FreeText("1/0"), FreeText("1/2")], [FreeText("2/0")]) == (
        FreeText("1/0"),
        FreeText("1/2"),
        FreeText("2/0"),
    )


# Plain data.


@given(CAVEATS)
def test_what_is_stored_is_read_back_as_it_was(caveat):
    assert from_plain(*to_plain(caveat)) == caveat


def test_plain_data_is_sorted_and_dates_are_written_one_way():
    assert to_plain(PurposesOnly(frozenset({"b", "a"}))) == ("purposes_only", {"purposes": ["a", "b"]})
    assert to_plain(ReturnOrDestroyBy(date(2026, 3, 1))) == ("return_or_destroy_by", {"on": "2026-03-01"})
    assert to_plain(FreeText()) == ("free_text", {})


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
NAMES = st.sampled_from(["purposes", "agencies", "officials", "on", "source", "words"])


def read_or_faults(kind, parameters):
    try:
        return [from_plain(kind, parameters)], ()
    except CaveatError as error:
        return [], error.faults


@given(st.one_of(st.sampled_from(list(KINDS)), JSON), st.one_of(JSON, st.dictionaries(NAMES, JSON, max_size=3)))
def test_bad_data_is_always_a_fault_and_never_another_error(kind, parameters):
    read, found = read_or_faults(kind, parameters)
    assert bool(read) is not bool(found)
    assert all(fault.field and fault.message % fault.parameters for fault in found)
    assert [from_plain(*to_plain(caveat)) for caveat in read] == read


@pytest.mark.parametrize(
    ("kind", "parameters", "fields"),
    [
        ("no_such_kind", {}, ["kind"]),
        (None, {}, ["kind"]),
        (["holder_only"], {}, ["kind"]),
        ("holder_only", [], ["parameters"]),
        ("holder_only", {"agencies": ["NZ-POLICE"]}, ["agencies"]),
        ("purposes_only", {}, ["purposes"]),
        ("purposes_only", {"purposes": "investigation"}, ["purposes"]),
        ("purposes_only", {"purposes": [1]}, ["purposes"]),
        ("purposes_only", {"purposes": [""]}, ["purposes"]),
        ("purposes_only", {"purposes": ["\x00"]}, ["purposes"]),
        ("purposes_only", {"purposes": ["x" * 151]}, ["purposes"]),
        ("purposes_only", {"purposes": [str(number) for number in range(201)]}, ["purposes"]),
        ("return_or_destroy_by", {}, ["on"]),
        ("return_or_destroy_by", {"on": "31/12/2026"}, ["on"]),
        ("return_or_destroy_by", {"on": "2026-02-30"}, ["on"]),
        ("return_or_destroy_by", {"on": "20261231"}, ["on"]),
        ("return_or_destroy_by", {"on": 20261231}, ["on"]),
        ("return_or_destroy_by", {"on": datetime(2026, 12, 31)}, ["on"]),
        ("return_or_destroy_by", {"on": "soon", "by": "me"}, ["by", "on"]),
        ("free_text", {"words": "tell nobody"}, ["words"]),
        ("free_text", {"source": "x" * 151}, ["source"]),
        ("free_text", {"source": 7}, ["source"]),
        ("free_text", {"source": "7\n0"}, ["source"]),
    ],
)
def test_each_fault_is_said_beside_its_field(kind, parameters, fields):
    with pytest.raises(CaveatError) as raised:
        from_plain(kind, parameters)
    assert [fault.field for fault in raised.value.faults] == fields


def test_what_is_just_within_the_limits_is_read():
    many = [str(number) for number in range(199)] + ["x" * 150]
    assert from_plain("named_officials_only", {"officials": many}) == NamedOfficialsOnly(frozenset(many))
    assert from_plain("free_text", {"source": "x" * 150}) == FreeText("x" * 150)
    assert from_plain("return_or_destroy_by", {"on": date(2026, 3, 1)}) == ReturnOrDestroyBy(date(2026, 3, 1))


# Stating.

CHOICES = {"purposes": ("investigation",), "agencies": ("NZ-POLICE",), "officials": ("aroha",)}
TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    "caveat",
    [
        HolderOnly(),
        FreeText(),
        PurposesOnly(frozenset({"investigation"})),
        NamedAgenciesOnly(frozenset({"NZ-POLICE"})),
        NamedOfficialsOnly(frozenset({"aroha"})),
        ReturnOrDestroyBy(TODAY),
    ],
)
def test_a_sound_caveat_may_be_stated(caveat):
    assert faults(caveat, choices=CHOICES, today=TODAY) == ()


@pytest.mark.parametrize(
    ("caveat", "field"),
    [
        (PurposesOnly(frozenset()), "purposes"),
        (NamedAgenciesOnly(frozenset()), "agencies"),
        (NamedOfficialsOnly(frozenset()), "officials"),
        (PurposesOnly(frozenset({"investigation", "tax"})), "purposes"),
        (NamedAgenciesOnly(frozenset({"JP-POLICE"})), "agencies"),
        (NamedOfficialsOnly(frozenset({"mallory"})), "officials"),
        (ReturnOrDestroyBy(date(2026, 3, 14)), "on"),
    ],
)
def test_a_caveat_that_names_nothing_or_something_else_may_not_be_stated(caveat, field):
    assert [fault.field for fault in faults(caveat, choices=CHOICES, today=TODAY)] == [field]


def test_choices_that_were_not_given_allow_nothing():
    assert faults(PurposesOnly(frozenset({"investigation"})), choices={})
    assert not faults(PurposesOnly(frozenset({"investigation"})))
    assert not faults(ReturnOrDestroyBy(date(2000, 1, 1)))


def test_a_fault_names_the_code_that_is_not_known():
    (fault,) = faults(NamedAgenciesOnly(frozenset({"JP-POLICE"})), choices=CHOICES)
    assert fault.message % fault.parameters == "JP-POLICE may not be named here."


def test_parameters_are_read_by_their_type():
    assert set(values.READERS) == set(values.NOT_READABLE) == set(values.ParameterType)
