r"""Wrap, unwrap, seal, open: envelope encryption bound to its place. Para 3(h). Pure: no Django, no database.

Every version of every object has a **data key** of its own: 256 random bits, used for one sealing only. The content
is sealed under the data key; the data key is wrapped once per Participant, under that Participant's **key-encryption
key**. Where a side's wrap is gone, its ciphertext is noise to that side (para 3(j)).

Both layers are AES-256-GCM. The associated data names the place, so that neither a ciphertext nor a wrap can be moved
to another object, field, version, row, Participant or key: it would not open. Each part is preceded by its length in
four bytes, big-endian, so that no two places have the same encoding::

    place    = "1" | kind | owner | field | version | sealed id
    content:   "content" | place
    wrap:      "wrap" | place | participant | key-encryption key id

GCM alone does not commit to its key: who holds two keys can make one ciphertext that opens to two different texts,
and we wrap one data key per Participant, so the two sides could be shown different content. Therefore the data key
never encrypts itself. HKDF-Expand (RFC 5869, SHA-256) makes 64 bytes of it: 32 bytes of encryption key, 32 bytes of
**commitment**, which stand before the ciphertext and are compared, in constant time, before anything is decrypted::

    sealed  = 01 | commitment (32) | nonce (12) | ciphertext | tag (16)         61 bytes more than the content
    wrapped = 01 | nonce (12) | encrypted data key (32) | tag (16)              61 bytes

Nonces are random. For content a fixed nonce would do, since its key is used once; a random one costs 0.4 microseconds
and keeps a programming error that seals twice under one data key from being a catastrophe. A key-encryption key wraps
many data keys: at the 2^32 random nonces that NIST SP 800-38D allows a key it would be replaced; ``rewrap_keys``
comes long before.

The first byte is the format. Another cipher is another number; what is not known here does not open.

A worked example. The key is 00 01 ... 1f, the content is ``{"a":1}``, the nonce happens to be zero:

>>> place = Place("requests.request", "7", "content", 2, "5f0c7e4e-0000-4000-8000-000000000001")
>>> place.for_content()[:30]
b'\x00\x00\x00\x07content\x00\x00\x00\x011\x00\x00\x00\x10requests.r'
>>> sealed = bytes.fromhex(
...     "01"
...     "b552aca1385d10ba32e9476b8fe67d7ae3522f806bee609d2454a598dc52ec76"
...     "000000000000000000000000"
...     "5471fc6737f3b0"
...     "1f9f7f3e8dea8d90e637c112ec46f345"
... )
>>> open_(sealed, bytes(range(32)), place)
b'{"a":1}'
"""

import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from vault.errors import NotSealable, Tampered

FORMAT = 1
KEY_BYTES = 32
COMMITMENT_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
CONTENT_PURPOSE = b"customs-exchange vault 1 content"
_FORMAT_BYTE = bytes([FORMAT])
_COMMITMENT_END = 1 + COMMITMENT_BYTES
_NONCE_END = _COMMITMENT_END + NONCE_BYTES
Stored = bytes | bytearray | memoryview
_TAMPERED = "this is not what was sealed in that place under that key"


def canonical(*parts: str) -> bytes:
    """Return ``parts`` as bytes that no other parts have: each in UTF-8, preceded by its length in four bytes.

    Raises:
        NotSealable: if UTF-8 cannot carry one of them.
    """
    try:
        encoded = [part.encode() for part in parts]
    except UnicodeEncodeError:
        raise NotSealable("the name of a place cannot hold a lone surrogate") from None
    return b"".join(len(part).to_bytes(4) + part for part in encoded)


@dataclass(frozen=True, slots=True)
class Place:
    """Where sealed content belongs: what kind of object, whose, which field and version of it, in which row."""

    kind: str
    owner: str
    field: str
    version: int
    sealed_id: str

    def for_content(self) -> bytes:
        """Return the associated data of the content."""
        return canonical("content", *self._parts())

    def for_wrap(self, participant: str, key_id: str) -> bytes:
        """Return the associated data of the data key as wrapped for ``participant`` under the key ``key_id``."""
        return canonical("wrap", *self._parts(), participant, key_id)

    def _parts(self) -> tuple[str, ...]:
        return str(FORMAT), self.kind, self.owner, self.field, str(self.version), self.sealed_id


@dataclass(frozen=True, slots=True)
class KeyEncryptionKey:
    """One generation of one Participant's key. A device that gives no key out overrides `encrypt` and `decrypt`."""

    participant: str
    id: str
    created: str
    cipher: AESGCM = field(repr=False, compare=False)

    def encrypt(self, plain: bytes, associated: bytes) -> bytes:
        """Return nonce, ciphertext and tag of ``plain``."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self.cipher.encrypt(nonce, plain, associated)

    def decrypt(self, encrypted: memoryview, associated: bytes) -> bytes:
        """Return what was encrypted with the same ``associated`` data.

        Raises:
            Tampered: if it was not.
        """
        return _decrypt(self.cipher, encrypted[:NONCE_BYTES], encrypted[NONCE_BYTES:], associated)


def key_encryption_key(participant: str, key_id: str, created: str, key: bytes) -> KeyEncryptionKey:
    """Return the key-encryption key made of 32 bytes held in memory."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key {key_id} is not {KEY_BYTES} bytes long")
    return KeyEncryptionKey(participant, key_id, created, AESGCM(key))


def new_data_key() -> bytes:
    """Return 256 random bits, to seal one version of one object with and never another."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(data_key: bytes, key: KeyEncryptionKey, place: Place) -> bytes:
    """Return ``data_key`` encrypted for the Participant of ``key``, bound to ``place``."""
    return _FORMAT_BYTE + key.encrypt(data_key, place.for_wrap(key.participant, key.id))


def unwrap(wrapped: Stored, key: KeyEncryptionKey, place: Place) -> bytes:
    """Return the data key. `vault.store.open_many` alone calls this, because it alone asks for a receipt.

    Raises:
        Tampered: if it was not wrapped in that place, for that Participant, under that key.
    """
    return _inner_key(wrapped, key, place)


def rewrap(wrapped: Stored, old: KeyEncryptionKey, new: KeyEncryptionKey, place: Place) -> bytes:
    """Return the data key wrapped under ``new`` instead of ``old``; the data key itself does not come out."""
    return wrap(_inner_key(wrapped, old, place), new, place)


def seal(plain: bytes, data_key: bytes, place: Place) -> bytearray:
    """Return ``plain`` encrypted under a fresh ``data_key``, bound to ``place``."""
    key, commitment = derive(data_key, CONTENT_PURPOSE)
    nonce = secrets.token_bytes(NONCE_BYTES)
    # encrypted where it stays: putting the parts together afterwards costs more than encrypting a long content does
    sealed = bytearray(_NONCE_END + len(plain) + TAG_BYTES)
    sealed[:_NONCE_END] = _FORMAT_BYTE + commitment + nonce
    AESGCM(key).encrypt_into(nonce, plain, place.for_content(), memoryview(sealed)[_NONCE_END:])
    return sealed


def open_(sealed: Stored, data_key: bytes, place: Place) -> bytes:
    """Return the content.

    Raises:
        Tampered: if it was not sealed in that place under that data key.
    """
    stored = _in_our_format(sealed)
    key, commitment = derive(data_key, CONTENT_PURPOSE)
    if not hmac.compare_digest(stored[1:_COMMITMENT_END], commitment):
        raise Tampered(_TAMPERED)
    return _decrypt(AESGCM(key), stored[_COMMITMENT_END:_NONCE_END], stored[_NONCE_END:], place.for_content())


def derive(secret: bytes, purpose: bytes) -> tuple[bytes, bytes]:
    """Return an encryption key and the commitment to it; both depend on every bit of ``secret`` and ``purpose``."""
    expanded = HKDFExpand(SHA256(), KEY_BYTES + COMMITMENT_BYTES, purpose).derive(secret)
    return expanded[:KEY_BYTES], expanded[KEY_BYTES:]


def _inner_key(wrapped: Stored, key: KeyEncryptionKey, place: Place) -> bytes:
    return key.decrypt(_in_our_format(wrapped)[1:], place.for_wrap(key.participant, key.id))


def _in_our_format(stored: Stored) -> memoryview:
    """Return a view of the bytes, which costs no copy; drivers give them as one thing or another."""
    view = memoryview(stored).cast("B")
    if view[:1] != _FORMAT_BYTE:
        raise Tampered(_TAMPERED)
    return view


def _decrypt(cipher: AESGCM, nonce: Stored, encrypted: Stored, associated: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, encrypted, associated)
    except (InvalidTag, ValueError):  # ValueError: cut off so far that nonce or tag are not whole
        raise Tampered(_TAMPERED) from None
