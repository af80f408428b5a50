"""When the database is away: one plain page with status 503, at once and whole.

Django turns an exception into an error page at every layer of middleware, so this layer never sees one pass by. It
looks at those of views itself (`process_exception`), and for the others at what Django says it caught
(`got_request_exception`).
"""

import sys
from collections.abc import Callable
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = structlog.get_logger(__name__)
AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = "10"


class AvailabilityMiddleware:
    """Answers 503 for a request that failed because the database could not be reached, was locked or took too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(note_exception, dispatch_uid="exchange.availability")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace the error page of a layer further in, if the database was the cause."""
        response = self.get_response(request)
        if response.status_code == 500 and getattr(request, "database_is_away", False):
            return away(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that could not reach the database."""
        if not isinstance(exception, AWAY):
            return None
        logger.error("database.away", exc_info=exception)
        return away(request)


def note_exception(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Remember on the request that the exception which Django is handling came from the database."""
    if request is not None and isinstance(sys.exc_info()[1], AWAY):
        request.database_is_away = True  # type: ignore[attr-defined]


def away(request: HttpRequest) -> HttpResponse:
    """Return the plain answer: nothing of what the page would have shown, and when to come back."""
    response: HttpResponse
    if request.path.startswith("/api/"):
        detail = _("The exchange cannot reach its database. Nothing was changed. Try again shortly.")
        problem = {"type": "about:blank", "title": _("Not available"), "status": 503, "detail": detail}
        response = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = RETRY_SECONDS
    response["Cache-Control"] = "no-store"
    return response
