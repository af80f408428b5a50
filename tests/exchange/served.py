"""The exchange as a process of its own, for tests of starting and stopping."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

from exchange.env import ROOT


def spare_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, port: int) -> dict[str, str]:
    """Return the environment of a demonstration that keeps everything in ``data``."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    own = {"EXCHANGE_MODE": "demo", "DEMO": "1", "EXCHANGE_DATA": str(data), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return kept | own


def manage(data: Path, *arguments: str, port: int = 0) -> subprocess.CompletedProcess[str]:
    """Run one management command to its end."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(data, port), capture_output=True, text=True, check=False, timeout=120
    )


class Served:
    """`manage.py serve` while the ``with`` block lasts."""

    def __init__(self, data: Path, *arguments: str, port: int | None = None) -> None:
        self.port = port or spare_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.data, self.arguments = data, arguments
        self.said = ""

    def __enter__(self) -> "Served":
        command = [sys.executable, "manage.py", "serve", *self.arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment(self.data, self.port), text=True, **pipes)  # type: ignore[call-overload]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def seconds_until_it_answers(self, path: str = "/health/live", patience: float = 20) -> float:
        """Ask until the first answer; return how long that took from now."""
        started = time.monotonic()
        while time.monotonic() - started < patience:
            try:
                urlopen(self.address + path, timeout=2).read()
            except (URLError, ConnectionError):
                if self.process.poll() is not None:
                    raise AssertionError(f"it stopped: {self.process.communicate()[0]}") from None
                time.sleep(0.02)
            else:
                return time.monotonic() - started
        raise AssertionError(f"no answer within {patience} s")

    def seconds_until_it_stops(self, number: signal.Signals) -> float:
        """Send a signal and wait for the end; what was printed is then in ``said``."""
        started = time.monotonic()
        self.process.send_signal(number)
        self.said = self.process.communicate(timeout=20)[0]
        return time.monotonic() - started
