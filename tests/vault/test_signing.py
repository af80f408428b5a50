"""Para 3(g): the log is signed with a key that the database does not hold, and anyone can verify it."""

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from vault import key_file, key_ring, keys
from vault.signing import Signer, verify


@given(st.binary(max_size=200))
def test_what_was_signed_verifies_and_nothing_else_does(message):
    signer = Signer()
    signature = signer.sign(message)
    assert verify(message, signature, signer.public_key())
    assert not verify(message + b"\0", signature, signer.public_key())


def test_another_key_or_a_malformed_one_verifies_nothing():
    signer = Signer()
    signature = signer.sign(b"message")
    assert not verify(b"message", signature, bytes(32))
    assert not verify(b"message", signature, b"short")
    assert not verify(b"message", signature[:-1], signer.public_key())
    assert not verify(b"message", b"", signer.public_key())


def test_the_signer_is_the_one_of_the_key_file(own_keys):
    signer = Signer()
    assert signer.name == keys.ring().log.name == "customs-exchange"
    assert signer.mac_key() == keys.ring().log.mac_key
    assert len(signer.mac_key()) == len(signer.public_key()) == 32
    assert len(signer.sign(b"")) == 64


def test_another_key_file_is_another_signer(own_keys):
    here = Signer().public_key()
    own_keys.unlink()
    key_file.create(own_keys, key_ring.to_text(key_ring.generate(["NZ"], timezone.now())))
    keys.forget()
    assert Signer().public_key() != here
