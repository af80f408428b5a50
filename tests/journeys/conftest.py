"""The cast for journeys, and what it takes to make them in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.cast import Cast, assemble
from tests.journeys.browser import ARGUMENTS, Desk, Judge
from tests.signin.browser import enrol_app
from tests.skipping import chromium


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, in place."""
    return assemble()


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    """The Chromium of this machine."""
    found = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield found
    found.close()


@pytest.fixture
def site(transactional_db: None, live_server: Any, settings: Any) -> str:
    """The exchange, answering on an address of its own."""
    settings.PUBLIC_URL = live_server.url
    cache.clear()
    return str(live_server.url)


@pytest.fixture
def sit_down(browser: Any, site: str, cast: Cast) -> Iterator[Callable[..., Desk]]:
    """Give an official of the cast an authenticator app and a browser that reads the official's own language."""
    desks: list[Desk] = []

    def sit_down(official: Any, **kept: Any) -> Desk:
        enrol_app(official)
        desks.append(Desk(browser, site, official, **kept))
        return desks[-1]

    yield sit_down
    for desk in desks:
        desk.context.close()


@pytest.fixture
def judge(browser: Any, site: str) -> Iterator[Judge]:
    """Whoever looks over the officials' shoulders."""
    found = Judge(browser, site)
    yield found
    for window in (*found.windows.values(), found.plain.page):
        window.context.close()
