"""A database that is away costs a plain 503 at once, and nothing of the page. R6."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.utils import ConnectionHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from exchange import addresses

CONTENT = "the subject of a case"
FAULTS: dict[str, type[Exception]] = {
    "away": OperationalError,
    "closed": InterfaceError,
    "other": DatabaseError,
    "ours": ValueError,
}


def broken(request: HttpRequest, fault: str) -> HttpResponse:
    """Stand for a view that has read something before the database goes away."""
    raise FAULTS[fault](CONTENT)


def well(request: HttpRequest) -> HttpResponse:
    """Stand for a view that works."""
    return HttpResponse(CONTENT)


urlpatterns = [
    path("<fault>/view", broken),
    path("api/<fault>/view", broken),
    path("<fault>/middleware", well),
    path("api/<fault>/middleware", well),
]


def failing_inside(get_response: Any) -> Any:
    """Stand for a session store or a log that needs the database around the view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.endswith("middleware"):
            raise FAULTS[request.path.split("/")[-2]](CONTENT)
        return response

    return middleware


@pytest.fixture
def browser(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["exchange.availability.AvailabilityMiddleware", f"{__name__}.failing_inside"]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("where", ["view", "middleware"])
@pytest.mark.parametrize("fault", ["away", "closed"])
def test_the_page_is_a_plain_503_wherever_the_database_was_missed(browser: Client, fault: str, where: str) -> None:
    response = browser.get(f"/{fault}/{where}")
    assert response.status_code == 503
    assert CONTENT not in response.text
    assert "cannot reach its database" in response.text
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("where", ["view", "middleware"])
def test_the_api_says_it_as_a_problem(browser: Client, where: str) -> None:
    response = browser.get(f"/api/away/{where}")
    assert response.status_code == 503
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 503


@pytest.mark.parametrize("fault", ["other", "ours"])
@pytest.mark.parametrize("where", ["view", "middleware"])
def test_another_fault_is_not_called_an_absence(browser: Client, fault: str, where: str) -> None:
    assert browser.get(f"/{fault}/{where}").status_code == 500


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes calls and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _seconds_until_refused(port: int) -> float:
    description = addresses.database(f"postgresql://u:p@127.0.0.1:{port}/n", password="", statement_seconds=1)
    handler = ConnectionHandler({"default": description})
    started = time.monotonic()
    with pytest.raises(OperationalError):
        handler["default"].ensure_connection()
    return time.monotonic() - started


@pytest.mark.django_db
def test_a_server_that_never_answers_is_given_up_within_two_seconds(silent_port: int) -> None:
    assert _seconds_until_refused(silent_port) < 1.8


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_noticed_at_once() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert _seconds_until_refused(port) < 0.5
