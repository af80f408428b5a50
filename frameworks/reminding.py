"""At which moments something is told about a deadline, before it and after it. Pure.

Reminders go at half-time, one day before and on the day; when it is missed, the supervisor is told, then both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from frameworks.business_days import BeyondCalendar, Calendar, Due, due

HALF_TIME = "half-time"
DAY_BEFORE = "day-before"
ON_THE_DAY = "on-the-day"
ESCALATED = "escalated"
OVERDUE = "overdue"

# A reminder is overtaken by whatever comes after it. What is told of a missed target goes to other people: it never is.
REMINDERS = frozenset({HALF_TIME, DAY_BEFORE, ON_THE_DAY})
OFFICE_DAY = timedelta(hours=8)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """That something of this kind is told from this moment (UTC) on."""

    kind: str
    at: datetime


def moments_of_days(calendar: Calendar, way: Due) -> list[Moment]:
    """Return what is told about a target counted in working days, in order."""
    found = []
    days = way.counted
    if len(days) > 2:
        found.append(Moment(HALF_TIME, calendar.close_of(days[len(days) // 2 - 1])))
    if len(days) > 1:
        found.append(Moment(DAY_BEFORE, calendar.close_of(days[-2])))
    if days:
        found.append(Moment(ON_THE_DAY, way.moment - OFFICE_DAY))
    return [*_in_order(found), Moment(ESCALATED, way.moment), Moment(OVERDUE, _a_day_after(calendar, way.moment))]


def moments_of_hours(started: datetime, ends: datetime) -> list[Moment]:
    """Return what is told about a target in clock hours: missed, it goes to everybody at once."""
    return [Moment(HALF_TIME, started + (ends - started) / 2), Moment(ESCALATED, ends), Moment(OVERDUE, ends)]


def _in_order(found: list[Moment]) -> list[Moment]:
    """Keep the later kind where two fall together, so that nobody is told twice at one moment."""
    by_moment = {moment.at: moment for moment in found}
    return sorted(by_moment.values(), key=lambda moment: moment.at)


def _a_day_after(calendar: Calendar, missed: datetime) -> datetime:
    try:
        return due(calendar, missed, 1).moment
    except BeyondCalendar:
        return missed + ONE_DAY


def split(passed: Iterable[Moment]) -> tuple[list[Moment], list[Moment]]:
    """Return which of the moments that have passed are told now, and which were overtaken.

    After a missed run nobody gets a burst of reminders: only the latest is told, and none once the target is missed.
    """
    ordered = list(passed)
    told = [moment for moment in ordered if moment.kind not in REMINDERS or moment is ordered[-1]]
    return told, [moment for moment in ordered if moment not in told]


def next_after(moments: Iterable[Moment], now: datetime) -> datetime | None:
    """Return the next moment at which there is something to tell, if any is left."""
    return min((moment.at for moment in moments if moment.at > now), default=None)
