"""A signer for tests of the log: real Ed25519, always the same keys."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class TestSigner:
    """Signs as the log of the tests."""

    __test__ = False
    name = "exchange.test/log"
    seed = b"\x01" * 32
    key_of_codes = b"\x02" * 32

    def sign(self, message: bytes) -> bytes:
        """Return the signature of ``message``."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)

    def public_key(self) -> bytes:
        """Return the key that checks it."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return public.public_bytes(Encoding.Raw, PublicFormat.Raw)

    def mac_key(self) -> bytes:
        """Return the key of the writers' codes."""
        return self.key_of_codes


class OtherSigner(TestSigner):
    """Has other keys, under the same name: what somebody would sign with who has not got ours."""

    seed = b"\x03" * 32
    key_of_codes = b"\x04" * 32
