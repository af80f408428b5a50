"""What stands before every page: whom to believe about callers, a name for each request, logs that cannot be forged."""

import io
import json
import logging
import logging.config
from typing import Any

import pytest
import structlog
from django.conf import settings as site
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from exchange import celery, logs
from exchange.env import Mode
from exchange.loopback import LoopbackMiddleware
from exchange.proxies import ProxyMiddleware
from exchange.request_id import RequestIdMiddleware

FORGED = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil.example",
}


def seen(request: HttpRequest) -> HttpResponse:
    """Answer with what a view would see of the caller."""
    return HttpResponse(f"{request.META['REMOTE_ADDR']} {request.META.get('HTTP_X_FORWARDED_PROTO', 'nothing')}")


@pytest.mark.parametrize(
    ("proxies", "caller", "expected"),
    [
        ([], "192.0.2.1", "192.0.2.1 nothing"),
        (["10.0.0.0/8"], "192.0.2.1", "192.0.2.1 nothing"),
        (["10.0.0.0/8"], "10.1.1.1", "198.51.100.7 https"),
        (["::1"], "::1", "198.51.100.7 https"),
        (["10.0.0.0/8"], "", " nothing"),
    ],
)
def test_only_a_named_proxy_is_believed(settings: Any, proxies: list[str], caller: str, expected: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=caller, **FORGED)
    assert ProxyMiddleware(seen)(request).content.decode() == expected


def test_an_address_made_of_words_is_not_taken_from_a_proxy(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.4"]
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.4", HTTP_X_FORWARDED_FOR="<script>")
    assert ProxyMiddleware(seen)(request).content.decode() == "10.0.0.4 nothing"


def test_the_demonstration_refuses_other_machines(settings: Any) -> None:
    settings.MODE = Mode.DEMO
    middleware = LoopbackMiddleware(seen)
    assert middleware(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")).status_code == 403
    assert middleware(RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")).status_code == 200
    assert middleware(RequestFactory().get("/", REMOTE_ADDR="::1")).status_code == 200


def test_service_is_not_bound_to_its_own_machine(settings: Any) -> None:
    settings.MODE = Mode.SERVICE
    with pytest.raises(MiddlewareNotUsed):
        LoopbackMiddleware(seen)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("abcdef-123456", True),
        ("short", False),
        ("a" * 65, False),
        ("line\nbreak-in", False),
        ("全角全角全角全角", False),
    ],
)
def test_a_request_has_one_plain_name(sent: str, kept: bool) -> None:
    request = RequestFactory().get("/", HTTP_X_REQUEST_ID=sent)
    response = RequestIdMiddleware(lambda request: HttpResponse())(request)
    assert (response["X-Request-ID"] == sent) is kept
    assert structlog.contextvars.get_contextvars() == {"request_id": response["X-Request-ID"]}


@pytest.fixture
def written(request: pytest.FixtureRequest) -> Any:
    """Log as ``request.param`` says into a text of our own; afterwards log as before."""
    stream = io.StringIO()
    configuration = logs.configuration(level="INFO", form=request.param)
    configuration["handlers"]["console"]["stream"] = stream
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logging.config.dictConfig(configuration)
    yield stream
    logging.config.dictConfig(site.LOGGING)
    root.handlers, root.level = handlers, level


@pytest.mark.parametrize("written", ["json", "text"], indirect=True)
def test_a_stranger_cannot_forge_a_line(written: io.StringIO) -> None:
    logging.getLogger("front").warning("Not found: %s", "/x\n2026-01-01 [info] all is well\u202e")
    structlog.get_logger("front").warning("asked", path="/x\nforged\u202e")
    lines = written.getvalue().splitlines()
    assert len(lines) == 2
    assert "\u202e" not in written.getvalue()


@pytest.mark.parametrize("written", ["json"], indirect=True)
def test_a_line_names_its_request_and_no_local_variable(written: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abcdef-123456"):
        try:
            subject = "content of a case"
            raise ValueError(len(subject))
        except ValueError:
            logging.getLogger("front").exception("failed")
    line = json.loads(written.getvalue())
    assert line["request_id"] == "abcdef-123456"
    assert "ValueError" in line["exception"]
    assert "content of a case" not in line["exception"].replace('subject = "content of a case"', "")


def test_a_broker_that_is_away_costs_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise celery.OperationalError("connection refused")

    monkeypatch.setattr(celery.app, "send_task", away)
    assert celery.wake("audit.tasks.seal_entries") is False


def test_tasks_are_json_alone_late_and_limited() -> None:
    assert celery.app.conf.accept_content == ["json"]
    assert celery.app.conf.task_acks_late
    assert celery.app.conf.task_reject_on_worker_lost
    assert celery.app.conf.worker_prefetch_multiplier == 1
    assert 0 < celery.app.conf.task_soft_time_limit < celery.app.conf.task_time_limit
