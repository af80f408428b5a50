"""Deadlines: agreed targets as rows, each with the way its due moment was reached.

Para 18: nothing here is a duty, and a missed target is never called a breach. Set and met inside the caller's
transaction, together with the act they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from audit.verdict import Denied, prohibited
from frameworks import calendars
from frameworks.business_days import BeyondCalendar, Calendar, Due, count, due, due_in_hours
from frameworks.explaining import Explanation, explain
from frameworks.models import CalendarVersion, Deadline, Framework, Participant
from frameworks.reminding import Moment, moments_of_days, moments_of_hours
from frameworks.sweeping import Told, look
from frameworks.terms import Target, terms_of

__all__ = ["Explanation", "Told", "explain", "lift", "look", "meet", "open_for", "start"]


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


def start(
    *,
    framework: Framework,
    kind: str,
    subject: str,
    priority: str,
    responsible: Participant,
    started_at: datetime,
    not_before: date | None = None,
) -> Deadline:
    """Set the target of that kind for ``subject``, of which ``responsible`` has the move. Para 18.

    Args:
        not_before: the day asked for; it counts where it is later than the target. A day off becomes the next day
        worked.

    Raises:
        Denied: where no published calendar speaks about the days on the way.
        IntegrityError: if one of that kind is open for ``subject`` already.
    """
    target = terms_of(framework).target(kind)
    found = (
        _in_hours(target, started_at)
        if target.hours
        else _in_days(target, priority, responsible, started_at, not_before)
    )
    moments, explanation, due_at, calendar = found
    explanation["zones"] = {side.pk: side.time_zone for side in framework.participants.all()}
    explanation["moments"] = [[moment.kind, moment.at.isoformat()] for moment in moments]
    return Deadline.objects.create(
        framework=framework,
        kind=kind,
        subject=subject,
        priority=priority,
        responsible=responsible,
        started_at=started_at,
        due_at=due_at,
        calendar=calendar,
        explanation=explanation,
        next_look_at=min(moment.at for moment in moments),
    )


Found = tuple[list[Moment], dict[str, Any], datetime, CalendarVersion | None]


def _in_hours(target: Target, started_at: datetime) -> Found:
    assert target.hours  # noqa: S101  (asked by the caller; for the type checker)
    due_at = due_in_hours(started_at, target.hours)
    return moments_of_hours(started_at, due_at), {"hours": target.hours}, due_at, None


def _in_days(
    target: Target, priority: str, responsible: Participant, started_at: datetime, not_before: date | None
) -> Found:
    days = (target.working_days or {})[priority]
    version = calendars.current(responsible)
    calendar = calendars.as_calendar(version)
    try:
        way = _later(calendar, due(calendar, started_at, days), started_at, not_before)
    except BeyondCalendar as beyond:
        raise _not_covered(beyond) from beyond
    explanation = _explanation(calendar, way, days)
    if len(way.counted) > days and not_before:
        explanation["asked_for"] = not_before.isoformat()
    return moments_of_days(calendar, way), explanation, way.moment, version


def _later(calendar: Calendar, way: Due, started_at: datetime, not_before: date | None) -> Due:
    """Return the way to the day asked for, where that is later; else the way to the target."""
    if not_before is None:
        return way
    day = not_before
    while day > way.start_day and not calendar.is_worked(day):
        day += timedelta(days=1)
    asked = due(calendar, started_at, max(count(calendar, way.start_day, day), 0))
    return asked if asked.moment > way.moment else way


def _explanation(calendar: Calendar, way: Due, days: int) -> dict[str, Any]:
    off = calendar.why_off(way.start_day)
    return {
        "working_days": days,
        "cut_off": f"{calendar.cut_off:%H:%M}",
        "start_day": way.start_day.isoformat(),
        "start_day_off": list(off) if off else None,
        "counted": [day.isoformat() for day in way.counted],
        "skipped": [[day.isoformat(), *reason] for day, reason in way.skipped],
    }


def _not_covered(beyond: BeyondCalendar) -> Denied:
    return Denied(
        prohibited(
            "beyond_calendar",
            "18",
            gettext_noop("The calendar %(name)s ends on %(last_day)s; an administrator must publish a longer one"),
            name=f"{beyond.calendar.name} {beyond.calendar.version}",
            last_day=beyond.calendar.covers_until.isoformat(),
        )
    )


def meet(subject: str, kind: str, at: datetime) -> bool:
    """Record that what was hoped for was done; say whether a deadline was open. Doing it again changes nothing."""
    return _still_open(subject, kind).update(met_at=at, next_look_at=None) > 0


def lift(subject: str, kind: str = "", *, at: datetime) -> int:
    """Record that the deadlines of ``subject`` (or its one of that kind) are no longer asked for; return how many."""
    return _still_open(subject, kind).update(lifted_at=at, next_look_at=None)


def _still_open(subject: str, kind: str) -> QuerySet[Deadline]:
    found = Deadline.objects.filter(subject=subject, met_at=None, lifted_at=None)
    return found.filter(kind=kind) if kind else found


def open_for(subjects: Iterable[str]) -> Mapping[str, list[Deadline]]:
    """Return the open deadlines of each subject, soonest first, in one query; subjects without any are not in it."""
    found: dict[str, list[Deadline]] = {}
    rows = Deadline.objects.filter(subject__in=list(subjects), met_at=None, lifted_at=None)
    for deadline in rows.select_related("calendar", "responsible", "framework").order_by("due_at", "pk"):
        found.setdefault(deadline.subject, []).append(deadline)
    return found


def due_for(subjects: Iterable[str]) -> Mapping[str, list[Deadline]]:
    """Return the open deadlines of each subject for lists, soonest first, without what explaining them needs."""
    found: dict[str, list[Deadline]] = {}
    rows = Deadline.objects.filter(subject__in=list(subjects), met_at=None, lifted_at=None).defer("explanation")
    for deadline in rows.order_by("due_at", "pk"):
        found.setdefault(deadline.subject, []).append(deadline)
    return found


def is_overdue(deadline: Deadline, at: datetime | None = None) -> bool:
    """Say whether the target was missed: still open after its due moment, or met only after it."""
    return (deadline.met_at or at or datetime.now(UTC)) > deadline.due_at
