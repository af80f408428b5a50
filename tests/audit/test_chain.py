"""Para 3(g): an entry's bytes say one thing only, and no entry of a writer can be changed, left out or moved unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import chain

KEY = b"k" * 32
values = st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"])))
entries = st.lists(values, min_size=len(chain.FIELDS), max_size=len(chain.FIELDS))


def normal(fields):
    """What two lists must share to be the same entry: a field has one type, so 5 and "5" are one."""
    return [None if value is None else str(value) for value in fields]


@given(entries, entries)
def test_two_entries_have_the_same_bytes_only_if_they_are_the_same(one, other):
    assert (chain.canonical(one) == chain.canonical(other)) == (normal(one) == normal(other))


@given(entries, st.integers(0, len(chain.FIELDS) - 2))
def test_text_cannot_move_from_one_field_into_the_next(fields, at):
    moved = normal(fields)
    moved[at], moved[at + 1] = f"{moved[at] or ''}{moved[at + 1] or ''}x", ""
    assert chain.canonical(moved) != chain.canonical(normal(fields))


def test_the_bytes_of_an_entry_are_what_they_were_when_the_log_began():
    fields = ["w" * 32, 1, "access", "requests.case.open", "2026-11-21T01:02:03.000004Z", "aroha", "NZ", "page", "GET"]
    fields += ["requests:case", "r1", "192.0.2.1", "NZ-JP-2026-482137", '["NZ-JP-2026-482137"]', "", "NZ", "事件"]
    fields += ["permitted", "author", "[]", None, "{}"]
    code = chain.mac(KEY, chain.FIRST, chain.canonical(fields))
    assert code.hex() == "4570b939c96eb13876166b8506cad74df6a729fcdcc6ad694d5a10038288e64d"


def test_an_entry_with_a_field_too_few_has_no_bytes():
    with pytest.raises(ValueError, match="22 fields, not 21"):
        chain.canonical([""] * 21)


def written(contents):
    """Return entries as one writer would chain them."""
    previous, result = chain.FIRST, []
    for content in contents:
        previous = chain.mac(KEY, previous, content)
        result.append((content, previous))
    return result


def breaks(rows):
    """Return the positions at which the chain of ``rows`` does not hold."""
    codes = [chain.FIRST] + [code for _, code in rows]
    return [at for at, (content, code) in enumerate(rows) if not chain.is_next(KEY, codes[at], content, code)]


rows = st.lists(st.binary(max_size=8), min_size=2, max_size=12, unique=True).map(written)


@given(rows)
def test_what_a_writer_wrote_holds(log):
    assert breaks(log) == []


@given(rows, st.data())
def test_an_edited_entry_is_found_at_its_own_place(log, data):
    at = data.draw(st.integers(0, len(log) - 1))
    log[at] = (log[at][0] + b"!", log[at][1])
    assert breaks(log) == [at]


@given(rows, st.data())
def test_a_deleted_entry_is_found_at_the_one_after_it(log, data):
    at = data.draw(st.integers(0, len(log) - 2))
    del log[at]
    assert breaks(log)[0] == at


@given(rows, st.data())
def test_two_swapped_entries_are_found(log, data):
    at = data.draw(st.integers(0, len(log) - 2))
    log[at], log[at + 1] = log[at + 1], log[at]
    assert breaks(log)[0] == at


def test_the_code_of_another_key_does_not_hold():
    assert not chain.is_next(b"x" * 32, chain.FIRST, b"entry", chain.mac(KEY, chain.FIRST, b"entry"))


@given(st.binary(), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_leaf_holds_the_code_too(entry, code, other):
    assert (chain.sealable(entry, code) == chain.sealable(entry, other)) == (code == other)
