"""Text is stored as it was written, or refused with what is wrong; what cannot be seen is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.text import TextFault, clean, fold, visible

anything = st.text(st.characters(codec=None), max_size=60)
storable = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffd"), max_size=60)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a\x00b", "nul"),
        ("a\ud800b", "surrogate"),
        ("a\x07b", "control"),
        ("a\x7fb", "control"),
        ("a\x85b", "control"),
        ("a\nb", "line_break"),
        ("a\tb", "line_break"),
        ("\x1f", "control"),
        ("a\ufffdb", "unreadable"),
        ("x" * 61, "too_long"),
    ],
)
def test_what_cannot_be_stored_is_refused(value, code):
    with pytest.raises(TextFault) as fault:
        clean(value, limit=60)
    assert fault.value.code == code
    assert fault.value.message % fault.value.params == str(fault.value)


def test_lines_may_stand_where_lines_are_asked_for():
    assert clean(" one\r\n\ttwo\rthree\n", limit=60, lines=True) == "one\n\ttwo\nthree"


def test_names_keep_their_spelling():
    for name in ("髙橋", "山﨑", "Tāmaki", "葛\U000e0100城", "𠮷田", "ＡＢＣ商事"):
        assert clean(name, limit=60) == name


def test_length_is_counted_after_composition():
    assert clean("e\u0301" * 60, limit=60) == "é" * 60


def test_bidirectional_controls_are_kept_and_shown():
    tricked = "invoice\u202egpj.exe"
    assert clean(tricked, limit=60) == tricked
    assert visible(tricked) == "invoice⟦U+202E⟧gpj.exe"


@pytest.mark.parametrize("character", ["\u200b", "\u2066", "\ufeff", "\u3164", "\u2028", "\U000e0041", "\x00"])
def test_unseen_characters_are_shown(character):
    assert visible(f"a{character}b") == f"a⟦U+{ord(character):04X}⟧b"


def test_variation_selectors_and_lines_are_not_disturbed():
    assert visible("葛\U000e0100城\n\t") == "葛\U000e0100城\n\t"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ Ｔrading", "abc trading"),
        ("ｶﾌﾞｼｷｶﾞｲｼｬ", "かぶしきがいしゃ"),
        ("ヴェガ", "ゔぇが"),
        ("STRASSE", "straße"),
        ("Aroha\u200b  Ngata", "aroha ngata"),
        ("葛\U000e0100城", "葛城"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_different_names_do_not_fold_alike():
    assert fold("髙橋") != fold("高橋")
    assert fold("Tāmaki") != fold("Tamaki")


@given(storable)
def test_cleaning_twice_changes_nothing(value):
    once = clean(value, limit=500, lines=True)
    assert clean(once, limit=500, lines=True) == once
    assert unicodedata.is_normalized("NFC", once)


@given(anything)
def test_what_was_cleaned_can_be_encoded(value):
    try:
        stored = clean(value, limit=500, lines=True)
    except TextFault:
        return
    assert "\x00" not in stored
    assert stored.encode().decode() == stored


@given(anything)
def test_shown_text_hides_nothing(value):
    shown = visible(value)
    assert visible(shown) == shown
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert all(char in "\n\t" or unicodedata.category(char) not in hidden for char in shown)


@given(anything)
def test_folding_twice_changes_nothing(value):
    assert fold(fold(value)) == fold(value)
