"""Para 3(g), 3(h), 3(j): content is opened for a receipt, side by side, and what is destroyed stays destroyed."""

import itertools
import json

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault.receipts import Forged, Genuine
from vault import envelope, keys, store
from vault.errors import AlreadySealed, Destroyed, KeysUnusable, NoKey, NotCovered, NotSealable, Tampered
from vault.models import Sealed, Tombstone, WrappedKey

pytestmark = pytest.mark.django_db
CONTENT = {"subject": "押収品の照会 Ωμέγα"}
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
fresh = itertools.count(1000)


def reopened(row: Sealed, participant: str = "NZ") -> dict:
    """Open as another process would: from the database, with a receipt."""
    return store.open_(Sealed.objects.get(pk=row.pk), participant=participant, receipt=Genuine(row.pk))


def changed(row: models.Model, **columns: object) -> None:
    """Do what an attacker with the database can do: around every guard."""
    models.QuerySet.update(type(row).objects.filter(pk=row.pk), **columns)


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


# receipts


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


# lists


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


# recall and destruction


def test_the_recalled_side_reads_nothing_while_the_owner_reads_on(sealed):
    assert reopened(sealed, "JP") == CONTENT
    store.remove_wrap(sealed, "JP")
    with pytest.raises(NoKey) as caught:
        reopened(sealed, "JP")
    assert caught.value.sealed_ids == (sealed.pk,)
    assert reopened(sealed, "NZ") == CONTENT


def test_a_list_names_everything_that_side_has_no_key_to(sealed, unwraps):
    rows = [sealed, *(store.seal("test", str(n), CONTENT, participants=["NZ", "JP"]) for n in range(2))]
    for row in rows[:2]:
        store.remove_wrap(row, "JP")
    with pytest.raises(NoKey) as caught:
        store.open_many(rows, participant="JP", receipt=Genuine(*(row.pk for row in rows)))
    assert caught.value.sealed_ids == (rows[0].pk, rows[1].pk)
    assert unwraps == []


def test_what_is_discarded_is_gone_but_for_its_tombstone(sealed):
    kept = Sealed.objects.get(pk=sealed.pk)
    store.discard(sealed)
    assert not Sealed.objects.exists()
    assert not WrappedKey.objects.exists()
    stone = Tombstone.objects.get()
    assert (stone.sealed_id, stone.participant, stone.version) == (kept.pk, "", 1)
    with pytest.raises(NoKey):
        store.open_(kept, participant="NZ", receipt=Genuine(kept.pk))


def test_a_destruction_that_fails_leaves_no_tombstone_and_all_keys(sealed, monkeypatch):
    def fail(rows: models.QuerySet) -> None:
        raise RuntimeError("still in use")

    monkeypatch.setattr(WrappedKey.objects.none().__class__, "delete", fail)
    for destroy in (lambda: store.discard(sealed), lambda: store.remove_wrap(sealed, "JP")):
        with pytest.raises(RuntimeError):
            destroy()
    assert not Tombstone.objects.exists()
    assert reopened(sealed, "JP") == CONTENT


def test_destroying_twice_is_destroying_once(sealed):
    for _ in range(2):
        store.remove_wrap(sealed, "JP")
    for _ in range(2):
        store.discard(sealed)
    assert Tombstone.objects.count() == 2


def test_the_same_version_is_not_sealed_again_after_it_was_destroyed(sealed):
    store.discard(sealed)
    with pytest.raises(Destroyed):
        store.seal(sealed.kind, sealed.owner_id, CONTENT, participants=["NZ"])
    newer = store.seal(sealed.kind, sealed.owner_id, CONTENT, participants=["NZ"], version=2)
    assert reopened(newer) == CONTENT


def test_the_same_version_is_not_sealed_over(sealed):
    with pytest.raises(AlreadySealed):
        store.seal(sealed.kind, sealed.owner_id, {"subject": "another"}, participants=["NZ"])
    assert reopened(sealed) == CONTENT  # and the transaction goes on


def restored(kept: Sealed, wraps: list[WrappedKey]) -> None:
    """Put rows back as a restored backup would."""
    kept._state.adding = True
    if not Sealed.objects.filter(pk=kept.pk).exists():
        kept.save(force_insert=True)
    WrappedKey.objects.bulk_create(wraps)


def test_a_restored_backup_does_not_bring_back_what_was_destroyed(sealed):
    kept, wraps = Sealed.objects.get(pk=sealed.pk), list(sealed.wraps.all())
    store.discard(sealed)
    restored(kept, wraps)
    for participant in ("NZ", "JP"):
        with pytest.raises(NoKey):
            reopened(kept, participant)


def test_a_restored_backup_does_not_bring_back_what_was_recalled(sealed):
    wraps = list(sealed.wraps.filter(participant="JP"))
    store.remove_wrap(sealed, "JP")
    restored(sealed, wraps)
    with pytest.raises(NoKey):
        reopened(sealed, "JP")
    assert reopened(sealed, "NZ") == CONTENT


# nothing can be moved


def test_no_ciphertext_or_wrap_opens_anywhere_but_where_it_was_sealed():
    """Rows by rows, sides by sides: whatever an attacker exchanges in the database, it does not open."""
    triples = [("a", "1", 1), ("a", "1", 2), ("a", "2", 1), ("b", "1", 1)]
    rows = [
        store.seal(kind, ident, {"n": n}, participants=["NZ", "JP"], version=version)
        for n, (kind, ident, version) in enumerate(triples)
    ]
    wraps = {(row.pk, wrap.participant): wrap for row in rows for wrap in row.wraps.all()}
    originals = {row.pk: bytes(row.ciphertext) for row in rows}
    opened = 0
    for row, source in itertools.permutations(rows, 2):
        mine, others = wraps[row.pk, "NZ"], wraps[source.pk, "NZ"]
        for ciphertext, wrapped in itertools.product((row, source), (mine, others, wraps[row.pk, "JP"])):
            if ciphertext is row and wrapped is mine:
                continue
            changed(row, ciphertext=originals[ciphertext.pk])
            changed(
                mine, wrapped=wrapped.wrapped, key_id=wrapped.key_id if wrapped.participant == "NZ" else mine.key_id
            )
            with pytest.raises(Tampered):
                opened += bool(reopened(row))
        changed(row, ciphertext=originals[row.pk])
        changed(mine, wrapped=mine.wrapped, key_id=mine.key_id)
    assert opened == 0
    assert [reopened(row) for row in rows] == [{"n": n} for n in range(4)]


@pytest.mark.parametrize("column", [{"kind": "other"}, {"owner_id": "8"}, {"version": 2}])
def test_a_row_that_claims_to_be_another_does_not_open(sealed, column):
    changed(sealed, **column)
    with pytest.raises(Tampered):
        reopened(sealed)


def test_a_whole_row_copied_under_an_id_one_may_open_does_not_open(sealed):
    """A receipt names an id; everything else in the row is the attacker's to choose, and still it stays shut."""
    victim = Sealed.objects.get(pk=sealed.pk)
    bait = store.seal("bait", "1", {"nothing": 1}, participants=["NZ"])
    stolen = sealed.wraps.get(participant="NZ").wrapped
    changed(sealed, owner_id="elsewhere")
    changed(bait, kind=victim.kind, owner_id=victim.owner_id, version=victim.version, ciphertext=victim.ciphertext)
    changed(bait.wraps.get(), wrapped=stolen)
    with pytest.raises(Tampered):
        reopened(bait)


def test_another_sides_wrap_relabelled_does_not_open(sealed):
    sealed.wraps.get(participant="NZ").delete()
    changed(sealed.wraps.get(), participant="NZ")
    with pytest.raises(KeysUnusable):  # names a key that side does not have
        reopened(sealed)
    changed(sealed.wraps.get(), key_id=keys.ring().active("NZ").id)
    with pytest.raises(Tampered):
        reopened(sealed)


def test_content_that_is_no_mapping_is_refused(sealed):
    data_key = envelope.new_data_key()
    wrap = sealed.wraps.get(participant="NZ")
    changed(wrap, wrapped=envelope.wrap(data_key, keys.ring().active("NZ"), sealed.place()))
    changed(sealed, ciphertext=envelope.seal(json.dumps([1]).encode(), data_key, sealed.place()))
    with pytest.raises(Tampered):
        reopened(sealed)


# sealed rows are written once


def test_a_sealed_row_is_not_changed_or_deleted_in_passing(sealed):
    with pytest.raises(TypeError, match="new version"):
        sealed.save()
    with pytest.raises(TypeError, match="new version"):
        Sealed.objects.update(ciphertext=b"")
    with pytest.raises(TypeError, match="new version"):
        Sealed.objects.bulk_update([sealed], ["ciphertext"])
    with pytest.raises(TypeError, match="new version"):
        Sealed.objects.bulk_create([sealed], update_conflicts=True, update_fields=["ciphertext"], unique_fields=["id"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Sealed(pk=sealed.pk, kind="other", owner_id="1", version=1, ciphertext=b"").save()
    with pytest.raises(TypeError, match="tombstone"):
        sealed.delete()
    with pytest.raises(TypeError, match="tombstone"):
        Sealed.objects.filter(pk=sealed.pk).delete()
    assert reopened(sealed) == CONTENT


def test_a_tombstone_is_not_lifted(sealed):
    store.discard(sealed)
    with pytest.raises(TypeError):
        Tombstone.objects.all().delete()
    with pytest.raises(TypeError):
        Tombstone.objects.get().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Tombstone(pk=Tombstone.objects.get().pk, sealed_id=sealed.pk, participant="XX", version=1).save()
    with pytest.raises(TypeError):
        Tombstone.objects.update(participant="XX")
