"""Who is looking at a page of this room."""

from __future__ import annotations

from django.http import HttpRequest

from frameworks.models import Official


def official(request: HttpRequest) -> Official:
    """Return who is signed in; addresses of this room are closed to everybody else."""
    assert isinstance(request.user, Official)  # noqa: S101  (the gate before every page has seen to it)
    return request.user
