"""The prepared world, made once for all tests of this folder, and the figure at the end."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.authz.asking import Tally, digest, taken_back
from tests.authz.matrix import Matrix, read
from tests.authz.world import World, build

TALLY = Tally()


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, open for the whole folder rather than for one test."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def quiet() -> Iterator[None]:
    """Thousands of refusals are what is asked for here; nobody need read of each of them."""
    logging.disable(logging.ERROR)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="package")
def world(db: None, quiet: None) -> Iterator[World]:
    """Everybody and everything, in one transaction that is taken back at the end."""
    with taken_back():
        world = build()
        world.digest = digest()
        yield world


@pytest.fixture(scope="package")
def matrix() -> Matrix:
    """What is expected."""
    return read()


@pytest.fixture(scope="package")
def tally() -> Tally:
    """What was found, over all routes."""
    return TALLY


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figure that stands for the whole matrix."""
    if TALLY.cells or TALLY.taken_away:
        terminalreporter.section("authorisation matrix")
        terminalreporter.line(
            f"cells {TALLY.cells}, unexpected {len(TALLY.unexpected)}, undeclared routes {len(TALLY.undeclared)}"
            f" (requests sent {TALLY.sent}, on record {TALLY.logged})"
        )
        terminalreporter.line(f"rules taken away {TALLY.taken_away}, noticed {TALLY.noticed}")
