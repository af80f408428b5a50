"""The domain's own pages of docs/reference: states, events, acts, and where each paragraph lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from audit.lifecycle import Lifecycle
from caveats.reference import caveat_kinds_markdown
from exchange.catalogue import CATALOGUE, SILENT
from requests.lifecycle import INFORMATION, REQUEST
from requests.rules import ACTS

LIFECYCLES: tuple[Lifecycle, ...] = (REQUEST, INFORMATION)
ROOMS = ("audit", "vault", "frameworks", "caveats", "requests", "exchange")
CITED = re.compile(r"\bparas? ?((?:\d+(?:\([a-z]\))?(?:\([ivx]+\))?(?:, | and |–|-)?)+)", re.IGNORECASE)
PART = re.compile(r"(\d+)(\([a-z]\))?")


def states() -> list[str]:
    """Return every state table as a diagram, with whose move it is."""
    lines = [
        "# States",
        "",
        "Each state has an owner, whose move it is, and a way out, or it is final (DESIGN, decision 8).",
    ]
    for table in LIFECYCLES:
        lines += ["", f"## {table.name}", "", "```mermaid", table.mermaid().rstrip(), "```"]
    return lines


def events() -> list[str]:
    """Return what is told of every event, or why nobody is."""
    lines = ["# Events", "", "| event | told to | words | by mail |", "| --- | --- | --- | --- |"]
    for name, notices in sorted(CATALOGUE.items()):
        lines += [_notice_row(name, notice) for notice in notices]
    lines += ["", "## Told to nobody", "", "| event | because |", "| --- | --- |"]
    return lines + [f"| `{name}` | {reason} |" for name, reason in sorted(SILENT.items())]


def _notice_row(name: str, notice: object) -> str:
    recipients = notice.recipients.__name__.replace("_", " ")  # type: ignore[attr-defined]
    by_mail = "yes" if notice.by_mail else "no"  # type: ignore[attr-defined]
    return f"| `{name}` | {recipients} | {notice.words} | {by_mail} |"  # type: ignore[attr-defined]


def acts() -> list[str]:
    """Return what may be done to a request, and the rule that says by whom."""
    lines = ["# Acts on a request", "", "| act | rule | what it is |", "| --- | --- | --- |"]
    return lines + [
        f"| {name} | `requests.rules.{rule.__name__}` | {_first_line(rule)} |" for name, rule in ACTS.items()
    ]


def _first_line(thing: object) -> str:
    return (thing.__doc__ or "").strip().splitlines()[0]


def caveat_kinds() -> list[str]:
    """Return the closed list of caveats."""
    return caveat_kinds_markdown().rstrip().splitlines()


def paragraphs() -> list[str]:
    """Return where each paragraph of the Framework lives: every module that cites it, and every test."""
    found: dict[tuple[int, str], tuple[set[str], set[str]]] = {}
    for folder in (*ROOMS, "tests"):
        for file in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            for key in _cited_in(file):
                code, tests = found.setdefault(key, (set(), set()))
                (tests if folder == "tests" else code).add(_name(file))
    lines = [
        "# Paragraphs",
        "",
        "Where each paragraph of the 2014 Framework lives, from what modules and tests cite.",
        "",
    ]
    lines += ["| paragraph | in the code | in the tests |", "| --- | --- | --- |"]
    return lines + [
        f"| {number}{letter} | {_list(code)} | {_list(tests)} |"
        for (number, letter), (code, tests) in sorted(found.items())
    ]


def _cited_in(file: Path) -> Iterator[tuple[int, str]]:
    if "migrations" in file.parts:
        return
    for match in CITED.finditer(file.read_text(encoding="utf-8")):
        for number, letter in PART.findall(match[1]):
            if 1 <= int(number) <= 20:
                yield int(number), letter


def _name(file: Path) -> str:
    return str(file.relative_to(settings.BASE_DIR))


def _list(names: set[str]) -> str:
    return "<br>".join(f"`{name}`" for name in sorted(names))
