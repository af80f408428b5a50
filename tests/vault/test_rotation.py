"""Para 3(h): a key-encryption key is replaced while the exchange runs, and the old one can go."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from tests.vault.receipts import Genuine
from vault import key_file, keys, rotation, store
from vault.envelope import KeyEncryptionKey
from vault.errors import KeysUnusable, NoKey
from vault.models import Sealed, WrappedKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(own_keys) -> list[Sealed]:
    return [store.seal("test", str(n), {"n": n}, participants=["NZ", "JP"]) for n in range(7)]


def contents(rows: list[Sealed], participant: str) -> list[int]:
    opened = store.open_many(rows, participant=participant, receipt=Genuine(*(row.pk for row in rows)))
    return [opened[row.pk]["n"] for row in rows]


def test_all_wraps_of_a_side_move_and_open_while_the_other_sides_stay(rows, added_key):
    old, new = keys.ring().active("NZ").id, added_key("NZ")
    assert contents(rows, "NZ") == list(range(7))
    assert rotation.outstanding("NZ") == {old: 7}
    assert rotation.rewrap("NZ", batch=3) == rotation.Rotation(moved=7, failed=[])
    assert rotation.outstanding("NZ") == {}
    assert set(WrappedKey.objects.filter(participant="NZ").values_list("key_id", flat=True)) == {new}
    assert contents(rows, "NZ") == contents(rows, "JP") == list(range(7))


def test_afterwards_the_old_key_can_leave_the_key_file(rows, added_key, own_keys):
    added_key("NZ")
    rotation.rewrap("NZ")
    document = json.loads(own_keys.read_text())
    document["participants"]["NZ"]["keys"].pop(0)
    key_file.replace(own_keys, json.dumps(document))
    keys.forget()
    assert contents(rows, "NZ") == list(range(7))


def test_it_gives_out_no_data_key_and_needs_no_receipt(rows, added_key, unwraps):
    added_key("NZ")
    rotation.rewrap("NZ")
    assert unwraps == []


def test_a_run_that_was_cut_short_is_taken_up_where_it_stopped(rows, added_key, monkeypatch):
    added_key("NZ")
    move, moved = KeyEncryptionKey.encrypt, []

    def cut_short(self: KeyEncryptionKey, plain: bytes, associated: bytes) -> bytes:
        if len(moved) == 5:
            raise KeyboardInterrupt
        moved.append(1)
        return move(self, plain, associated)

    monkeypatch.setattr(KeyEncryptionKey, "encrypt", cut_short)
    with pytest.raises(KeyboardInterrupt):
        rotation.rewrap("NZ", batch=2)
    monkeypatch.undo()
    assert contents(rows, "NZ") == list(range(7))
    assert rotation.rewrap("NZ", batch=2).moved == 3  # two whole batches had been kept
    assert rotation.outstanding("NZ") == {}


def test_a_second_run_has_nothing_to_do(rows, added_key):
    added_key("NZ")
    rotation.rewrap("NZ")
    assert rotation.rewrap("NZ").moved == 0


def test_a_wrap_removed_meanwhile_stays_removed(rows, added_key, monkeypatch):
    added_key("NZ")
    decrypt = KeyEncryptionKey.decrypt

    def recalled_first(self: KeyEncryptionKey, encrypted: memoryview, associated: bytes) -> bytes:
        store.remove_wrap(rows[0], "NZ")
        return decrypt(self, encrypted, associated)

    monkeypatch.setattr(KeyEncryptionKey, "decrypt", recalled_first)
    assert rotation.rewrap("NZ").moved == 6
    monkeypatch.undo()
    with pytest.raises(NoKey):
        contents(rows[:1], "NZ")


def test_what_stands_under_a_tombstone_gets_no_new_lease_of_life(rows, added_key):
    wraps = list(rows[0].wraps.filter(participant="NZ"))
    store.remove_wrap(rows[0], "NZ")
    WrappedKey.objects.bulk_create(wraps)  # as a restored backup would
    added_key("NZ")
    assert rotation.rewrap("NZ").moved == 6
    assert list(rotation.outstanding("NZ").values()) == [1]


def test_what_cannot_be_moved_is_named_and_holds_up_nothing(rows, added_key, capsys):
    added_key("NZ")
    spoilt = rows[2].wraps.get(participant="NZ")
    models.QuerySet.update(WrappedKey.objects.filter(pk=spoilt.pk), wrapped=bytes(61))
    lost = rows[4].wraps.get(participant="NZ")
    models.QuerySet.update(WrappedKey.objects.filter(pk=lost.pk), key_id="NZ-lost")
    with pytest.raises(CommandError, match="2 could not be moved") as caught:
        call_command("rewrap_keys", "--participant=NZ")
    assert str(rows[2].pk) in str(caught.value)
    assert "NZ: 5 moved" in capsys.readouterr().out


def test_the_command_moves_every_side(rows, added_key, capsys):
    new = [added_key("NZ"), added_key("JP")]
    call_command("rewrap_keys")
    shown = capsys.readouterr().out
    assert all(f"7 moved to {key_id}" in shown for key_id in new)
    assert contents(rows, "JP") == contents(rows, "NZ") == list(range(7))


def test_the_command_says_what_is_left(rows, added_key, capsys, monkeypatch):
    old = keys.ring().active("NZ").id
    added_key("NZ")
    monkeypatch.setattr(rotation, "rewrap", lambda participant: rotation.Rotation())
    call_command("rewrap_keys", "--participant=NZ")
    assert f"7 still under {old}" in capsys.readouterr().out


def test_a_side_without_a_key_is_told_so(own_keys):
    with pytest.raises(KeysUnusable):
        rotation.rewrap("YY")
    with pytest.raises(CommandError, match="--new-key YY"):
        call_command("rewrap_keys", "--participant=YY")
