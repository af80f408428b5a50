"""The way of a first visitor: a fresh clone, `make run`, a request filed, a stop, and a second start that is quick.

python tools/journey.py [DIRECTORY] tries the clone of what is committed, or the tree in DIRECTORY as it stands.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError

from visitor import Page, Visitor

ROOT = Path(__file__).resolve().parent.parent
COLD_SECONDS = 240  # the aim is 60 on an idle machine
WARM_SECONDS = 15


MARKING = {"level": "NZ:SENSITIVE", "handled_as": "JP:3", "handling_instruction": "Keep it locked away."}
REQUEST = {
    "request": {
        "priority": "urgent",
        "purpose": "investigation",
        "proceedings": "audit",
        "subject": "A first request, made up",
        "reason": "To see that it travels.",
    },
    "parties/add": {"kind": "person", "name": "Misaki Takahashi", "name_original": "髙橋 美咲", "country": "JP"},
    "goods/add": {"description": "Used cars", "hs_code": "8703.23"},
    "matter": {"matter": "Nothing real.", "legal_elements": "None; it is made up."},
    "execution": {"can_reciprocate": "yes"},
    "security": MARKING,
}
ANSWER = MARKING | {
    "title": "What is held",
    "text": "Nothing, for it is made up.",
    "completes": "yes",
    "caveats-free_text": "on",
    "caveats-free_text_words": "Telephone first.",
}


class Running:
    """`make run` in a folder, on a spare port, until stopped."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "journey.log"
        command = ["make", "run", f"PORT={self.port}"]
        kept = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "MAKEFLAGS")
        }
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                command, cwd=folder, env=kept, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
            )

    def seconds_until_it_answers(self, patience: float) -> float:
        """Wait for the first page; return how long it took."""
        started = time.monotonic()
        while time.monotonic() - started < patience:
            try:
                if Visitor(self.address).open("/").status == 200:
                    return time.monotonic() - started
            except (URLError, OSError):
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"no answer:\n{self.said()}")

    def seconds_until_it_stops(self) -> float:
        """Send SIGTERM to all of it, as a service manager does; return how long the end took."""
        started = time.monotonic()
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=30)
        while is_listening(self.port) and time.monotonic() - started < 30:
            time.sleep(0.05)
        while "Stopped." not in self.said() and time.monotonic() - started < 30:
            time.sleep(0.05)
        assert "Stopped." in self.said(), self.said()
        assert "Traceback" not in self.said(), self.said()
        return time.monotonic() - started

    def said(self) -> str:
        """Return everything that was printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def is_listening(port: int) -> bool:
    """Say whether something takes calls on ``port``."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def it_says_where_to_go(running: Running) -> None:
    """The start prints the address."""
    assert re.search(rf"answers on http://127\.0\.0\.1:{running.port}/", running.said()), running.said()


def it_is_ready(running: Running) -> None:
    """Every part holds, the worker included."""
    page = Visitor(running.address).open("/health/ready")
    assert page.status == 200, page.text


def a_stranger_is_asked_to_sign_in(running: Running) -> None:
    """Nothing is shown to somebody who has not signed in."""
    page = Visitor(running.address).open("/")
    assert page.status == 200
    assert "/sign-in/" in page.url
    assert page.form("csrfmiddlewaretoken").method == "post"


def signed_in(running: Running, name: str) -> tuple[Visitor, Page]:
    """Return the browser of an official of the demonstration, and the first page she sees."""
    password = re.search(r"the password: (.+)", running.said())
    assert password, running.said()
    visitor = Visitor(running.address)
    page = visitor.send(visitor.open("/"), login=name, password=password.group(1))
    assert page.status == 200, page.text
    assert "/sign-in/" not in page.url, page.text
    return visitor, page


def an_official_opens_a_case_for_a_purpose(running: Running) -> str:
    """What she needs to know she sees, once she has said what for; return the case."""
    visitor, work = signed_in(running, "aroha")
    case = re.search(r'href="(/cases/[A-Z]+-[A-Z]+-\d+-\d+/)"', work.text)
    assert case, work.text
    page = visitor.open(case.group(1))
    opened = visitor.send(page, purpose="investigation")
    assert opened.status == 200, opened.text
    assert "Subject" in opened.text, opened.text
    return case.group(1)


def a_request_travels_from_filing_to_the_answer(running: Running) -> None:
    """Filed page by page, assigned by intake, acknowledged, answered under a marking and a caveat, read."""
    aroha, _ = signed_in(running, "aroha")
    draft = re.sub(r"[^/]+$", "", aroha.send(aroha.open("/requests/new/"), channel="JP-NZ-2014:JP").url)
    for section, fields in REQUEST.items():
        aroha.send(aroha.open(f"{draft}{section}/"), **fields)
    filed = aroha.press(aroha.open(f"{draft}check/"))
    case = re.search(r"/cases/[A-Z]+-[A-Z]+-\d+-\d+/", filed.url + filed.text)
    assert case, filed.text
    kenji, haruka = signed_in(running, "kenji")[0], signed_in(running, "haruka")[0]
    assert REQUEST["request"]["subject"] in kenji.send(kenji.open(case[0]), purpose="investigation").text
    page = kenji.open(f"{case[0]}assign/")
    chosen = re.search(r'value="(\d+)"[^>]*>\s*<label[^>]*>\s*山本 遥', page.text)
    assert chosen, page.text
    kenji.send(page, to=chosen[1])
    haruka.send(haruka.open(case[0]), purpose="investigation")
    haruka.press(haruka.open(f"{case[0]}act/acknowledge/"))
    answered = haruka.send(haruka.open(f"{case[0]}answer/"), **ANSWER)
    assert answered.url.endswith(case[0]), answered.text
    read = aroha.send(aroha.open(case[0]), purpose="investigation")
    assert ANSWER["text"] in read.text, read.text
    assert ANSWER["caveats-free_text_words"] in read.text, read.text


def whoever_need_not_know_finds_nothing(running: Running) -> None:
    """A case without need to know and a case that never was are the same page, byte for byte."""
    case = an_official_opens_a_case_for_a_purpose(running)
    visitor, _ = signed_in(running, "mallory")
    hidden, absent = visitor.open(case), visitor.open("/cases/NZ-JP-2026-000000/")
    assert (hidden.status, absent.status) == (404, 404)
    assert hidden.text == absent.text


Step = Callable[[Running], object]
STEPS: tuple[Step, ...] = (
    it_says_where_to_go,
    it_is_ready,
    a_stranger_is_asked_to_sign_in,
    an_official_opens_a_case_for_a_purpose,
    a_request_travels_from_filing_to_the_answer,
    whoever_need_not_know_finds_nothing,
)


def the_log_is_whole(folder: Path) -> None:
    """`verify_audit` finds nothing wrong with what was just recorded."""
    command = [str(folder / ".venv/bin/python"), "manage.py", "verify_audit"]
    environment = os.environ | {"EXCHANGE_MODE": "demo"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def first_visit(folder: Path) -> None:
    """Start cold, go the steps, stop."""
    running = Running(folder)
    try:
        print(f"cold start: answers after {running.seconds_until_it_answers(COLD_SECONDS):.1f} s", flush=True)
        for step in STEPS:
            step(running)
            print(f"{step.__name__.replace('_', ' ')}: ok", flush=True)
        print(f"SIGTERM: stopped after {running.seconds_until_it_stops():.1f} s", flush=True)
    finally:
        end(running)


def second_visit(folder: Path) -> None:
    """Start again where everything is there already."""
    running = Running(folder)
    try:
        seconds = running.seconds_until_it_answers(WARM_SECONDS)
        print(f"second start: answers after {seconds:.1f} s", flush=True)
        running.seconds_until_it_stops()
    finally:
        end(running)


def end(running: Running) -> None:
    """Leave nothing behind, whatever happened; say what was printed if it has to be ended."""
    if running.process.poll() is None:
        print(running.said()[-6000:], flush=True)
        os.killpg(running.process.pid, signal.SIGKILL)


def main() -> int:
    """Go the whole way; an assertion that fails ends it with what was printed."""
    with tempfile.TemporaryDirectory(prefix="exchange-journey-") as place:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place) / "exchange"
        if len(sys.argv) < 2:
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)  # noqa: S607  (git, as installed)
        first_visit(folder)
        the_log_is_whole(folder)
        print("the log is whole: ok", flush=True)
        second_visit(folder)
    print("The journey holds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
