"""`manage.py serve`: one process that starts at once, works beside its pages, and stops when told."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from exchange.env import ROOT
from tests.exchange.served import Served, manage, spare_port


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a prepared database and nothing in it."""
    folder = tmp_path_factory.mktemp("served")
    for command in (["make_keys", "--if-missing"], ["prepare"]):
        run = manage(folder, *command)
        assert run.returncode == 0, run.stderr
    return folder


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_at_once_works_and_stops_when_told(data: Path, number: signal.Signals) -> None:
    with Served(data) as served:
        assert served.seconds_until_it_answers() < 5, "2 s is the aim on an idle machine; here others run beside"
        assert served.seconds_until_it_stops(number) < 4
        assert served.process.returncode == 0, served.said
    assert f"answers on http://127.0.0.1:{served.port}/" in served.said
    assert served.said.rstrip().endswith("Stopped.")
    assert "Traceback" not in served.said


def is_well(served: Served, *part: str) -> bool:
    """Ask as a container's health check does."""
    command = [sys.executable, "tools/ask_health.py", f"{served.address}/health/ready", *part]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_the_worker_seals_what_pages_have_recorded(data: Path) -> None:
    with Served(data) as served:
        served.seconds_until_it_answers()
        parts = {}
        patience = time.monotonic() + 10
        while time.monotonic() < patience and not parts.get("sealing"):
            parts = json.load(urlopen(served.address + "/health/ready", timeout=5))["parts"]
        assert all(parts.values()), parts
        assert is_well(served, "sealing")
        assert not is_well(served, "no such part")
        served.seconds_until_it_stops(signal.SIGTERM)


def test_one_process_at_a_time_has_the_engine(data: Path) -> None:
    with Served(data) as first, Served(data) as second:
        first.seconds_until_it_answers()
        second.seconds_until_it_answers()
        second.seconds_until_it_stops(signal.SIGTERM)
        first.seconds_until_it_stops(signal.SIGTERM)
    assert sum("engine.elsewhere" in said for said in (first.said, second.said)) == 1


def test_a_taken_port_is_said_with_a_remedy(data: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        run = manage(data, "serve", port=holder.getsockname()[1])
    assert run.returncode == 1
    assert "Choose another: make run PORT=" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_unprepared_database_is_said_with_a_remedy(tmp_path: Path) -> None:
    run = manage(tmp_path, "serve", port=spare_port())
    assert run.returncode == 1
    assert "manage.py prepare" in run.stderr


def test_a_demonstration_is_not_put_among_real_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match="demo mode alone"):
        call_command("prepare", "--demonstration")
