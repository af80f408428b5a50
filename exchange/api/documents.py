"""The schema, and a page that explains it to people: made on the server, without a script. ASVS 4.1.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import IsAuthenticated

from audit.marks import holds_no_information
from frameworks.signin.api import OfficialSessionAuthentication, OfficialTokenAuthentication

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page explains it."""

    ident: str
    method: str
    path: str
    summary: str
    parameters: tuple[Mapping[str, Any], ...]
    takes: str
    answers: tuple[tuple[str, str], ...]


@holds_no_information
class Schema(SpectacularAPIView):
    """The OpenAPI document, for machines and for whoever is signed in."""

    authentication_classes = [OfficialTokenAuthentication, OfficialSessionAuthentication]
    permission_classes = [IsAuthenticated]


@holds_no_information
@require_GET
def explained(request: HttpRequest) -> HttpResponse:
    """The API explained: every operation with what it takes and gives."""
    return render(request, "exchange/api.html", {"operations": operations()})


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation of the schema, in the order of its paths."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return tuple(_operations(schema["paths"]))


def _operations(paths: Mapping[str, Any]) -> Iterator[Operation]:
    for path, offered in paths.items():
        for method in METHODS:
            if method in offered:
                yield _operation(path, method, offered[method])


def _operation(path: str, method: str, offered: Mapping[str, Any]) -> Operation:
    return Operation(
        ident=offered["operationId"],
        method=method.upper(),
        path=path,
        summary=offered.get("summary", ""),
        parameters=tuple(offered.get("parameters", ())),
        takes=_shape(offered.get("requestBody", {})),
        answers=tuple((status, _shape(answer)) for status, answer in offered["responses"].items()),
    )


def _shape(body: Mapping[str, Any]) -> str:
    """Return the name of the shape that a body has, as it stands in the schema."""
    for content in body.get("content", {}).values():
        reference = content.get("schema", {}).get("$ref", "")
        return str(reference).rpartition("/")[2]
    return ""
