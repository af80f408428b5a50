"""Para 3(h): content opens in its place, under its key, whole, or not at all."""

import doctest
import itertools
from dataclasses import fields, replace

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from vault import envelope
from vault.envelope import Place, canonical, key_encryption_key, new_data_key, open_, rewrap, seal, unwrap, wrap
from vault.errors import NotSealable, Tampered

PLACE = Place("requests.request", "7", "content", 2, "5f0c7e4e-0000-4000-8000-000000000001")
ELSEWHERE = {
    "kind": "requests.refusal",
    "owner": "8",
    "field": "file",
    "version": 3,
    "sealed_id": "5f0c7e4e-0000-4000-8000-000000000002",
}
NZ = key_encryption_key("NZ", "NZ-1", "2026-11-21T00:00:00Z", bytes(range(32)))
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
places = st.builds(Place, texts, texts, texts, st.integers(0, 2**31), texts)


def flipped(stored: bytes, bit: int) -> bytes:
    changed = bytearray(stored)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@given(st.binary(max_size=3000), places)
def test_what_was_sealed_opens_in_its_place(plain, place):
    data_key = new_data_key()
    assert open_(seal(plain, data_key, place), data_key, place) == plain


@pytest.mark.parametrize("given_as", [bytes, bytearray, memoryview, lambda stored: memoryview(bytes(stored)).cast("c")])
def test_it_opens_however_a_driver_gives_the_bytes(given_as):
    data_key = new_data_key()
    wrapped, sealed = given_as(wrap(data_key, NZ, PLACE)), given_as(seal(b"content", data_key, PLACE))
    assert open_(sealed, unwrap(wrapped, NZ, PLACE), PLACE) == b"content"


@given(st.binary(max_size=40), st.data())
def test_one_changed_bit_anywhere_and_it_does_not_open(plain, data):
    data_key = new_data_key()
    stored = seal(plain, data_key, PLACE)
    bit = data.draw(st.integers(0, len(stored) * 8 - 1))
    with pytest.raises(Tampered):
        open_(flipped(stored, bit), data_key, PLACE)


@given(st.integers(0, 61 * 8 - 1))
def test_one_changed_bit_of_a_wrap_and_it_does_not_open(bit):
    with pytest.raises(Tampered):
        unwrap(flipped(wrap(new_data_key(), NZ, PLACE), bit), NZ, PLACE)


def test_nothing_cut_off_opens():
    data_key = new_data_key()
    stored, wrapped = seal(b"content", data_key, PLACE), wrap(data_key, NZ, PLACE)
    for length in range(len(stored)):
        with pytest.raises(Tampered):
            open_(stored[:length], data_key, PLACE)
    for length in range(len(wrapped)):
        with pytest.raises(Tampered):
            unwrap(wrapped[:length], NZ, PLACE)


@pytest.mark.parametrize("name", [field.name for field in fields(Place)])
def test_moved_to_another_place_it_does_not_open(name):
    data_key = new_data_key()
    moved = replace(PLACE, **{name: ELSEWHERE[name]})
    with pytest.raises(Tampered):
        open_(seal(b"content", data_key, PLACE), data_key, moved)
    with pytest.raises(Tampered):
        unwrap(wrap(data_key, NZ, PLACE), NZ, moved)


@pytest.mark.parametrize(("participant", "key_id"), [("JP", "NZ-1"), ("NZ", "NZ-2"), ("JP", "JP-1")])
def test_a_wrap_serves_its_participant_and_key_alone_even_if_the_keys_were_the_same(participant, key_id):
    same_bytes = key_encryption_key(participant, key_id, "", bytes(range(32)))
    with pytest.raises(Tampered):
        unwrap(wrap(new_data_key(), NZ, PLACE), same_bytes, PLACE)


def test_a_wrap_is_no_content_and_content_is_no_wrap():
    assert PLACE.for_content() != PLACE.for_wrap("", "")


@given(st.lists(texts, max_size=5), st.lists(texts, max_size=5))
def test_two_places_never_have_the_same_encoding(first, second):
    assert (canonical(*first) == canonical(*second)) == (first == second)


def test_a_name_that_utf_8_cannot_carry_is_a_fault_with_a_name():
    with pytest.raises(NotSealable):
        canonical("\ud800")


def test_a_wrap_moves_to_another_key_and_the_old_one_opens_it_no_more():
    newer = key_encryption_key("NZ", "NZ-2", "", bytes(reversed(range(32))))
    data_key = new_data_key()
    moved = rewrap(wrap(data_key, NZ, PLACE), NZ, newer, PLACE)
    assert unwrap(moved, newer, PLACE) == data_key
    with pytest.raises(Tampered):
        unwrap(moved, NZ, PLACE)


def test_data_keys_and_nonces_do_not_repeat():
    data_key = new_data_key()
    sealed = [seal(b"same", data_key, PLACE) for _ in range(500)]
    assert len({bytes(stored[33:45]) for stored in sealed}) == 500
    assert len({wrap(data_key, NZ, PLACE)[1:13] for _ in range(500)}) == 500
    assert len({new_data_key() for _ in range(500)}) == 500


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        key_encryption_key("NZ", "NZ-1", "", bytes(16))


def test_no_key_shows_in_a_printout():
    assert "AESGCM" not in repr(NZ)


def test_the_worked_example_is_true():
    assert doctest.testmod(envelope).failed == 0


def test_one_ciphertext_cannot_show_two_sides_different_content():
    """GCM itself would allow it, as the forged body shows; the commitment before it does not."""
    ours, theirs = bytes(range(32)), bytes(range(32, 64))
    (one, commitment), (other, _) = (envelope.derive(key, envelope.CONTENT_PURPOSE) for key in (ours, theirs))
    nonce = bytes(12)
    body = opens_under_both(one, other, nonce, PLACE.for_content())
    texts = {envelope.AESGCM(key).decrypt(nonce, body, PLACE.for_content()) for key in (one, other)}
    assert len(texts) == 2
    forged = bytes([1]) + commitment + nonce + body
    open_(forged, ours, PLACE)
    with pytest.raises(Tampered):
        open_(forged, theirs, PLACE)


def opens_under_both(one: bytes, other: bytes, nonce: bytes, associated: bytes) -> bytes:
    """Return a GCM body of two blocks whose tag is right under both keys: one linear equation in GF(2^128)."""
    free = b"sixteen bytes..."
    lengths = (len(associated) * 8).to_bytes(8) + (32 * 8).to_bytes(8)
    blocks = [associated[i : i + 16].ljust(16, b"\0") for i in range(0, len(associated), 16)]
    powers, tags = [], []
    for key in (one, other):
        aes = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305  (one block: what GCM is made of)
        subkey = int.from_bytes(aes.update(bytes(16)))
        digest = 0
        for block in [*blocks, free, bytes(16), lengths]:
            digest = times(digest ^ int.from_bytes(block), subkey)
        tags.append(digest ^ int.from_bytes(aes.update(nonce + b"\0\0\0\1")))
        powers.append(times(subkey, subkey))  # the second block is followed by the lengths: it stands at the square
    solution = times(tags[0] ^ tags[1], inverse(powers[0] ^ powers[1]))
    tag = tags[0] ^ times(solution, powers[0])
    return free + solution.to_bytes(16) + tag.to_bytes(16)


def times(first: int, second: int) -> int:
    """Multiply in the field of GCM (NIST SP 800-38D, 6.3)."""
    product = 0
    for bit in range(127, -1, -1):
        if first >> bit & 1:
            product ^= second
        second = second >> 1 ^ (0xE1 << 120 if second & 1 else 0)
    return product


def inverse(element: int) -> int:
    """Return the element to the power 2^128 - 2."""
    result, square = 1 << 127, element
    for _ in itertools.repeat(None, 127):
        square = times(square, square)
        result = times(result, square)
    return result
