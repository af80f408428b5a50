"""Open what a view is about. Every view opens first, then acts, then shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from frameworks.models import Official
from requests import access
from requests.views import purposes


def official(request: HttpRequest) -> Official:
    """Return who is signed in; addresses of this room are closed to everybody else."""
    assert isinstance(request.user, Official)  # noqa: S101  (LoginRequiredMiddleware has seen to it; this tells the type checker)
    return request.user


def opened(request: HttpRequest, reference: str, action: str = "requests.case.read") -> access.OpenCase:
    """Open a case for the purpose stated in this session.

    Raises:
        Unknown: where there is nothing one needs to know. PurposeNeeded: where no purpose was stated yet.
    """
    return access.open_case(
        by=official(request), reference=reference, purpose=purposes.stated(request, reference), action=action
    )


def draft_opened(request: HttpRequest, draft_id: Any) -> tuple[Any, dict[str, Any]]:
    """Open one's own draft with its sections.

    Raises:
        Unknown: where there is none.
    """
    return access.open_draft(by=official(request), draft_id=draft_id)
