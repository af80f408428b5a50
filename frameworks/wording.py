"""How days and moments are said, in the language in use: on pages, in letters and in mail.

Never all figures: 3 April and 4 March are both 3/4 somewhere.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),
)
FIRST_YEAR_OF_MEIJI = 1868
PARAGRAPH = re.compile(r"(?P<number>\d+)(?P<parts>.*)")

# Every code of this room that a page shows, in words.
WORDS = {
    "customs": _("Customs administration"),
    "law enforcement": _("Law enforcement agency"),
    "prosecution": _("Prosecutors"),
    "court": _("Courts"),
    "other government": _("Other authority"),
    "private": _("Private body"),
    "transmit": _("Transmit"),
    "store": _("Store"),
    "dispose": _("Dispose of"),
    "current": _("Designated"),
    "future": _("Begins later"),
    "ended": _("Ended"),
    "suspended": _("Account closed"),
    "supervisor": _("Supervisor"),
    "auditor": _("Auditor"),
    "administrator": _("Administrator"),
    "requested": _("The requested side"),
    "requesting": _("The requesting side"),
    "providing": _("The providing side"),
    "receiving": _("The receiving side"),
    "holding": _("The side that holds the information"),
    "both": _("Both sides"),
    "submitted": _("the request is submitted"),
    "submitted, or the date asked for if later": _("the request is submitted, or the date asked for if later"),
    "logged": _("the oral request is logged"),
    "asked": _("it is asked"),
    "notice sent": _("the notice is sent"),
    "discovered": _("the incident is discovered"),
    "first notice": _("the first notice"),
    "the date of the caveat": _("the date of the caveat"),
    "written notice": _("the written notice"),
    "system load": _("system load"),
    "system load, to be replaced by an assessment": _("system load, to be replaced by an assessment"),
    "review pending": _("review pending"),
}


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


def say_paragraph(codes: str) -> str:
    """Return the number of a paragraph, or of several: 3(g), 第3項(g)."""
    return pgettext("between the items of a list", ", ").join(_paragraph(code) for code in codes.split(", "))


def _paragraph(code: str) -> str:
    found = PARAGRAPH.fullmatch(code)
    return pgettext("number of a paragraph", "%(number)s%(parts)s") % found.groupdict() if found else code


def in_words(code: str) -> str:
    """Return a code of this room in words; one that is not known as it is."""
    return str(WORDS.get(code, code))


def in_language(thing: object, name: str) -> str:
    """Return an attribute in the language in use, where its Japanese stands beside it as ``name_ja``."""
    suffix = "_ja" if (get_language() or "").startswith("ja") else ""
    return str(getattr(thing, f"{name}{suffix}"))
