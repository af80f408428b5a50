"""Caveats through the API: the same judgement as in the form. Para 3(a)."""

from datetime import date

import pytest

from caveats.kinds import FreeText, HolderOnly, NamedAgenciesOnly, ReturnOrDestroyBy
from caveats.serializers import CaveatSerializer, as_rows, kinds_and_words

CONTEXT = {
    "caveat_choices": {"purposes": ["investigation"], "agencies": ["NZ-POLICE"], "officials": ["aroha"]},
    "today": date(2026, 3, 15),
}


def given(*rows):
    return CaveatSerializer(data=list(rows), many=True, context=CONTEXT)


def test_sound_caveats_are_taken_with_their_words():
    serializer = given(
        {"kind": "named_agencies_only", "parameters": {"agencies": ["NZ-POLICE"]}, "words": "  警察庁に限る "},
        {"kind": "holder_only"},
        {"kind": "return_or_destroy_by", "parameters": {"on": "2026-12-31"}},
        {"kind": "free_text", "words": "Ask first."},
    )
    assert serializer.is_valid(), serializer.errors
    assert kinds_and_words(serializer.validated_data) == (
        (
            NamedAgenciesOnly(frozenset({"NZ-POLICE"})),
            HolderOnly(),
            ReturnOrDestroyBy(date(2026, 12, 31)),
            FreeText(),
        ),
        ("警察庁に限る", "", "", "Ask first."),
    )


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ({}, ["kind"]),
        ({"kind": "no_such_kind"}, ["kind"]),
        ({"kind": ["holder_only"]}, ["kind"]),
        ({"kind": "holder_only", "note": "x"}, ["note"]),
        ({"kind": "holder_only", "parameters": []}, ["parameters"]),
        ({"kind": "holder_only", "parameters": None}, ["parameters"]),
        ({"kind": "holder_only", "parameters": {"agencies": ["NZ-POLICE"]}}, ["parameters", "agencies"]),
        ({"kind": "holder_only", "parameters": {"source": "1/0"}}, ["parameters", "source"]),
        ({"kind": "named_agencies_only"}, ["parameters", "agencies"]),
        ({"kind": "named_agencies_only", "parameters": {"agencies": []}}, ["parameters", "agencies"]),
        ({"kind": "named_agencies_only", "parameters": {"agencies": ["JP-POLICE"]}}, ["parameters", "agencies"]),
        ({"kind": "named_agencies_only", "parameters": {"agencies": "NZ-POLICE"}}, ["parameters", "agencies"]),
        ({"kind": "return_or_destroy_by", "parameters": {"on": "2026-03-14"}}, ["parameters", "on"]),
        ({"kind": "return_or_destroy_by", "parameters": {"on": "31/12/2026"}}, ["parameters", "on"]),
        ({"kind": "free_text"}, ["words"]),
        ({"kind": "free_text", "words": "a\x00b"}, ["words"]),
        ({"kind": "free_text", "words": "a\ud800b"}, ["words"]),
        ({"kind": "free_text", "words": "x" * 2001}, ["words"]),
        ({"kind": "free_text", "words": {}}, ["words"]),
        ("holder_only", ["non_field_errors"]),
    ],
)
def test_a_fault_stands_beside_its_field(row, where):
    serializer = given(row)
    assert not serializer.is_valid()
    found = serializer.errors[0]
    for name in where:
        assert list(found) == [name]
        found = found[name]
    assert found


def test_what_is_given_can_be_sent_back():
    stated = (NamedAgenciesOnly(frozenset({"NZ-POLICE"})), ReturnOrDestroyBy(date(2026, 12, 31)), FreeText("7/2"))
    rows = CaveatSerializer(as_rows(stated, ["", "soon", "Ask first."]), many=True).data
    assert rows == [
        {"kind": "named_agencies_only", "parameters": {"agencies": ["NZ-POLICE"]}, "words": ""},
        {"kind": "return_or_destroy_by", "parameters": {"on": "2026-12-31"}, "words": "soon"},
        {"kind": "free_text", "parameters": {}, "words": "Ask first."},
    ]
    again = given(*rows)
    assert again.is_valid(), again.errors
    assert kinds_and_words(again.validated_data)[0] == (*stated[:2], FreeText())


def test_caveats_are_given_without_words_where_the_item_may_not_be_opened():
    assert as_rows([HolderOnly(), FreeText("1/1")], []) == [
        {"kind": "holder_only", "parameters": {}, "words": ""},
        {"kind": "free_text", "parameters": {"source": "1/1"}, "words": ""},
    ]


def test_words_that_do_not_belong_to_a_caveat_are_a_fault_of_the_program():
    with pytest.raises(ValueError, match="zip"):
        as_rows([HolderOnly()], ["one", "two"])
