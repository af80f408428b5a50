"""What there is to tell of an event: made from a sealed entry, and again from the notification that came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from audit.models import Entry
from exchange.models import Notification
from frameworks.terms import terms_of
from requests.involved import request_behind
from requests.models import Request


@dataclass(frozen=True, slots=True)
class Telling:
    """Which event it is about which request, and the moment at which its recipients are looked for."""

    subject: str
    at: datetime
    request: Request | None = None
    provider: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The reference of the case, where there is one."""
        return self.request.case.reference if self.request else ""

    @property
    def parameters(self) -> dict[str, Any]:
        """Codes to keep: those the words are made from (the state as it was, the target), and those `again` needs."""
        kept: dict[str, Any] = {"provider": self.provider, "detail": dict(self.detail)}
        if self.request is not None:
            kept["state"] = str(self.request.state)
        if self.request is not None and "deadline" in self.detail:
            kept["target"] = terms_of(self.request.case.framework).target(self.detail["deadline"]).text
        return kept


def of(event: Entry, at: datetime) -> Telling:
    """Return what a sealed event tells."""
    request = request_behind(event.case or event.subject)
    return Telling(event.subject, at, request, event.provider, event.detail)


def again(notification: Notification, at: datetime) -> Telling:
    """Return what a notification told, to ask anew who may hear it."""
    kept = notification.parameters
    request = request_behind(notification.case) if notification.case else None
    return Telling(notification.subject, at, request, kept["provider"], kept["detail"])
