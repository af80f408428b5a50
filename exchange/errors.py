"""What goes wrong, on its way out: refusals recorded, then a page or a problem from the one table of answers.

Stands inside the access log, so that each answer given here is on record too. Paras 3(g), 3(h).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as say
from rest_framework.response import Response
from rest_framework.views import exception_handler

from audit import context, record
from audit.verdict import Denied, Verdict
from exchange.answers import (
    ALARMING,
    DENIED,
    FORGED,
    OURS,
    UNKNOWN,
    UNREADABLE,
    UNRECORDABLE,
    Answer,
    answer_to,
)
from exchange.context_processors import version
from exchange.problems import PROBLEM_JSON, problem, problem_of_rest_framework
from requests.forms import say_fault
from requests.values.faults import Faulty

logger = structlog.get_logger(__name__)
RETRY = {"Retry-After": "10"}


class ErrorsMiddleware:
    """Turns what views raise into pages, or into problems under ``/api/``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; failures come by `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what the table knows; leave the rest to Django, which calls `failed`."""
        answer = answer_to(exception)
        return None if answer is None else respond(request, answer, exception)


def respond(request: HttpRequest, answer: Answer, exception: Exception | None = None) -> HttpResponse:
    """Return the page or the problem for an answer; a refusal goes on record first."""
    answer = _noted(request, answer, exception)
    headers = RETRY if answer.status == 503 else {}
    if request.path.startswith("/api/"):
        body = problem(answer, exception)
        return JsonResponse(body, status=answer.status, content_type=PROBLEM_JSON, headers=headers)
    if answer.status >= OURS.status:
        return _plainly(request, answer, headers)
    return render(request, answer.template, _told(answer, exception), status=answer.status)


def _plainly(request: HttpRequest, answer: Answer, headers: Mapping[str, str]) -> HttpResponse:
    """Return a page that asks nothing of session or database: they may be what failed."""
    frame = {"is_demonstration": settings.DEMO, "version": version(), "reference": getattr(request, "id", "")}
    words = {"title": say(answer.title), "detail": say(answer.detail)}
    return HttpResponse(render_to_string(answer.template, frame | words), status=answer.status, headers=headers)


def _told(answer: Answer, exception: Exception | None) -> dict[str, Any]:
    return {
        "title": say(answer.title),
        "detail": say(answer.detail),
        "verdict": exception.verdict if isinstance(exception, Denied) else None,
        "faults": [say_fault(fault) for fault in exception.faults] if isinstance(exception, Faulty) else [],
    }


def _noted(request: HttpRequest, answer: Answer, exception: Exception | None) -> Answer:
    """Record a refusal, log what an operator must hear of; where recording fails, that is the answer."""
    if isinstance(exception, ALARMING):
        logger.error("answer.alarming", code=answer.code, exc_info=exception)
    if not isinstance(exception, Denied):
        return answer
    try:
        record_refusal(request, exception.verdict)
    except record.LogUnavailable as unavailable:
        logger.error("answer.alarming", code=UNRECORDABLE.code, exc_info=unavailable)
        return UNRECORDABLE
    return answer


def record_refusal(request: HttpRequest, verdict: Verdict) -> None:
    """Put a refused act on record, unless the door that refused it has done so already. Para 3(g)."""
    checks = context.current().checks
    if checks and checks[-1].kind == "access" and not checks[-1].is_permitted:
        return
    match = request.resolver_match
    reference = str(match.kwargs.get("reference", "")) if match else ""
    record.access(
        by=request.user if request.user.is_authenticated else None,
        action=match.view_name.replace(":", ".") if match and match.view_name else "act",
        subjects=[reference] if reference else [],
        verdict=verdict,
        case=reference,
    )


def api_exception_handler(exception: Exception, view: dict[str, Any]) -> Response | None:
    """Answer for Django REST framework from the same table as the pages."""
    answer = answer_to(exception)
    if answer is not None:
        answer = _noted(view["request"], answer, exception)
        headers = RETRY if answer.status == 503 else {}
        return Response(problem(answer, exception), answer.status, headers=headers, content_type=PROBLEM_JSON)
    response = exception_handler(exception, view)  # sets WWW-Authenticate, Allow, Retry-After
    if response is None:
        return None
    response.data = problem_of_rest_framework(exception)
    response.content_type = PROBLEM_JSON
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that leads nowhere (handler404)."""
    return respond(request, UNKNOWN)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what Django itself refuses (handler403)."""
    return respond(request, DENIED)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that could not be understood (handler400)."""
    return respond(request, UNREADABLE)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a form without a valid token (CSRF_FAILURE_VIEW)."""
    return respond(request, FORGED)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer for a mistake of ours (handler500)."""
    return respond(request, OURS)
