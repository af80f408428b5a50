"""Working days: when something is due, and how that day was reached. Pure.

Para 18: what is computed here is an agreed target, never a duty. A due moment is a function of the moment it runs from
and of one version of one calendar; the machine's own time zone plays no part.

The rules. The day of receipt never counts. What arrives on a working day after the cut-off hour counts as received on
the day after. Saturdays, Sundays and the calendar's days off are skipped. The last day ends at the cut-off hour, local
time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
WEEKEND = {5: ("Saturday", "土曜日"), 6: ("Sunday", "日曜日")}


class BeyondCalendar(ValueError):
    """A day about which the calendar version says nothing; it is never guessed."""

    def __init__(self, calendar: Calendar, day: date) -> None:
        self.calendar = calendar
        self.day = day
        super().__init__(
            f"{calendar.name} {calendar.version} covers {calendar.covers_from} to {calendar.covers_until}, not {day}"
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """One version of a calendar.

    Its zone, its days off (each with its name in English and Japanese), its cut-off hour, and the days it speaks about.
    """

    name: str
    version: str
    zone: str
    days_off: Mapping[date, tuple[str, str]] = field(hash=False)
    cut_off: time
    covers_from: date
    covers_until: date

    def why_off(self, day: date) -> tuple[str, str] | None:
        """Return why ``day`` is not worked, in English and Japanese, or None on a working day.

        Raises:
            BeyondCalendar: where this version does not speak about the day.
        """
        if not self.covers_from <= day <= self.covers_until:
            raise BeyondCalendar(self, day)
        return self.days_off.get(day) or WEEKEND.get(day.weekday())

    def is_worked(self, day: date) -> bool:
        """Say whether the office works on ``day``."""
        return self.why_off(day) is None

    def local(self, moment: datetime) -> datetime:
        """Return ``moment`` on the office's own clock."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(ZoneInfo(self.zone))

    def close_of(self, day: date) -> datetime:
        """Return the moment, in UTC, at which ``day`` ends for the office."""
        return datetime.combine(day, self.cut_off, ZoneInfo(self.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due (UTC), and the way there.

    The day it counts as received, the days counted, and the days skipped, each with the reason in both languages.
    """

    moment: datetime
    start_day: date
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, tuple[str, str]], ...]


def receipt_day(calendar: Calendar, started: datetime) -> date:
    """Return the day on which what arrived at ``started`` counts as received.

    On a day off there is no office day that could have ended, so the cut-off moves nothing.
    """
    local = calendar.local(started)
    is_late = local.time() > calendar.cut_off and calendar.is_worked(local.date())
    return local.date() + ONE_DAY if is_late else local.date()


def due(calendar: Calendar, started: datetime, working_days: int) -> Due:
    """Return when something that runs for ``working_days`` from ``started`` is due; for none, at once.

    Raises:
        BeyondCalendar: if the way there leaves what the calendar version covers.
    """
    if working_days < 0:
        raise ValueError("a target cannot lie before its start")
    start_day = receipt_day(calendar, started)
    if working_days == 0:
        return Due(started.astimezone(UTC), start_day, (), ())
    counted, skipped = _walk(calendar, start_day, working_days)
    return Due(calendar.close_of(counted[-1]), start_day, tuple(counted), tuple(skipped))


def _walk(
    calendar: Calendar, start_day: date, working_days: int
) -> tuple[list[date], list[tuple[date, tuple[str, str]]]]:
    counted: list[date] = []
    skipped: list[tuple[date, tuple[str, str]]] = []
    day = start_day
    while len(counted) < working_days:
        day += ONE_DAY
        reason = calendar.why_off(day)
        if reason:
            skipped.append((day, reason))
        else:
            counted.append(day)
    return counted, skipped


def count(calendar: Calendar, after: date, until: date) -> int:
    """Return how many working days lie after ``after``, up to and including ``until``."""
    days = (until - after).days
    return sum(calendar.is_worked(after + timedelta(days=step)) for step in range(1, days + 1))


def due_in_hours(started: datetime, hours: int) -> datetime:
    """Return when a target of clock hours is due, in UTC: offices closed or not."""
    if started.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return started.astimezone(UTC) + timedelta(hours=hours)
