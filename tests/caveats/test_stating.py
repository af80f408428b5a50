"""What may be stated is judged once, for every door. Para 3(a)."""

from datetime import date

import pytest

from caveats.kinds import CaveatError, FreeText, HolderOnly, PurposesOnly
from caveats.stating import WORDS_LIMIT, state

CHOICES = {"purposes": ["investigation"], "agencies": ["NZ-POLICE"], "officials": ["aroha"]}
TODAY = date(2026, 3, 15)


def stating(kind, parameters=None, words=""):
    return state(kind, parameters or {}, words, choices=CHOICES, today=TODAY)


def test_words_are_kept_as_they_were_written_in_either_script():
    assert stating("holder_only", words=" 外部には渡さないこと。\r\nMāori \u202e name ") == (
        HolderOnly(),
        "外部には渡さないこと。\nMāori \u202e name",
    )


def test_words_may_be_missing_but_not_where_they_are_the_caveat():
    assert stating("purposes_only", {"purposes": ["investigation"]}) == (PurposesOnly(frozenset({"investigation"})), "")
    assert stating("free_text", words="Ask the desk first.") == (FreeText(), "Ask the desk first.")


@pytest.mark.parametrize(
    ("kind", "parameters", "words", "fields"),
    [
        ("free_text", {}, "", ["words"]),
        ("free_text", {}, " \u3000\n", ["words"]),
        ("free_text", {}, "x" * (WORDS_LIMIT + 1), ["words"]),
        ("holder_only", {}, "a\x00b", ["words"]),
        ("holder_only", {}, "a\ud800b", ["words"]),
        ("no_such_kind", {}, "", ["kind"]),
        ("no_such_kind", {}, "\x00", ["kind", "words"]),
        ("purposes_only", {}, "\x00", ["purposes", "words"]),
        ("purposes_only", {"purposes": ["tax"]}, "", ["purposes"]),
        ("return_or_destroy_by", {"on": "2026-03-14"}, "", ["on"]),
    ],
)
def test_every_fault_is_named(kind, parameters, words, fields):
    with pytest.raises(CaveatError) as raised:
        stating(kind, parameters, words)
    assert [fault.field for fault in raised.value.faults] == fields
