"""Para 3(g), 3(h): content is sealed for the sides named, comes back as it was, and opens for a receipt alone."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault.opening import CONTENT, reopened
from tests.vault.receipts import Forged, Genuine
from vault import store
from vault.errors import KeysUnusable, NoKey, NotCovered, NotSealable
from vault.models import Sealed, WrappedKey

pytestmark = pytest.mark.django_db
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
fresh = itertools.count(1000)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.dictionaries(texts, plain, max_size=5))
def test_whatever_json_carries_comes_back_to_both_sides(content):
    row = store.seal("test", str(next(fresh)), content, participants=["NZ", "JP"])
    assert reopened(row, "NZ") == reopened(row, "JP") == content


@pytest.mark.parametrize(
    "text", ["\x00", "\x7f\x1b", "‮evil", "髙﨑 ā", "🛃", "\ue000", "﷐", "＂", '"\\', "", " ", "\n", "a" * 100_000]
)
def test_any_text_comes_back_as_it_was(text):
    assert reopened(store.seal("test", "1", {text: text}, participants=["NZ"])) == {text: text}


@pytest.mark.parametrize(
    "content",
    [
        {"a": "\ud800"},
        {"\udfff": 1},
        {"a": ["b\ud83d"]},
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": b""},
        {"a": 10**5000},
        7,
    ],
)
def test_what_json_cannot_carry_is_a_fault_with_a_name_and_stores_nothing(content):
    with pytest.raises(NotSealable) as caught:
        store.seal("test", "1", content, participants=["NZ"])
    assert not Sealed.objects.exists()
    assert "\ud800" not in str(caught.value)


def test_content_too_deep_is_a_fault_with_a_name():
    deep: dict = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(NotSealable):
        store.seal("test", "1", deep, participants=["NZ"])


def test_an_identity_that_utf_8_cannot_carry_is_a_fault_with_a_name():
    with pytest.raises(NotSealable):
        store.seal("test", "\ud800", CONTENT, participants=["NZ"])


def test_the_database_holds_no_word_of_the_content(sealed):
    stored = bytes(Sealed.objects.get().ciphertext) + b"".join(bytes(wrap.wrapped) for wrap in WrappedKey.objects.all())
    assert "押収品".encode() not in stored
    assert b"subject" not in stored


def test_each_sealing_has_a_data_key_of_its_own():
    rows = [store.seal("test", str(n), CONTENT, participants=["NZ"]) for n in range(20)]
    commitments = {bytes(row.ciphertext)[1:33] for row in rows}
    assert len(commitments) == 20


def test_it_is_sealed_for_the_sides_named_and_no_other():
    row = store.seal("test", "1", CONTENT, participants=["NZ", "NZ"])
    assert [wrap.participant for wrap in row.wraps.all()] == ["NZ"]
    with pytest.raises(NoKey):
        reopened(row, "JP")


def test_sealing_for_nobody_is_refused():
    with pytest.raises(ValueError, match="no Participant"):
        store.seal("test", "1", CONTENT, participants=[])


def test_sealing_for_a_participant_without_a_key_is_refused_and_stores_nothing():
    with pytest.raises(KeysUnusable, match="YY"):
        store.seal("test", "1", CONTENT, participants=["NZ", "YY"])
    assert not Sealed.objects.exists()


def test_without_a_receipt_nothing_opens(sealed, unwraps):
    for forged in (None, True, Forged(), Genuine, object()):
        with pytest.raises(NotCovered):
            store.open_(sealed, participant="NZ", receipt=forged)
    assert unwraps == []


def test_a_receipt_for_something_else_opens_nothing(sealed, unwraps):
    other = store.seal("test", "1", CONTENT, participants=["NZ"])
    for receipt in (Genuine(), Genuine(other.pk), Genuine(sealed.owner_id)):
        with pytest.raises(NotCovered):
            store.open_(sealed, participant="NZ", receipt=receipt)
    assert unwraps == []


def test_a_receipt_that_covers_most_of_a_list_opens_none_of_it(sealed, unwraps):
    other = store.seal("test", "1", CONTENT, participants=["NZ"])
    with pytest.raises(NotCovered):
        store.open_many([sealed, other], participant="NZ", receipt=Genuine(sealed.pk))
    assert unwraps == []


def test_a_receipt_must_say_yes_and_not_merely_something(sealed, unwraps):
    class Vague(Genuine):
        def covers(self, sealed_id: str) -> str:
            return "perhaps"

    with pytest.raises(NotCovered):
        store.open_(sealed, participant="NZ", receipt=Vague(sealed.pk))


def test_every_unwrap_is_counted_with_its_receipt(sealed, unwraps):
    rows = [sealed, *(store.seal("test", str(n), {"n": n}, participants=["NZ"]) for n in range(3))]
    receipt, before = Genuine(*(row.pk for row in rows)), store.UNWRAPS.total
    store.open_many(rows, participant="NZ", receipt=receipt)
    assert store.UNWRAPS.total - before == 4
    assert unwraps == [(row.pk, receipt) for row in rows]


def test_counting_goes_on_when_nobody_watches(sealed, receipt):
    with store.UNWRAPS.watched() as seen:
        pass
    before = store.UNWRAPS.total
    store.open_(sealed, participant="NZ", receipt=receipt)
    assert (seen, store.UNWRAPS.total - before) == ([], 1)


def test_sealing_unwraps_nothing(unwraps):
    store.seal("test", "1", CONTENT, participants=["NZ", "JP"])
    assert unwraps == []


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_list_costs_one_query_however_long(count, django_assert_num_queries):
    rows = [store.seal("test", str(n), {"n": n}, participants=["NZ", "JP"]) for n in range(count)]
    receipt = Genuine(*(row.pk for row in rows))
    with django_assert_num_queries(1):
        contents = store.open_many(rows, participant="JP", receipt=receipt)
    assert contents == {row.pk: {"n": n} for n, row in enumerate(rows)}


def test_an_empty_list_needs_nothing():
    assert store.open_many([], participant="NZ", receipt=None) == {}


def test_sealing_costs_few_queries_however_many_sides():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        store.seal("test", "1", CONTENT, participants=["NZ", "JP", "XX"])
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 3
