"""Asking one cell of the matrix, and saying what came of it and what is wrong with the answer.

Every cell is asked in a savepoint that is rolled back, so that none sees what another did. It counts as the test case's
own to the log, as the transaction around a test does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from audit.models import Entry
from tests.authz.people import KNOWING, Actor
from tests.authz.places import Place
from tests.authz.world import CANARY, ITEM_CANARY, MATTERS, World

ACCEPTS = {"html": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json": "application/json"}
SAFE = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
}
POLICY = ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
WRITE = re.compile(r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
NOT_DOMAIN = {
    "django_session",
    "frameworks_session",
    "frameworks_keptform",
    "frameworks_signinguard",
    "frameworks_usedcode",
}
"""Tables in which it is remembered who is signed in, and how; besides these and the log, no look changes anything."""


class Browsers:
    """One browser for all, emptied each time (making one is what costs most), and one that sends no form's token."""

    def __init__(self) -> None:
        self.careful = Client(raise_request_exception=False)
        self.forging = Client(raise_request_exception=False, enforce_csrf_checks=True)


BROWSERS = Browsers()
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Cell:
    """Who asks for what, how."""

    place: Place
    method: str
    actor: Actor
    accept: str = "html"
    is_forged: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.place.label} as {self.actor} ({self.actor.name or 'nobody'}, {self.accept})"


@dataclass(slots=True)
class Tally:
    """What was asked and found: cells, requests and how many of them the log knows, rules taken away and noticed."""

    cells: int = 0
    sent: int = 0
    logged: int = 0
    taken_away: int = 0
    noticed: int = 0
    undeclared: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an entry says of the request."""

    name: str
    outcome: str
    detail: dict[str, Any]


@dataclass(slots=True)
class Answer:
    """What came back, what the log says of it, which tables were written and, where asked, what the domain is then."""

    response: Any
    content: bytes
    entries: list[Recorded]
    written: set[str]
    left: str


def ask(world: World, cell: Cell, path: str, tally: Tally, *, digested: bool = False) -> Answer:
    """Send one request, and take back what it did; ``digested`` looks at every row of the domain before that."""
    request_id = f"matrix-{next(_numbers):07d}"
    cache.clear()
    with taken_back(), _watched() as written:
        response = _send(world, cell, path, request_id)
        content = response.getvalue()
        entries = _entries(request_id)
        left = digest() if digested else ""
    tally.sent += 1
    tally.logged += bool(entries)
    return Answer(response, content, entries, written, left)


def _entries(request_id: str) -> list[Recorded]:
    found = Entry.objects.filter(request_id=request_id).order_by("id").values_list("name", "outcome", "detail")
    return [Recorded(*fields) for fields in found]


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo at the end whatever is done inside; to the log this is the test case's own transaction."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def _watched() -> Iterator[set[str]]:
    """Yield the names of the tables that are written meanwhile."""
    written: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITE.match(sql)
        if found:
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def _send(world: World, cell: Cell, path: str, request_id: str) -> Any:
    client = BROWSERS.forging if cell.is_forged else BROWSERS.careful
    actor, place = cell.actor, cell.place
    client.cookies.clear()
    headers = {"Accept": ACCEPTS[cell.accept], "Accept-Language": "en", "X-Request-ID": request_id}
    way = (actor.name, actor.way)
    if way in world.sessions:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[way]
    if way in world.tokens:
        headers["Authorization"] = f"Bearer {world.tokens[way]}"
    if place.is_api and actor.way not in ("unstated", "no-purpose"):
        headers["X-Purpose"] = "investigation"
    if cell.method in SAFE:
        return client.generic(cell.method, path, headers=headers)
    sent = place.sent(world, actor)
    if place.is_api:
        return client.generic(cell.method, path, json.dumps(sent), "application/json", headers=headers)
    if cell.method == "POST":
        return client.post(path, sent, headers=headers)
    return client.generic(cell.method, path, "a=b", "application/x-www-form-urlencoded", headers=headers)


def domain_tables() -> list[str]:
    """Return the tables of the exchange itself: not the log, nor who is signed in."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted(table for table in tables if is_domain(table))


def is_domain(table: str) -> bool:
    """Say whether a table holds more than the log and who is signed in."""
    return not table.startswith("audit_") and table not in NOT_DOMAIN


def digest() -> str:
    """Return a digest of every row of the domain; what is kept of a form that came too early is none."""
    found = sha256()
    with connection.cursor() as cursor:
        for table in domain_tables():
            cursor.execute(f'SELECT * FROM "{table}" {_KEPT.get(table, "")} ORDER BY 1')  # noqa: S608
            rows = [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
            found.update(repr((table, rows)).encode())
    return found.hexdigest()


_KEPT = {
    "vault_sealed": "WHERE kind <> 'kept-form'",
    "vault_wrappedkey": "WHERE sealed_id IN (SELECT id FROM vault_sealed WHERE kind <> 'kept-form')",
}


def outcome_of(cell: Cell, answer: Answer) -> str:
    """Return what came of it, in the words of the matrix."""
    status = answer.response.status_code
    if status in (404, 405):
        return {404: "hide", 405: "405"}[status]
    gate = _gate(answer)
    if gate or status == 401:
        return gate or "login"
    if status == 403 or (status == 422 and _is_told_why_not(answer)):
        return "purpose" if "no_purpose" in _reasons(answer) else "refuse"
    if "requests/purpose.html" in _templates(answer) and cell.place.label == "requests:case":
        return "purpose"
    return "allow" if status < 400 else str(status)


def _gate(answer: Answer) -> str:
    """Return at which gate the request was stopped before it reached what it asked for."""
    stopped = {
        ("signin.gate", "not_signed_in"): "login",
        ("signin.gate", "second_factor"): "enrol",
        ("signin.confirm", "confirm_again"): "confirm",
    }
    for entry in answer.entries:
        for reason in entry.detail.get("reasons", []):
            if (entry.name, reason) in stopped:
                return stopped[entry.name, reason]
    return ""


def _reasons(answer: Answer) -> set[str]:
    refused = [entry for entry in answer.entries if entry.outcome != "permitted"]
    return {reason for entry in refused for reason in entry.detail.get("reasons", [])}


def _templates(answer: Answer) -> set[str]:
    return {template.name for template in answer.response.templates if template.name}


def _context(answer: Answer, name: str) -> Any:
    context = answer.response.context
    return context[name] if context is not None and name in context else None


def _is_told_why_not(answer: Answer) -> bool:
    """Say whether a form came back with a reason above it rather than with something to correct."""
    form = _context(answer, "form")
    return bool(form is not None and form.non_field_errors() and set(form.errors) == {"__all__"})


def faults(world: World, cell: Cell, expected: str, tally: Tally) -> list[str]:
    """Ask one cell and return everything that is wrong with what came of it."""
    tally.cells += 1
    answer = ask(
        world, cell, cell.place.path(world, cell.actor), tally, digested=_is_first_denied(world, cell, expected)
    )
    found = outcome_of(cell, answer)
    wrong = (
        []
        if found == {"empty": "allow", "withheld": "allow"}.get(expected, expected)
        else [f"{found} instead of {expected}"]
    )
    wrong += _about_headers(answer)
    wrong += [] if answer.entries else ["no entry in the log"]
    wrong += _about_writing(world, cell, answer, expected if found == "allow" else found)
    wrong += _about_content(world, cell, answer, expected)
    if found == "hide" and not wrong:
        wrong += _about_its_twin(world, cell, answer, tally)
    if found == "refuse":
        wrong += _about_reasons(answer)
    return [f"{cell}: {fault}" for fault in wrong]


def _is_first_denied(world: World, cell: Cell, expected: str) -> bool:
    """Say whether every row is to be looked at: for one denied cell of each sort; of all others, what was written."""
    sort = (cell.place.label, cell.method, expected)
    is_first = cell.method == "POST" and expected != "allow" and sort not in world.digested
    world.digested.add(sort)
    return is_first


def _about_headers(answer: Answer) -> list[str]:
    headers = answer.response.headers
    wrong = [f"{name} is {headers.get(name)}" for name, value in HEADERS.items() if headers.get(name) != value]
    return wrong + [
        f"no {part} in the policy" for part in POLICY if part not in headers.get("Content-Security-Policy", "")
    ]


def _about_writing(world: World, cell: Cell, answer: Answer, found: str) -> list[str]:
    """A look changes nothing, and neither does what was not allowed; what was allowed is done."""
    is_kept = found in ("login", "enrol", "confirm") and cell.method not in SAFE
    written = {table for table in answer.written if is_domain(table) and not (is_kept and table.startswith("vault_"))}
    if cell.method in SAFE or found != "allow":
        wrong = [f"wrote to {', '.join(sorted(written))}"] if written else []
        is_other = answer.left and answer.left != world.digest
        return wrong + (["left the domain other than it was"] if is_other else [])
    is_done = not cell.place.changes or written
    return [] if is_done else [f"was allowed and did nothing ({answer.response.status_code})"]


def _about_content(world: World, cell: Cell, answer: Answer, expected: str) -> list[str]:
    """Whoever has no need to know meets neither what a case says nor, on lists, that there is one."""
    text = _said(answer)
    knows = cell.actor.relation in KNOWING or (cell.place.kind in ("draft", "drafts") and expected == "allow")
    wrong = []
    if any(word in text for word in (CANARY, ITEM_CANARY)) and (expected != "allow" or not knows):
        wrong.append("shows what the case says")
    if cell.method != "GET" or cell.place.kind not in ("list", "drafts", "log"):
        return wrong
    if expected not in ("allow", "empty", "withheld"):
        return wrong
    mine, others = _shown_and_not(world, cell)
    if expected != "empty" and mine not in text:
        wrong.append(f"does not show {mine}")
    if any(word in text for word in (others if expected != "empty" else [mine, *others])):
        wrong.append("shows a case or a draft of others")
    return wrong


def _shown_and_not(world: World, cell: Cell) -> tuple[str, list[str]]:
    """Return what a list must show, and what it must not."""
    if cell.place.kind == "drafts":
        drafts = {name: str(draft.pk) for name, draft in world.drafts.items()}
        mine = drafts.get(cell.actor.name, "")
        return mine or next(iter(drafts.values())), [key for key in drafts.values() if key != mine]
    if cell.place.kind == "log":
        ours, theirs = ("theirs", "ours") if world.side(cell.actor) == "JP" else ("ours", "theirs")
        return MATTERS[ours], [MATTERS[theirs]]
    case = world.case("in_execution", cell.actor).reference
    waiting = world.cases["submitted"].reference
    others = [world.cases[state].reference for state in ("assigned", "in_execution")]
    return case, others if case == waiting else []


def _said(answer: Answer) -> str:
    """Return the text of the answer, characters of any alphabet as themselves."""
    text = answer.content.decode("utf-8", "replace")
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def _about_its_twin(world: World, cell: Cell, answer: Answer, tally: Tally) -> list[str]:
    """What one may not know of is answered with the very bytes of what does not exist."""
    sort = (cell.place.label, cell.method, cell.actor.role, cell.actor.way, cell.accept)
    if sort not in world.twins:
        world.twins[sort] = _shown(ask(world, cell, cell.place.twin(world, cell.actor), tally))
    return [] if _shown(answer) == world.twins[sort] else ["is told apart from what does not exist"]


def _shown(answer: Answer) -> tuple[int, bytes, dict[str, str]]:
    """Return everything that reaches whoever asked, but for the number of the request."""
    headers = {name: value for name, value in answer.response.headers.items() if name != "X-Request-ID"}
    return answer.response.status_code, answer.content, headers


def _about_reasons(answer: Answer) -> list[str]:
    """A refusal says why, to the reader and in the log."""
    if answer.response.headers["Content-Type"].startswith("application/problem+json"):
        said = bool(answer.response.json().get("reasons"))
    else:
        verdict = _context(answer, "verdict")
        said = bool(getattr(verdict, "reasons", ())) or _is_told_why_not(answer)
    refused = any(entry.outcome not in ("permitted", "") for entry in answer.entries)
    return ([] if said else ["no reason is said"]) + ([] if refused else ["the refusal is not on record"])


def with_room(call: Callable[[], Any]) -> Any:
    """Return what ``call`` returns; it and all that it calls find their frames in one piece of memory.

    Python 3.11 takes the stack in pieces of 16 kB and gives each back at once: where a loop goes up and down across the
    border of two, as a page at the end of thirty calls does, every fifth second is spent on nothing but that.
    """
    return call()


with_room.__code__ = with_room.__code__.replace(co_stacksize=60_000)
