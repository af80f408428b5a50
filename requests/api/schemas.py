"""What the schema says about every address: its headers and its problems."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, extend_schema

from requests.serializers import ProblemOut
from requests.values.fields import PURPOSES

View = TypeVar("View", bound=Callable[..., Any])
PURPOSE = OpenApiParameter(
    "X-Purpose",
    str,
    OpenApiParameter.HEADER,
    required=True,
    enum=[code for code, _label in PURPOSES],
    description="The purpose for which the content is read (paragraph 3(b)); recorded with the access.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=False,
    description="At most 100 plain characters. Sending the same POST again with the same key does nothing again.",
)
PROBLEMS = {
    (400, "application/problem+json"): ProblemOut,
    (401, "application/problem+json"): ProblemOut,
    (403, "application/problem+json"): ProblemOut,
    (404, "application/problem+json"): ProblemOut,
    (503, "application/problem+json"): ProblemOut,
}


def documented(
    operation: str, summary: str, *, gives: Any, status: int = 200, takes: Any = None, reads: bool = False
) -> Callable[[View], View]:
    """Describe one operation: its id, what it takes and gives, the headers it reads and the problems it answers
    with."""
    parameters = [PURPOSE] if reads else []
    if takes is not None or status == 201:
        parameters.append(KEY)
    described: Callable[[View], View] = extend_schema(
        operation_id=operation,
        summary=summary,
        request=takes,
        responses={status: gives, **PROBLEMS},
        parameters=parameters,
    )
    return described
