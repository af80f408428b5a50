"""What the log signs its checkpoints and chains its rows with: Ed25519 (RFC 8032) and a MAC key. Para 3(g).

The log names its signer by the setting AUDIT_SIGNER; a site whose signing key lies in a device names another class
with the same four methods there.
"""

from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vault import keys
from vault.key_ring import LogKeys


class Signer:
    """Signs for the log of this exchange, with the keys of the key provider."""

    @property
    def name(self) -> str:
        """The name under which checkpoints are signed."""
        return self._keys.name

    def sign(self, message: bytes) -> bytes:
        """Return the signature of ``message``, 64 bytes."""
        return self._private.sign(message)

    def public_key(self) -> bytes:
        """Return the public key, 32 bytes, with which anyone can `verify`."""
        return self._private.public_key().public_bytes_raw()

    def mac_key(self) -> bytes:
        """Return the key, 32 bytes, with which each writer chains its rows; it never leaves this side."""
        return self._keys.mac_key

    @cached_property
    def _keys(self) -> LogKeys:
        return keys.ring().log

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._keys.signing_seed)


def verify(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Return whether ``signature`` is that of ``message`` by the owner of ``public_key``; anything malformed is not."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
