"""What an entry of the log costs beside a plain insert of the same row, at one and at eight clients. Para 3(g).

Both commit one row at a time, durably; the plain one has neither number nor code. On SQLite there is one writer at a
time, so eight clients measure the queue; on PostgreSQL (TEST_DATABASE_URL) they share their commits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from time import perf_counter

from django.db import connection, connections
from django.utils import timezone

from audit import record, rows
from audit.chain import FIELDS
from audit.verdict import permitted
from bench.ground import Measure, database, ratios

ROUNDS, EACH, CLIENTS = 7, 60, (1, 8)
_numbers = count(1)
_failed: list[Exception] = []


def run() -> list[Measure]:
    """Return rows a second of our entries as a share of plain inserts."""
    results: list[Measure] = []
    with database():
        for clients in CLIENTS:
            plain, ours = [], []
            for _ in range(ROUNDS):
                plain.append(_seconds(_plain, clients))
                ours.append(_seconds(_entry, clients))
            name = f"entry of the log / plain insert, {connection.vendor}, {clients} client{'s' if clients > 1 else ''}"
            results += ratios(name, plain, ours)
    return results


def _entry() -> None:
    record.access(by=None, action="bench", subjects=["NZ-JP-2026-000024"], verdict=permitted("bench"))


def _plain() -> None:
    """The same row without its chain: one statement, one commit."""
    with connection.cursor() as cursor:
        cursor.execute(rows.INSERT, [*rows.values_of(_fields()), b"0" * 32])


def _fields() -> dict[str, object]:
    known: dict[str, object] = {"kind": "access", "outcome": "permitted", "door": "command"}
    known |= {"subjects": ["NZ-JP-2026-000024"], "paragraphs": [], "detail": {}, "at": timezone.now(), "status": None}
    return dict.fromkeys(FIELDS, "x") | known | {"writer": f"bench{next(_numbers)}", "seq": 1}


def _seconds(work: Callable[[], None], clients: int) -> float:
    """Return how long one call takes while so many clients call at once."""
    threads = [threading.Thread(target=_many, args=(work,)) for _ in range(clients)]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = (perf_counter() - started) / (EACH * clients)
    if _failed:
        raise _failed[0]
    return taken


def _many(work: Callable[[], None]) -> None:
    try:
        for _ in range(EACH):
            work()
    except Exception as fault:  # a thread's own failure would go unheard
        _failed.append(fault)
    finally:
        connections.close_all()
