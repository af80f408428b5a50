"""The log read from end to end, never held as a whole: for those who verify it and those who take it along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from audit import chain, rows
from audit.models import Checkpoint

CHUNK = 2000
ENTRY = (", ".join(f'e."{name}"' for name in chain.FIELDS) + ", e.mac").replace('e."at"', 'CAST(e."at" AS varchar)')
ALL = (
    f'SELECT {ENTRY}, e.id, l."index" FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id'  # noqa: S608
    " ORDER BY e.id"
)
BY_LEAF = (
    f'SELECT {ENTRY}, l.entry_id, l."index", l.hash, l.is_event, e.id FROM audit_leaf l'  # noqa: S608
    ' LEFT JOIN audit_entry e ON e.id = l.entry_id WHERE l."index" < %s ORDER BY l."index"'
)
UNSEALED = (
    f"SELECT {ENTRY}, e.id FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id"  # noqa: S608
    " WHERE l.entry_id IS NULL ORDER BY e.id"
)
ENDS = 'SELECT (SELECT max("index") + 1 FROM audit_leaf), (SELECT max(size) FROM audit_checkpoint)'
REFERENCES = (
    'SELECT m.entry_id, m.reference, l."index" FROM audit_mention m LEFT JOIN audit_leaf l ON l.entry_id = m.entry_id'
)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it stands in the table; ``leaf`` is its place in the sealed order, if it has one."""

    ident: int
    values: rows.Values
    code: bytes
    leaf: int | None = None

    @property
    def bytes(self) -> bytes:
        """What the entry's code covers."""
        return chain.canonical(self.values)

    def value(self, name: str) -> Any:
        """Return the value of one field, as its code covers it."""
        return self.values[chain.FIELDS.index(name)]


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A leaf, with its entry if that still stands."""

    index: int
    entry: int
    hash: bytes
    is_event: bool
    row: Row | None


def at_leisure() -> AbstractContextManager[Any]:
    """Read in one transaction where that costs nothing: PostgreSQL then need not keep results aside. Not on SQLite,
    where a transaction of ours locks every writer out."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def entries() -> Iterator[Row]:
    """Yield every entry in the order in which they were written."""
    for *fields, ident, leaf in stream(ALL):
        yield Row(ident, *rows.read(fields), leaf=leaf)


def by_leaf(size: int) -> Iterator[SealedRow]:
    """Yield the first ``size`` leaves in order."""
    for *fields, entry, index, hashed, is_event, found in stream(BY_LEAF, [size]):
        row = None if found is None else Row(entry, *rows.read(fields), leaf=index)
        yield SealedRow(index, entry, rows.octets(hashed), bool(is_event), row)


def unsealed() -> Iterator[Row]:
    """Yield the entries that have no leaf yet."""
    for *fields, ident in stream(UNSEALED):
        yield Row(ident, *rows.read(fields))


def checkpoints(size: int) -> Iterator[Checkpoint]:
    """Yield the checkpoints up to ``size``."""
    return Checkpoint.objects.filter(size__lte=size).order_by("size").iterator(chunk_size=CHUNK)


def ends() -> tuple[int, int]:
    """Return how many leaves there are and how many the last checkpoint speaks of, at one and the same moment."""
    with connection.cursor() as cursor:
        cursor.execute(ENDS)
        leaves, stated = cursor.fetchone()
    return leaves or 0, stated or 0


def stream(statement: str, parameters: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement, a chunk at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters or [])
        while chunk := cursor.fetchmany(CHUNK):
            yield from chunk
