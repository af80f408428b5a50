"""The worker and the clock inside the web process, for the first start: no Redis, no second program.

The broker is memory, so the engine must live where tasks are sent from, and one process at a time may have it: the
first to lock ``engine.lock`` in the data directory. Work survives a kill all the same, since tasks look in the database
for what is due (see `exchange.celery`).
"""

import fcntl
import os
import time
from pathlib import Path
from threading import Thread
from typing import Any

import structlog
from celery import Celery
from celery.beat import EmbeddedService
from celery.worker import state

from exchange.celery import wake

logger = structlog.get_logger(__name__)
STOP_SECONDS = 5
LAST_TASK = "audit.tasks.seal_entries"  # rouses a worker that waits for messages, and leaves nothing unsealed


class Engine:
    """One worker thread and one clock thread; started and stopped by `manage.py serve`."""

    def __init__(self, app: Celery, data: Path) -> None:
        self.app = app
        self.lock_file = data / "engine.lock"
        self.lock: int | None = None
        self.clock: Any = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)
        self.worker = Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> bool:
        """Start unless another process has the engine already; say whether it did."""
        if not self._elected():
            logger.info("engine.elsewhere", lock=str(self.lock_file))
            return False
        os.environ["CELERY_SKIP_CHECKS"] = "1"  # serve has run them
        self.app.loader.import_default_modules()  # a task that cannot be imported stops the start
        vars(state).update(should_stop=None, should_terminate=None)  # what an engine before this one left
        self.worker.start()
        self.clock.start()
        return True

    def stop(self) -> bool:
        """Stop the clock, let the task at hand finish, stop the worker; say whether both ended in time."""
        if self.lock is None:
            return True
        self.clock.service.stop()
        # The worker looks at this between two waits; each wait ends with a message, or only after seconds.
        vars(state).update(should_stop=0)
        patience = time.monotonic() + STOP_SECONDS
        while self.worker.is_alive() and time.monotonic() < patience:
            wake(LAST_TASK)
            self.worker.join(0.2)
        if self.clock.is_alive():
            self.clock.join(STOP_SECONDS)
        os.close(self.lock)
        self.lock = None
        return not (self.worker.is_alive() or self.clock.is_alive())

    def _work(self) -> None:
        # WorkController, not Worker: that one would take the signals which serve needs.
        worker: Any = self.app.WorkController
        worker(pool="solo", without_gossip=True, without_mingle=True, without_heartbeat=True).start()

    def _elected(self) -> bool:
        lock = os.open(self.lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self.lock = lock
        return True
