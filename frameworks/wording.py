"""How days and moments are said, in the language in use: on pages, in letters and in mail.

Never all figures: 3 April and 4 March are both 3/4 somewhere.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),
)
FIRST_YEAR_OF_MEIJI = 1868


def zone_of(reader: object) -> tzinfo:
    """Return the time zone of whoever reads: the own Participant's, or the active one for nobody in particular."""
    name = getattr(getattr(reader, "participant", None), "time_zone", "")
    return ZoneInfo(name) if name else timezone.get_current_timezone()


def say_moment(at: datetime, zone: tzinfo) -> str:
    """Return a moment on the clock of ``zone``, with the zone's name: 11 May 2026, 17:00 JST."""
    local = at.astimezone(zone)
    parts = {"moment": date_format(local, "DATETIME_FORMAT"), "zone": local.tzname() or ""}
    return gettext("%(moment)s %(zone)s") % parts


def say_day(day: date) -> str:
    """Return a day: 11 May 2026, 2026年5月11日."""
    return date_format(day, "DATE_FORMAT")


def say_weekday(day: date) -> str:
    """Return a day with the name of the weekday: Monday 11 May 2026, 2026年5月11日(月)."""
    return date_format(day, "WEEKDAY_DATE_FORMAT")


def say_wareki(day: date) -> str:
    """Return a day in the Japanese era: 令和8年5月11日; days before 1873, when the calendar changed, as they are."""
    for first_day, era in ERAS:
        if day >= first_day:
            year = day.year - (FIRST_YEAR_OF_MEIJI if era == "明治" else first_day.year) + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
