"""What happens when somebody has come in. Para 3(g), 3(h)."""

from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from audit import record
from frameworks.models import Official, Session
from frameworks.signin import locking, notices
from frameworks.signin.names import reference
from frameworks.signin.sessions import PREVIOUS

REMEMBERED_FOR = timedelta(days=30)


def arrived(request: HttpRequest, official: Official) -> None:
    """Record that ``official`` is signed in, forget failed attempts, and tell of a place not seen before. A8."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    is_new_place = _is_new_place(official, address)
    request.session.pop(PREVIOUS, None)
    locking.succeeded(official.username, address)
    steps: list[dict[str, Any]] = get_authentication_records(request, official)
    shown = sorted({str(step.get("type") or step["method"]) for step in steps})
    with transaction.atomic():
        record.event("frameworks.session.started", by=official, subject=reference(official), detail={"shown": shown})
    if is_new_place:
        notices.tell(official, notices.NEW_PLACE)


def _is_new_place(official: Official, address: str) -> bool:
    """Say whether ``official`` was signed in lately, but never from ``address``."""
    addresses = Session.objects.filter(official=official, started_at__gt=timezone.now() - REMEMBERED_FOR)
    known = set(addresses.values_list("address", flat=True))
    return bool(known) and address[:64] not in known
