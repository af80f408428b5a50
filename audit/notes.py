"""Checkpoints as text that a person can read aloud: C2SP ``tlog-checkpoint``, ``signed-note`` and ``tlog-cosignature``.

    exchange.example/log          the log's name
    20852163                      how many entries it holds
    CsUYapGGPo4dkMgIAUqom/...=    the root of the tree over them, base64

    — exchange.example/log Az3...  Ed25519 over the three lines
    — exchange.example/log jWb...  Ed25519 over the time and the three lines

The other Participant keeps these, and can hold any later log against them. Pure.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from audit.tree import HASH_BYTES

ED25519, COSIGNATURE = 0x01, 0x04
"""Kinds of signature: over the text alone, and over a time and the text."""
KEY_ID_BYTES, TIME_BYTES = 4, 8
MOST_SIGNATURES = 64
DASH = "\N{EM DASH}"


class Malformed(ValueError):
    """What was given is not a checkpoint."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint states: this log, at this size, has this root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who, with which key, and the bytes."""

    name: str
    key_id: bytes
    blob: bytes

    def line(self) -> str:
        """Return the line as it stands in the note."""
        return f"{DASH} {self.name} {b64encode(self.key_id + self.blob).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint with its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def whole(self) -> str:
        """Return the note as it is kept and sent."""
        return self.text + "\n" + "".join(signature.line() for signature in self.signatures)

    @property
    def head(self) -> Head:
        """What the note states."""
        return read_head(self.text)

    def by(self, name: str, kind: int, public_key: bytes) -> Signature | None:
        """Return the signature that claims to be of that name and key, or none."""
        wanted = name, key_id(name, kind, public_key)
        return next((line for line in self.signatures if (line.name, line.key_id) == wanted), None)


def key_id(name: str, kind: int, public_key: bytes) -> bytes:
    """Return the four bytes by which a signature line names its key."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public_key).digest()[:KEY_ID_BYTES]


def verifier_key(name: str, public_key: bytes) -> str:
    """Return the text by which somebody else can know the key again (``signed-note``, "verifier keys")."""
    typed = bytes([ED25519]) + public_key
    return f"{name}+{key_id(name, ED25519, public_key).hex()}+{b64encode(typed).decode()}"


def read_verifier_key(text: str) -> tuple[str, bytes]:
    """Return the name and the public key that `verifier_key` put together.

    Raises:
        Malformed: if it is none.
    """
    name, _, rest = text.strip().partition("+")
    _, _, encoded = rest.partition("+")
    typed = _bytes(encoded)
    if typed[:1] != bytes([ED25519]) or verifier_key(name, typed[1:]) != text.strip():
        raise Malformed("a key is a name, its four bytes in hexadecimal and the Ed25519 key, with plus signs between")
    return name, typed[1:]


def timed_message(text: str, seconds: int) -> bytes:
    """Return what a cosignature signs: that the log was so at this time."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def timed_blob(seconds: int, signature: bytes) -> bytes:
    """Return the bytes of a cosignature line."""
    return seconds.to_bytes(TIME_BYTES, "big") + signature


def time_and_signature(blob: bytes) -> tuple[int, bytes]:
    """Return the seconds and the signature that `timed_blob` put together."""
    return int.from_bytes(blob[:TIME_BYTES], "big"), blob[TIME_BYTES:]


def read_head(text: str) -> Head:
    """Read the text of a checkpoint; lines after the third are extensions and do not concern us.

    Raises:
        Malformed: if it is none.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise Malformed("a checkpoint has three lines: name, size, root")
    origin, size, root = lines[:3]
    if not (size.isascii() and size.isdigit() and str(int(size)) == size):
        raise Malformed("the size is not a plain number")
    return Head(origin, int(size), _bytes(root, exactly=HASH_BYTES))


def read(note: str) -> Note:
    """Read a note: text, an empty line, signature lines.

    Raises:
        Malformed: if it is none.
    """
    text, gap, signatures = note.rpartition("\n\n")
    *lines, end = signatures.split("\n")
    if not gap or end or not 0 < len(lines) <= MOST_SIGNATURES:
        raise Malformed("a checkpoint is a text, an empty line and signature lines")
    read_head(text + "\n")
    return Note(text + "\n", tuple(map(_signature, lines)))


def _signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != DASH or not parts[1]:
        raise Malformed("a signature line is a dash, a name and the signature")
    blob = _bytes(parts[2])
    if len(blob) <= KEY_ID_BYTES:
        raise Malformed("a signature is too short")
    return Signature(parts[1], blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:])


def _bytes(encoded: str, *, exactly: int | None = None) -> bytes:
    try:
        plain = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("what should be base64 is not") from None
    if b64encode(plain).decode() != encoded:
        raise Malformed("what should be base64 is not written as it should be")
    if exactly is not None and len(plain) != exactly:
        raise Malformed(f"a root has {exactly} bytes")
    return plain
