"""Failures as the API tells them: problems of RFC 9457, with paragraphs for a refusal and places for faults."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as say
from rest_framework.exceptions import APIException, ValidationError

from audit.verdict import Denied, Verdict
from audit.wording import say as say_reason
from exchange.answers import DENIED, FAULTY, OURS, Answer
from requests.forms import say_fault
from requests.values.faults import Fault, Faulty

PROBLEM_JSON = "application/problem+json"


def problem(answer: Answer, exception: Exception | None = None) -> dict[str, Any]:
    """Return the body of a problem; what the exception carries besides (reasons, faults) goes along."""
    body: dict[str, Any] = {
        "type": f"{settings.PUBLIC_URL}/problems/{answer.code}",
        "title": say(answer.title),
        "status": answer.status,
        "detail": say(answer.detail),
    }
    if isinstance(exception, Denied):
        body |= _refusal(exception.verdict)
    if isinstance(exception, Faulty):
        body["faults"] = [_fault(fault, say_fault(fault)) for fault in exception.faults]
    return body


def _refusal(verdict: Verdict) -> dict[str, Any]:
    reasons = [
        {"code": each.code, "paragraph": each.paragraph, "message": say_reason(each)} for each in verdict.reasons
    ]
    return {"outcome": verdict.outcome.word, "paragraphs": list(verdict.paragraphs), "reasons": reasons}


def _fault(fault: Fault, message: str) -> dict[str, Any]:
    return {"path": list(fault.path), "message": message, "paragraph": fault.paragraph}


def problem_of_rest_framework(exception: Exception) -> dict[str, Any]:
    """Return the problem for an exception of Django REST framework, or of Django where that handles it."""
    if isinstance(exception, ValidationError):
        answer = Answer(FAULTY.code, exception.status_code, FAULTY.title, FAULTY.detail)
        found = faults_in(exception.detail)
        return {**problem(answer), "faults": [_fault(fault, fault.message) for fault in found]}
    if isinstance(exception, PermissionDenied):
        return problem(DENIED)
    if not isinstance(exception, APIException):
        return problem(OURS)
    code = str(exception.default_code).replace("_", "-")
    return problem(Answer(code, exception.status_code, str(exception.default_detail), str(exception.detail)))


def faults_in(detail: Any, path: tuple[str | int, ...] = ()) -> list[Fault]:
    """Return the errors of a serializer, which nest as the body does, each with its place and said already."""
    if isinstance(detail, dict):
        return [fault for name, inner in detail.items() for fault in faults_in(inner, (*path, name))]
    if isinstance(detail, list) and any(isinstance(inner, dict | list) for inner in detail):
        return [fault for position, inner in enumerate(detail) for fault in faults_in(inner, (*path, position))]
    return [Fault(path, str(message), "") for message in (detail if isinstance(detail, list) else [detail])]
