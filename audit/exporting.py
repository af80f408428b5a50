"""The whole log as lines of JSON, to be verified elsewhere with ``docs/verifier/verify_export.py``. Para 3(g).

The first line says what follows: the fields in the order in which they are covered. Then every sealed entry in the
sealed order, each checkpoint behind the last entry it covers, and at the end the entries that are not sealed yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit import chain, notes, reading, signing
from audit.fields import canonical_json
from audit.reading import Row

FORMAT = "exchange audit export 1"


def lines() -> Iterator[str]:
    """Yield the export line by line; at any moment only a few thousand entries are in memory."""
    signer = signing.signer()
    key = notes.verifier_key(signer.name, signer.public_key())
    yield canonical_json({"format": FORMAT, "entry": chain.FORMAT.decode(), "fields": chain.FIELDS, "key": key})
    with reading.at_leisure():
        _, size = reading.ends()
        waiting = reading.checkpoints(size)
        checkpoint = next(waiting, None)
        for sealed in reading.by_leaf(size):
            if sealed.row:
                yield canonical_json(_told(sealed.row))
            if checkpoint and checkpoint.size == sealed.index + 1:
                yield canonical_json({"checkpoint": checkpoint.note})
                checkpoint = next(waiting, None)
        for row in reading.unsealed():
            yield canonical_json(_told(row))


def _told(row: Row) -> dict[str, Any]:
    return {"id": row.ident, "leaf": row.leaf, "values": row.values, "mac": row.code.hex()}
