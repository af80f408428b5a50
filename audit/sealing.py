"""Turn committed entries into leaves of the tree, and sign what the log now is. Para 3(g).

Runs about once a second beside the pages; no page waits for it. It takes only entries whose transaction is older than
every one still running, in the order of their transactions: what commits late is neither skipped nor overtaken. It
verifies nothing (`audit.verifying` does) and changes no entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from audit import chain, notes, rows, signing, tree
from audit.models import Checkpoint, Leaf, Mention

BATCH = 1000
LOCK = 0x61756469742E3137
"""The number under which sealers exclude each other (PostgreSQL); on SQLite the transaction itself does."""
KIND, SUBJECTS = chain.FIELDS.index("kind"), chain.FIELDS.index("subjects")

SELECT = f"SELECT {rows.SELECTED}, mac, id"
OPEN = "(SELECT l.entry_id FROM audit_leaf l WHERE l.entry_id = e.id) IS NULL"
AFTER = "(xid, id) > (%(transaction)s::text::xid8, %(entry)s)"
COMMITTED = "xid < pg_snapshot_xmin(pg_current_snapshot())"
OWN = "xid = pg_current_xact_id_if_assigned()"
"""The sealer writes no entries; a test that never commits seals its own."""
IN_ORDER = "ORDER BY xid, id LIMIT %(limit)s"

SQLITE = f"{SELECT}, 0 FROM audit_entry WHERE id > %(entry)s ORDER BY id LIMIT %(limit)s"
POSTGRESQL = f"{SELECT}, xid::text FROM audit_entry e WHERE {AFTER} AND ({COMMITTED} OR {OWN}) AND {OPEN} {IN_ORDER}"
# A dump restored into a new cluster carries transaction numbers that this one has not reached: first what came with it,
RESTORED = f"{SELECT}, xid::text FROM audit_entry e WHERE {AFTER} AND {OPEN} {IN_ORDER}"
# and then what was written since.
SINCE_RESTORED = f"{SELECT}, xid::text FROM audit_entry e WHERE id > %(entry)s AND {COMMITTED} AND {OPEN} {IN_ORDER}"


class BrokenSealError(Exception):
    """The last checkpoint contradicts itself: somebody changed it. Nothing is signed on top; run ``verify_audit``."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that is to be sealed."""

    values: rows.Values
    code: bytes
    entry: int
    transaction: int


def seal() -> int:
    """Seal every entry that is ready and sign a checkpoint for each batch; return the number of new leaves.

    Another sealer at work is left to it.

    Raises:
        BrokenSealError: if the last checkpoint was tampered with.
    """
    total = 0
    while new := _seal_batch():
        total += new
        if new < BATCH:
            break
    return total


@transaction.atomic(durable=True)
def _seal_batch() -> int:
    if not _is_alone():
        return 0
    last = Checkpoint.objects.order_by("size").last()
    frontier = tree.Frontier.of(last.size, bytes(last.frontier)) if last else tree.Frontier()
    if last and frontier.root() != bytes(last.root):
        raise BrokenSealError
    waiting = [Waiting(*rows.read(row[:-2]), entry=row[-2], transaction=int(row[-1])) for row in _rows(last)]
    if not waiting:
        return 0
    Leaf.objects.bulk_create(_leaf(frontier, entry) for entry in waiting)
    Mention.objects.bulk_create(mention for entry in waiting for mention in _mentions(entry))
    _checkpoint(frontier, waiting[-1], after=last).save()
    return len(waiting)


def signed(head: notes.Head, at: datetime) -> notes.Note:
    """Return the checkpoint that states ``head``, signed alone and together with the time."""
    signer, text, seconds = signing.signer(), head.text(), int(at.timestamp())
    timed = notes.timed_blob(seconds, signer.sign(notes.timed_message(text, seconds)))
    blobs = {notes.ED25519: signer.sign(text.encode()), notes.COSIGNATURE: timed}
    key = signer.public_key()
    lines = (notes.Signature(head.origin, notes.key_id(head.origin, kind, key), blob) for kind, blob in blobs.items())
    return notes.Note(text, tuple(lines))


def _is_alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _rows(last: Checkpoint | None) -> list[tuple[Any, ...]]:
    before, entry = (last.last_transaction, last.last_entry) if last else (0, 0)
    position = {"transaction": before, "entry": entry, "limit": BATCH}
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return _fetched(cursor, SQLITE, position)
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        if before < int(cursor.fetchone()[0]):
            return _fetched(cursor, POSTGRESQL, position)
        return (_fetched(cursor, RESTORED, position) + _fetched(cursor, SINCE_RESTORED, position))[:BATCH]


def _fetched(cursor: CursorWrapper, statement: str, position: dict[str, int]) -> list[tuple[Any, ...]]:
    cursor.execute(statement, position)
    return list(cursor.fetchall())


def _leaf(frontier: tree.Frontier, waiting: Waiting) -> Leaf:
    """Grow the tree by an entry and return its leaf."""
    hashed = tree.leaf_hash(chain.sealable(chain.canonical(waiting.values), waiting.code))
    leaf = Leaf(index=frontier.size, entry_id=waiting.entry, hash=hashed, is_event=waiting.values[KIND] == "event")
    frontier.append(hashed)
    return leaf


def _mentions(waiting: Waiting) -> Iterator[Mention]:
    """Yield the references of an entry after its first."""
    first, *further = json.loads(str(waiting.values[SUBJECTS])) or [""]
    for reference in dict.fromkeys(further):
        if reference != first:
            yield Mention(entry_id=waiting.entry, reference=reference)


def _checkpoint(frontier: tree.Frontier, newest: Waiting, *, after: Checkpoint | None) -> Checkpoint:
    now = timezone.now().replace(microsecond=0)
    at = max(now, after.at) if after else now
    root = frontier.root()
    return Checkpoint(
        size=frontier.size,
        root=root,
        at=at,
        note=signed(notes.Head(signing.signer().name, frontier.size, root), at).whole(),
        frontier=frontier.packed(),
        last_entry=newest.entry,
        last_transaction=newest.transaction,
    )
