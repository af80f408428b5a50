"""The bytes of a log entry, and the keyed chain in which each writer ties its entries together. Para 3(g), 3(h).

A *writer* is one thread of one process, or a part of its life: a writer may end anywhere. It numbers its entries from 1
without a gap, and each entry's code covers the code before it. Whoever edits, forges or removes an entry and has no key
leaves a break behind. Pure: an auditor can rebuild every byte from an export.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Sequence

FORMAT = b"exchange audit entry 1\n"
FIELDS = (
    "writer",
    "seq",
    "kind",
    "name",
    "at",
    "actor",
    "actor_participant",
    "door",
    "method",
    "route",
    "request_id",
    "address",
    "subject",
    "subjects",
    "case",
    "provider",
    "purpose",
    "outcome",
    "basis",
    "paragraphs",
    "status",
    "detail",
)
"""What an entry's bytes cover, in order. Not the entry's id: the database gives it, and the seal fixes the order."""

NOTHING = struct.pack(">I", 0xFFFFFFFF)
FIRST = b""
"""What stands before the first entry of a writer."""


def framed(value: str | int | bytes | None) -> bytes:
    """Return ``value`` behind its length in four bytes; so no two lists of values have the same bytes."""
    if value is None:
        return NOTHING
    plain = value if isinstance(value, bytes) else str(value).encode()
    return struct.pack(">I", len(plain)) + plain


def canonical(values: Sequence[str | int | None]) -> bytes:
    """Return the bytes of the entry whose `FIELDS` hold ``values``.

    Raises:
        ValueError: if there are more or fewer values than fields.
    """
    if len(values) != len(FIELDS):
        raise ValueError(f"an entry has {len(FIELDS)} fields, not {len(values)}")
    return FORMAT + b"".join(map(framed, values))


def mac(key: bytes, previous: bytes, entry: bytes) -> bytes:
    """Return the authentication code of an entry: it covers the writer's ``previous`` code, or `FIRST`."""
    return hmac.digest(key, framed(previous) + entry, hashlib.sha256)


def is_next(key: bytes, previous: bytes, entry: bytes, code: bytes) -> bool:
    """Say whether ``code`` is what the writer gave this entry after the one with the ``previous`` code."""
    return hmac.compare_digest(mac(key, previous, entry), code)


def sealable(entry: bytes, code: bytes) -> bytes:
    """Return what becomes a leaf of the tree: the entry with its code, so that the seal holds both."""
    return entry + framed(code)
