"""What the audit costs a page. Para 3(g).

Three cases in turns, in one process: the list of cases as it is; the same view with nothing written to the log; and a
floor, a view without middleware that makes one durable insert. A ratio is the other's time over ours: 1 would be free.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from unittest.mock import patch

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from audit import writers
from bench.ground import Measure, database, in_turns, ratios
from tests.cast import assemble
from tests.door import signed_in
from tests.factories import filed

LINES, TIMES = 25, 10


def floor(request: HttpRequest) -> HttpResponse:
    """One insert and an answer, nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_floor (word) VALUES (%s)", ["a word"])
    return HttpResponse("done")


urlpatterns = [path("", floor)]


@contextmanager
def unaudited() -> Iterator[None]:
    """Write nothing to the log: what the page would cost without it. Only a benchmark may."""
    numbers = count(1)
    with patch.object(writers, "append", lambda fields: next(numbers)):
        yield


def run() -> list[Measure]:
    """Return the list page, audited, against the same page unaudited and against the floor."""
    with database():
        cast = assemble()
        for _ in range(LINES):
            filed(cast)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_floor (word varchar(20))")
        browser = signed_in(cast.aroha)
        taken = in_turns(
            {"audited": lambda: _visit(browser), "unaudited": lambda: _visit_unaudited(browser), "floor": _visit_floor},
            times=TIMES,
        )
    return [
        ("audited list page of 25 lines, one visit", min(taken["audited"]) * 1000, "ms"),
        *ratios("audited list page / the same unaudited", taken["unaudited"], taken["audited"]),
        *ratios("audited list page / floor view with one insert", taken["floor"], taken["audited"]),
    ]


def _visit(browser: Client) -> None:
    if browser.get("/cases/").status_code != 200:
        raise RuntimeError("the page was not shown")


def _visit_unaudited(browser: Client) -> None:
    with unaudited():
        _visit(browser)


def _visit_floor() -> None:
    with override_settings(ROOT_URLCONF="bench.pages", MIDDLEWARE=[]):
        Client().get("/")
