"""Para 3(h): nothing opens but where it was sealed, whatever an attacker moves in the database."""

import itertools
import json

import pytest

from tests.vault.opening import changed, reopened
from vault import envelope, keys, store
from vault.errors import KeysUnusable, Tampered
from vault.models import Sealed

pytestmark = pytest.mark.django_db


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
