"""How many data keys were unwrapped, and with which receipts: what tests compare with the log. Para 3(g)."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any
from uuid import UUID


class Unwraps:
    """Counts the data keys unwrapped in this process, in all threads.

    A test watches a stretch of work and compares::

        with store.UNWRAPS.watched() as seen:
            client.get(...)
        assert all(receipt.covers(str(sealed_id)) for sealed_id, receipt in seen)
    """

    def __init__(self) -> None:
        self.total = 0
        self._watchers: list[list[tuple[UUID, Any]]] = []
        self._lock = Lock()

    def note(self, sealed_id: UUID, receipt: object) -> None:
        """Count one data key, unwrapped on the strength of ``receipt``."""
        with self._lock:
            self.total += 1
            for seen in self._watchers:
                seen.append((sealed_id, receipt))

    @contextmanager
    def watched(self) -> Iterator[list[tuple[UUID, Any]]]:
        """Collect what is unwrapped meanwhile, as pairs of sealed id and receipt."""
        seen: list[tuple[UUID, Any]] = []
        with self._lock:
            self._watchers.append(seen)
        try:
            yield seen
        finally:
            with self._lock:
                self._watchers = [watcher for watcher in self._watchers if watcher is not seen]
