"""Every request leaves its mark in the log before its answer leaves the house; what cannot be recorded is not shown.

Para 3(g). Stands outside everything that decides or answers, inside what knows only addresses and static files.

- A page (2xx) of a view that recorded no check, and is not marked `holds_no_information`, becomes an error page.
- A request whose answer does not already follow from a recorded access gets an entry of its own, named ``http``.
- If that entry cannot be written, the answer is 503 and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import get_resolver
from django.utils.translation import gettext as _

from audit import context, marks, record
from audit.context import Context
from audit.verdict import Outcome, Verdict, permitted

logger = logging.getLogger(__name__)
API = "/api/"
RETRY_SECONDS = "10"
NOTHING_GIVEN = Verdict(Outcome.PROHIBITED)
END = object()


class AccessMiddleware:
    """Tells the log where a request comes from, and sees to it that none goes unrecorded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, record it, and only then let the answer go."""
        with context.use(_context(request)) as here:
            response = self.get_response(request)
            try:
                response = _checked(request, response, here)
            except (record.LogUnavailable, Error):
                logger.exception("audit.unavailable")
                return _instead(response, unavailable(here))
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            content = cast("Iterator[bytes]", response.streaming_content)
            response.streaming_content = _streamed(request, content, here)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Note which view answers, as soon as that is known."""
        match = request.resolver_match
        context.current().route = match.view_name or match.route if match else ""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that stopped because the log cannot be written."""
        return unavailable(context.current()) if isinstance(exception, record.LogUnavailable) else None


def unavailable(here: Context) -> HttpResponse:
    """Return the answer that shows nothing."""
    response: HttpResponse
    if here.door == "api":
        problem = {"type": "about:blank", "status": 503, "title": _("Not available")}
        response = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"], response["Cache-Control"] = RETRY_SECONDS, "no-store"
    return response


def _context(request: HttpRequest) -> Context:
    return Context(
        door="api" if request.path.startswith(getattr(settings, "AUDIT_API_PREFIX", API)) else "page",
        method=request.method or "",
        request_id=getattr(request, "id", "") or uuid4().hex,
        address=request.META.get("REMOTE_ADDR", ""),
    )


def _checked(request: HttpRequest, response: HttpResponseBase, here: Context) -> HttpResponseBase:
    """Return the response once it is on record; in place of a page that nobody checked, the error page."""
    if _is_unchecked(request, response, here):
        logger.error("audit.unchecked", extra={"route": here.route})
        response = _instead(response, get_resolver().resolve_error_handler(500)(request))
        _record(request, response.status_code, {"fault": "unchecked"})
    elif not _is_told(here, response.status_code):
        _record(request, response.status_code, {})
    return response


def _is_unchecked(request: HttpRequest, response: HttpResponseBase, here: Context) -> bool:
    """Say whether a view shows something without having asked whether it may. Redirects and errors show nothing."""
    if not 200 <= response.status_code < 300 or request.resolver_match is None:
        return False
    return not here.checks and not marks.is_marked(request.resolver_match.func)


def _is_told(here: Context, status: int) -> bool:
    """Say whether a recorded access already tells how the request ended."""
    is_given = status < 400
    return any(check.is_permitted == is_given for check in here.checks if check.kind == "access")


def _record(request: HttpRequest, status: int, detail: dict[str, str]) -> None:
    """Write the entry of the request itself. No address beyond the route's name: it may hold what somebody typed."""
    match = request.resolver_match
    reference = match.kwargs.get("reference") if match else None
    record.access(
        by=getattr(request, "user", None),
        action="http",
        subjects=[str(reference)] if reference else [],
        verdict=permitted() if status < 400 else NOTHING_GIVEN,
        status=status,
        detail=detail,
    )


def _instead(response: HttpResponseBase, other: HttpResponse) -> HttpResponse:
    """Return ``other``, which closes what ``response`` had opened; closing that one would end the request twice."""
    other._resource_closers.extend(response._resource_closers)  # type: ignore[attr-defined]
    return other


def _streamed(request: HttpRequest, content: Iterator[bytes], here: Context) -> Iterator[bytes]:
    """Yield the content under the request's context; a stream that breaks off is recorded."""
    while True:
        with context.use(here):
            try:
                chunk: Any = next(content, END)
            except Exception:
                _record_broken(request)
                raise
        if chunk is END:
            return
        yield chunk


def _record_broken(request: HttpRequest) -> None:
    try:
        _record(request, 500, {"fault": "broken off"})
    except (record.LogUnavailable, RuntimeError):
        logger.exception("audit.unavailable")  # the stream ends with its own error, which says more
