"""What the suite leaves out where something is missing, and how to get it.

A test says what it needs by a marker (`browser`, `postgresql`, `redis`); it is skipped where that is not there, and the
end of the run says plainly what that was. EXCHANGE_TEST_ALL=1, as CI sets it, makes every skipped test a failure. Tests
marked `sqlite` show what only SQLite does: elsewhere they are left out, since they have nothing to show.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings

from exchange.declared import SETTINGS
from exchange.env import Environment

REMEDIES = {
    "browser": "Chromium is missing. On Debian: apt-get install chromium",
    "postgresql": "they need PostgreSQL: make test TEST_DATABASE_URL=postgresql://USER@127.0.0.1/postgres",
    "redis": "they need Redis: make test REDIS_URL=redis://127.0.0.1:6379/9",
}
ALL = Environment(os.environ, SETTINGS).flag("EXCHANGE_TEST_ALL")
LEFT_OUT: Counter[str] = Counter()


def chromium() -> str:
    """Return the path of a Chromium of this machine, or nothing."""
    return next((path for path in map(shutil.which, ("chromium", "chromium-browser")) if path), "")


@cache
def is_there(need: str) -> bool:
    """Say whether what the marker ``need`` names can be used here."""
    if need == "browser":
        return bool(chromium())
    if need == "postgresql":
        return "postgresql" in settings.DATABASES["default"]["ENGINE"]
    return bool(settings.REDIS_URL)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what cannot run here; leave out what has nothing to show here."""
    elsewhere = [item for item in items if item.get_closest_marker("sqlite") and is_there("postgresql")]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)
    for item in items:
        for need in REMEDIES:
            if item.get_closest_marker(need) and not is_there(need):
                LEFT_OUT[need] += 1
                item.add_marker(pytest.mark.skip(reason=REMEDIES[need]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skipped test into a failed one where nothing may be skipped."""
    report = yield
    if ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although EXCHANGE_TEST_ALL=1: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was skipped and how to get it."""
    others = len(terminalreporter.stats.get("skipped", [])) - LEFT_OUT.total()
    if LEFT_OUT.total() or others > 0:
        terminalreporter.section("not run here")
    for need, count in LEFT_OUT.items():
        terminalreporter.line(f"{count} tests marked {need}: {REMEDIES[need]}")
    if others > 0:
        terminalreporter.line(f"{others} more skipped themselves; see them with: make test ARGS=-rs")
