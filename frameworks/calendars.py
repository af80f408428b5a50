"""Calendars of the Participants: published under a version, and read back for counting.

Para 18: a due moment is explained by the calendar version it was counted with. A new version changes nothing that is
already due; deadlines are recomputed by an explicit act.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from django.db import transaction
from django.utils import timezone

from audit import record
from audit.acting import Acting
from frameworks import closing_days
from frameworks.business_days import Calendar
from frameworks.models import CalendarVersion, Participant

CLOSE_OF_OFFICE = time(17, 0)


def name_of(participant: Participant) -> str:
    """Return the name of a Participant's calendar, such as ``NZ-AUK``."""
    return f"{participant.code}-{participant.region}" if participant.region else participant.code


@transaction.atomic
def publish(*, participant: Participant, version: str, years: Iterable[int], by: Acting) -> CalendarVersion:
    """Pin the closing days of ``participant`` for those years under ``version``. Para 18.

    Raises:
        IntegrityError: if that version was published before.
    """
    years = sorted(years)
    found = closing_days.days_off(participant.country, participant.region, years)
    published = CalendarVersion.objects.create(
        participant=participant,
        name=name_of(participant),
        version=version,
        region=participant.region,
        time_zone=participant.time_zone,
        cut_off=CLOSE_OF_OFFICE,
        days_off={day.isoformat(): list(found[day]) for day in sorted(found)},
        covers_from=date(years[0], 1, 1),
        covers_until=date(years[-1], 12, 31),
        source=closing_days.SOURCE,
        published_by=by.username,
        published_at=timezone.now(),
    )
    record.event("frameworks.calendar.published", by=by, subject=f"{published.name} {published.version}")
    return published


def current(participant: Participant) -> CalendarVersion:
    """Return the calendar version that new deadlines of ``participant`` are counted with.

    Raises:
        CalendarVersion.DoesNotExist: if none was published.
    """
    return CalendarVersion.objects.filter(participant=participant).latest("published_at", "pk")


def as_calendar(version: CalendarVersion) -> Calendar:
    """Return a published version as the pure value that counts."""
    return Calendar(
        name=version.name,
        version=version.version,
        zone=version.time_zone,
        days_off={date.fromisoformat(day): (names[0], names[1]) for day, names in version.days_off.items()},
        cut_off=version.cut_off,
        covers_from=version.covers_from,
        covers_until=version.covers_until,
    )
