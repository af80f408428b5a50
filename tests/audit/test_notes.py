"""A checkpoint is read aloud by one person and typed by another: what is written is read, and nothing else passes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import notes, tree

# The worked example of the C2SP specification of cosignatures, with its log's and its witness's line.
ORIGIN, WITNESS = "example.com/behind-the-sofa", "witness.example.com/w1"
SIGNED = "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8="
COSIGNED = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
TEXT = f"{ORIGIN}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
EXAMPLE = f"{TEXT}\n— {ORIGIN} {SIGNED}\n— {WITNESS} {COSIGNED}\n"
names = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=20)
heads = st.builds(notes.Head, names, st.integers(0, 2**63), st.binary(min_size=32, max_size=32))
signatures = st.builds(notes.Signature, names, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80))


def test_the_example_of_the_specification_is_read():
    note = notes.read(EXAMPLE)
    assert (note.head.origin, note.head.size) == (ORIGIN, 20852163)
    assert [line.name for line in note.signatures] == [ORIGIN, WITNESS]
    assert notes.time_and_signature(note.signatures[1].blob)[0] == 1679315147
    assert note.whole() == EXAMPLE


@given(heads, st.lists(signatures, min_size=1, max_size=4))
def test_what_is_written_is_read_back(head, lines):
    note = notes.Note(head.text(), tuple(lines))
    assert notes.read(note.whole()) == note
    assert note.head == head


@given(st.text())
def test_no_other_text_does_harm(text):
    with suppress(notes.Malformed):
        assert notes.read(text).whole() == text


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("20852163\n", "020852163\n", "plain number"),
        ("20852163\n", "-1\n", "plain number"),
        ("20852163\n", "２０\n", "plain number"),
        ("20852163\n", "", "three lines"),
        ("CsUY", "C!UY", "base64"),
        ("CsUYapGG", "CsUY", "32 bytes"),
        ("2jxq2I=", "2jxq2J=", "not written as it should be"),
        ("\n\n—", "\n—", "an empty line"),
        (f"— {WITNESS} ", f"- {WITNESS} ", "a dash"),
        (f"— {WITNESS} ", f"— {WITNESS}  ", "a dash"),
        (COSIGNED, "jWbPPw==", "too short"),
    ],
)
def test_a_note_that_is_not_quite_one_is_refused(good, bad, why):
    assert good in EXAMPLE
    with pytest.raises(notes.Malformed, match=why):
        notes.read(EXAMPLE.replace(good, bad, 1))


def test_a_signature_is_found_by_name_and_key_together():
    key = bytes(range(32))
    line = notes.Signature("log", notes.key_id("log", notes.ED25519, key), b"signature")
    note = notes.Note(notes.Head("log", 1, tree.EMPTY).text(), (line,))
    assert note.by("log", notes.ED25519, key) is line
    assert note.by("log", notes.COSIGNATURE, key) is None
    assert note.by("log", notes.ED25519, bytes(32)) is None
    assert note.by("other", notes.ED25519, key) is None
