"""Ending sessions, and who has which. Para 3(h).

An ended session loses its data at once and keeps its row for a month: whose it was, from where, and why it ended.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit import record
from audit.acting import Acting
from frameworks.models import Official, Session
from frameworks.signin.names import reference
from frameworks.signin.timing import ABSOLUTE, IDLE, idle_limit

SIGNED_OUT = "signed out"
DISABLED = "disabled"
PASSWORD_CHANGED = "password changed"  # noqa: S105  (a reason, no password)
FACTOR_CHANGED = "factor changed"
BY_OFFICIAL = "ended by the official"
BY_ADMINISTRATOR = "ended by an administrator"
KEPT_FOR = timedelta(days=30)


def live_sessions(official: Official) -> list[Session]:
    """Return the sessions of ``official`` that are open now, the one used last first."""
    now = timezone.now()
    rows = _open(official).filter(
        started_at__gt=now - timedelta(hours=settings.SESSION_HOURS), last_seen_at__gt=now - idle_limit(official)
    )
    return list(rows.order_by("-last_seen_at", "pk"))


def end(row: Session, *, because: str, by: Acting | None = None) -> bool:
    """End the session of ``row`` if it is open, and record it; say whether this call ended it."""
    if row.ended_at is not None:
        return False
    now = timezone.now()
    with transaction.atomic():
        open_row = Session.objects.filter(pk=row.pk, ended_at=None)
        ended = bool(open_row.update(ended_at=now, ended_because=because, session_data=""))
        if ended and row.official is not None:
            actor, subject = by or row.official, reference(row.official)
            record.event("frameworks.session.ended", by=actor, subject=subject, detail={"because": because})
    row.ended_at, row.ended_because = now, because
    return ended


def end_all(official: Official, *, because: str, by: Acting | None = None, except_key: str = "") -> int:
    """End every open session of ``official`` but the one whose row has ``except_key``; return how many were ended."""
    rows = _open(official).exclude(pk=except_key).select_related("official")
    return _end_each(rows, because=because, by=by)


def end_one(official: Official, key: str, *, because: str, by: Acting | None = None) -> bool:
    """End the session of ``official`` whose row has ``key``; a session of somebody else is not found."""
    rows = _open(official).filter(pk=key).select_related("official")
    return bool(_end_each(rows, because=because, by=by))


def sweep() -> int:
    """End what ran out without anybody coming back, and delete rows no longer needed; return how many were ended.

    The limits hold without this: each request judges its own session. It is for the list and the log.
    """
    now = timezone.now()
    Session.objects.filter(Q(official=None, expire_date__lt=now) | Q(ended_at__lt=now - KEPT_FOR)).delete()
    rows = Session.objects.filter(ended_at=None).exclude(official=None).select_related("official")
    hours = timedelta(hours=settings.SESSION_HOURS)
    spent = _end_each(rows.filter(started_at__lte=now - hours), because=ABSOLUTE)
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    return spent + _end_each(rows.filter(last_seen_at__lte=now - idle), because=IDLE)


def _open(official: Official) -> QuerySet[Session]:
    return Session.objects.filter(official=official, ended_at=None)


def _end_each(rows: Iterable[Session], *, because: str, by: Acting | None = None) -> int:
    return sum(end(row, because=because, by=by) for row in rows)
