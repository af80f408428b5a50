"""The small commands that hold a start back, write the reference, and make secrets."""

import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from exchange.env import ROOT
from exchange.management.commands import docs, wait_for_services


@pytest.mark.django_db
def test_a_start_goes_on_once_all_answer(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("wait_for_services", "--seconds", "5")
    assert "answer" in capsys.readouterr().out


def test_a_start_is_held_back_and_then_says_who_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> bool:
        raise ConnectionError

    monkeypatch.setattr(wait_for_services, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(wait_for_services, "PARTS", {"database": lambda: True, "broker": silent})
    with pytest.raises(CommandError, match=r"No answer from: broker$"):
        call_command("wait_for_services", "--seconds", "0")


def test_whoever_answers_late_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, False, True])
    monkeypatch.setattr(wait_for_services, "PAUSE_SECONDS", 0.01)
    assert wait_for_services.answers(lambda: next(answers), time.monotonic() + 5)


def test_a_page_that_is_out_of_date_fails_the_check_and_is_written_anew(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(docs, "PAGES", {"page": lambda: ["# Page"]})
    with pytest.raises(CommandError, match=r"page\.md"):
        call_command("docs", "--check")
    call_command("docs")
    call_command("docs", "--check")
    written = tmp_path / "docs" / "reference" / "page.md"
    assert written.read_text(encoding="utf-8") == f"{docs.NOTE}\n\n# Page\n"
    written.write_text("edited by hand")
    with pytest.raises(CommandError, match=r"page\.md"):
        call_command("docs", "--check")


def test_secrets_are_made_once_in_a_directory_of_one_owner(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    command = [sys.executable, "tools/make_secrets.py", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    made = {file.name: file.read_text() for file in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len({made[name] for name in ("secret_key", "database_password", "redis_password")}) == 3
    assert all(len(text) >= 50 for name, text in made.items() if name != "smtp_password")
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert made == {file.name: file.read_text() for file in folder.iterdir()}


def test_the_doctor_says_what_is_here() -> None:
    run = subprocess.run([sys.executable, "tools/doctor.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "python 3.11+" in run.stdout
