"""The suite says what it leaves out, and leaves nothing out where it is told to run all."""

import os
import subprocess
import sys
from typing import Any

import pytest

from exchange.env import ROOT
from tests import skipping

TEST = "import pytest\n\n@pytest.mark.redis\ndef test_needs_redis():\n    pass\n"


def test_nothing_may_be_skipped_where_all_is_asked_for() -> None:
    file = ROOT / "tests" / "exchange" / f"test_left_out_{os.getpid()}.py"
    file.write_text(TEST)
    environment = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "EXCHANGE_DATA")}
    environment["EXCHANGE_TEST_ALL"] = "1"
    command = [sys.executable, "-m", "pytest", "-q", str(file)]
    try:
        run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    finally:
        file.unlink()
    assert run.returncode == 1, run.stdout
    assert "skipped although EXCHANGE_TEST_ALL=1" in run.stdout


def test_what_is_missing_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []

    class Reporter:
        stats = {"skipped": [None] * 5}

        def section(self, title: str) -> None:
            lines.append(title)

        line = section

    reporter: Any = Reporter()
    monkeypatch.setattr(skipping, "LEFT_OUT", skipping.Counter(browser=4))
    skipping.pytest_terminal_summary(reporter)
    assert lines[1:] == [
        f"4 tests marked browser: {skipping.REMEDIES['browser']}",
        "1 more skipped themselves; see them with: make test ARGS=-rs",
    ]
