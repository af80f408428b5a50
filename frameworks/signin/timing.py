"""How long a session may live. Para 3(h); NZISM 3.9, 16.1.41."""

from datetime import datetime, timedelta

from django.conf import settings

from frameworks.models import Official, Session

IDLE, ABSOLUTE, ENDED = "idle", "absolute", "ended"


def reason_to_end(row: Session, now: datetime) -> str:
    """Return why the session of ``row`` is over at ``now``; empty while it lives."""
    if row.ended_at is not None:
        return row.ended_because or ENDED
    if row.official is None or row.started_at is None or row.last_seen_at is None:
        return "" if row.expire_date > now else ABSOLUTE
    if now - row.started_at >= timedelta(hours=settings.SESSION_HOURS):
        return ABSOLUTE
    return IDLE if now - row.last_seen_at >= idle_limit(row.official) else ""


def idle_limit(official: Official) -> timedelta:
    """Return how long ``official`` may do nothing: less for those cleared for what needs more protection."""
    clearance = official.clearance
    is_high = clearance is not None and clearance.rank >= settings.SESSION_HIGH_RANK
    return timedelta(minutes=settings.SESSION_IDLE_MINUTES_HIGH if is_high else settings.SESSION_IDLE_MINUTES)
