"""Para 3(j): what was recalled or destroyed stays so, for the side or sides it was, and is never changed instead."""

import pytest
from django.db import IntegrityError, models, transaction

from tests.vault.opening import CONTENT, reopened
from tests.vault.receipts import Genuine
from vault import store
from vault.errors import AlreadySealed, Destroyed, NoKey
from vault.models import Sealed, Tombstone, WrappedKey

pytestmark = pytest.mark.django_db


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
