"""What benchmarks stand on: a database of their own, and rounds taken in turns so that ratios are fair."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from django.db import connection
from django.test.utils import (
    override_settings,
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)
from django.utils import timezone

from vault import key_file, key_ring

Measure = tuple[str, float, str]
Work = Callable[[], object]
ROUNDS = 15


@contextmanager
def database() -> Iterator[None]:
    """Give a fresh, migrated database: a file where it is SQLite, so that commits cost what they cost."""
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        setup_test_environment(debug=False)
        made = setup_databases(verbosity=0, interactive=False)
        keys_in = Path(folder) / "keys.json"
        key_file.create(keys_in, key_ring.to_text(key_ring.generate(["NZ", "JP"], timezone.now())))
        try:
            with override_settings(VAULT_KEY_PROVIDER="vault.keys.FileKeys", VAULT_KEY_FILE=keys_in):
                yield
        finally:
            teardown_databases(made, verbosity=0)
            teardown_test_environment()


def in_turns(cases: Mapping[str, Work], *, times: int, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Return the seconds of one call of each case, round by round; every round runs every case once."""
    for work in cases.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, work in cases.items():
            started = perf_counter()
            for _ in range(times):
                work()
            taken[name].append((perf_counter() - started) / times)
    return taken


def ratios(name: str, floor: Sequence[float], ours: Sequence[float]) -> list[Measure]:
    """Return how fast ours is as a share of the floor: by minima, and the median over the rounds."""
    by_round = [bare / full for bare, full in zip(floor, ours, strict=True)]
    return [
        (f"{name}, by minima", min(floor) / min(ours), "ratio"),
        (f"{name}, median of rounds", statistics.median(by_round), "ratio"),
    ]
