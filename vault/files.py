r"""Encrypt a file as it arrives and decrypt it as it leaves, in segments, so that memory stays flat. Para 3(h). Pure.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance", 2015) over AES-256-GCM. A header of 65 bytes, then segments of 256 KiB of content, each followed
by its tag; the last may be shorter, and is empty only if the file is::

    file    = header | segment 0 | segment 1 | ... | last segment
    header  = 01 | salt (32) | commitment (32)
    segment = ciphertext (262,144; the last: 0 to 262,144) | tag (16)
    nonce   = number of the segment (11 bytes, big-endian) | 00, or 01 for the last

Every file has a key of its own, however often its owner's key is used: HKDF (RFC 5869, SHA-256) of that key with the
salt as salt and the file's context as purpose gives the encryption key and the commitment to it, which is compared
before anything is decrypted. So a nonce cannot repeat under one key, and a segment of another file does not open
here. The number in the nonce notices a segment left out, repeated or moved; the mark of the last one notices a file
cut off or made longer.

The owner's key comes from `new_key` and is kept *inside* the sealed content of the record that describes the file. It
is thus wrapped, recalled and destroyed with that record, and reading the file needs the record's receipt.

Each piece that `decrypt_stream` yields is genuine and in its place, but only the end of the iteration says that
nothing is missing: what was handed out before `Tampered` is raised is the beginning of the file, not the file.

A worked example, an empty file under the key 00 01 ... 1f:

>>> import io
>>> from vault.envelope import canonical
>>> stored = bytes.fromhex(
...     "01"
...     "0000000000000000000000000000000000000000000000000000000000000000"
...     "010dddcdd50896eefed809707653331c294bcfa5e6bb18e7acf87da3970f37aa"
...     "1c49950b49eb811a2b6f6ed288242428"
... )
>>> list(decrypt_stream(io.BytesIO(stored), key=bytes(range(32)), context=canonical("attachment", "7")))
[]
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vault.envelope import COMMITMENT_BYTES, KEY_BYTES, TAG_BYTES
from vault.errors import Tampered

FORMAT = 1
SALT_BYTES = 32
SEGMENT = 256 * 1024
HEADER_BYTES = 1 + SALT_BYTES + COMMITMENT_BYTES
_PURPOSE = b"customs-exchange vault 1 file"
_STORED_SEGMENT = SEGMENT + TAG_BYTES
_NUMBER_BYTES = 11
_TAMPERED = "this file is not what was stored, or not in its place"


class Readable(Protocol):
    """What a stored file is read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""


class Writable(Protocol):
    """What a stored file is written to."""

    def write(self, data: bytes, /) -> object:
        """Take all of ``data``."""


def new_key() -> bytes:
    """Return 256 random bits, to be kept in the sealed content of the record that describes the file."""
    return secrets.token_bytes(KEY_BYTES)


def stored_size(plain: int) -> int:
    """Return how long a file of ``plain`` bytes is once encrypted."""
    segments = max(1, -(-plain // SEGMENT))
    return HEADER_BYTES + plain + segments * TAG_BYTES


def plain_size(stored: int) -> int:
    """Return how long the content of a stored file of ``stored`` bytes is.

    Raises:
        Tampered: if no file is stored as so many bytes.
    """
    body = stored - HEADER_BYTES
    plain = body - max(1, -(-body // _STORED_SEGMENT)) * TAG_BYTES
    if plain < 0 or stored_size(plain) != stored:
        raise Tampered(_TAMPERED)
    return plain


def encrypt_stream(chunks: Iterable[bytes], out: Writable, *, key: bytes, context: bytes) -> int:
    """Write ``chunks``, of whatever lengths, encrypted to ``out``; return how many bytes of content there were.

    ``context`` names the file (`canonical`); it is needed again to decrypt.
    """
    salt = secrets.token_bytes(SALT_BYTES)
    cipher, commitment = _file_key(key, salt, context)
    out.write(bytes([FORMAT]) + salt + commitment)
    total = 0
    for number, (segment, is_last) in enumerate(_segments(chunks)):
        out.write(cipher.encrypt(_nonce(number, is_last), segment, None))
        total += len(segment)
    return total


def decrypt_stream(source: Readable, *, key: bytes, context: bytes) -> Iterator[bytes]:
    """Return an iterator over the content of the file stored in ``source``.

    The header is judged at once, before the first piece is asked for, so that a page can still refuse.

    Raises:
        Tampered: if the file is altered, cut off, made longer, reordered, another file's or under another key.
    """
    header = _read(source, HEADER_BYTES)
    salt, commitment = header[1 : 1 + SALT_BYTES], header[1 + SALT_BYTES :]
    cipher, expected = _file_key(key, salt, context)
    if header[:1] != bytes([FORMAT]) or not hmac.compare_digest(commitment, expected):
        raise Tampered(_TAMPERED)
    return _opened(source, cipher)


def _file_key(key: bytes, salt: bytes, context: bytes) -> tuple[AESGCM, bytes]:
    purpose = _PURPOSE + b"\0" + context
    derived = HKDF(SHA256(), KEY_BYTES + COMMITMENT_BYTES, salt, purpose).derive(key)
    return AESGCM(derived[:KEY_BYTES]), derived[KEY_BYTES:]


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(_NUMBER_BYTES) + bytes([is_last])


def _segments(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield segments and whether each is the last; a full one waits until more content shows that it is not."""
    parts: list[memoryview] = []
    room = SEGMENT
    for chunk in chunks:
        rest = memoryview(bytes(chunk))  # bytes stay as they are; a buffer that its owner may use again is copied
        while rest:
            if not room:
                yield b"".join(parts), False
                parts, room = [], SEGMENT
            piece, rest = rest[:room], rest[room:]
            parts.append(piece)
            room -= len(piece)
    yield b"".join(parts), True


def _opened(source: Readable, cipher: AESGCM) -> Iterator[bytes]:
    segment, number = _read(source, _STORED_SEGMENT), 0
    while True:
        following = _read(source, _STORED_SEGMENT) if len(segment) == _STORED_SEGMENT else b""
        content = _open_segment(cipher, number, segment, is_last=not following)
        if content:
            yield content
        elif number:
            raise Tampered(_TAMPERED)  # an empty segment is the whole of an empty file, or nothing of ours
        if not following:
            return
        segment, number = following, number + 1


def _open_segment(cipher: AESGCM, number: int, segment: bytes, *, is_last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, is_last), segment, None)
    except (InvalidTag, ValueError):  # ValueError: too short to hold a tag
        raise Tampered(_TAMPERED) from None


def _read(source: Readable, size: int) -> bytes:
    """Return ``size`` bytes, or what is left; a source may give fewer at a time than it is asked for."""
    parts, missing = [], size
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
