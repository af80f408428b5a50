"""A due moment follows from the moment it runs from and one calendar, and from nothing else."""

import os
import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frameworks import closing_days
from frameworks.business_days import BeyondCalendar, Calendar, count, due, due_in_hours, receipt_day

YEARS = range(2026, 2031)
ZONES = {"JP": "Asia/Tokyo", "AUK": "Pacific/Auckland", "WGN": "Pacific/Auckland"}


def make_calendar(place: str) -> Calendar:
    country, region = ("JP", "") if place == "JP" else ("NZ", place)
    return Calendar(
        name=place,
        version="test",
        zone=ZONES[place],
        days_off=closing_days.days_off(country, region, YEARS),
        cut_off=time(17),
        covers_from=date(2026, 1, 1),
        covers_until=date(2030, 12, 31),
    )


CALENDARS = {place: make_calendar(place) for place in ZONES}


@pytest.fixture(params=["UTC", "Asia/Tokyo", "Pacific/Auckland"])
def machine_zone(request):
    """Run under another time zone of the machine; nothing may depend on it."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    clock.tzset()
    yield request.param
    os.environ.pop("TZ") if before is None else os.environ.__setitem__("TZ", before)
    clock.tzset()


EXAMPLES = {
    "Golden Week": ("JP", "2026-04-28 16:30", 5, "2026-05-11 17:00", "08:00", "20:00 NZST", "04-29 05-04 05-05 05-06"),
    "Japanese year end": (
        "JP",
        "2026-12-25 10:00",
        5,
        "2027-01-07 17:00",
        "08:00",
        "21:00 NZDT",
        "12-29 12-30 12-31 01-01",
    ),
    "Auckland": ("AUK", "2027-01-26 09:00", 10, "2027-02-11 17:00", "04:00", "13:00 JST", "02-01 02-08"),
    "Wellington": ("WGN", "2027-01-18 09:00", 10, "2027-02-02 17:00", "04:00", "13:00 JST", "01-25"),
    "daylight saving ends": ("AUK", "2026-03-31 09:00", 5, "2026-04-09 17:00", "05:00", "14:00 JST", "04-03 04-06"),
    "daylight saving starts": ("AUK", "2026-09-22 09:00", 5, "2026-09-29 17:00", "04:00", "13:00 JST", ""),
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
@pytest.mark.usefixtures("machine_zone")
def test_worked_example(example):
    place, received, days, local, utc, other_side, skipped = example
    calendar = CALENDARS[place]
    zone = ZoneInfo(calendar.zone)
    result = due(calendar, datetime.fromisoformat(received).replace(tzinfo=zone), days)
    assert result.moment.tzinfo is UTC
    assert f"{result.moment.astimezone(zone):%Y-%m-%d %H:%M}" == local
    assert f"{result.moment:%H:%M}" == utc
    other_zone = ZoneInfo("Pacific/Auckland" if place == "JP" else "Asia/Tokyo")
    assert f"{result.moment.astimezone(other_zone):%H:%M %Z}" == other_side
    weekdays_skipped = [f"{day:%m-%d}" for day, _ in result.skipped if day.weekday() < 5]
    assert weekdays_skipped == skipped.split()
    assert len(result.counted) == days


@pytest.mark.usefixtures("machine_zone")
def test_filed_late_in_tokyo_on_a_day_off_in_auckland():
    sent = datetime(2026, 7, 9, 23, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    result = due(CALENDARS["AUK"], sent, 2)
    assert result.start_day == date(2026, 7, 10)
    assert CALENDARS["AUK"].why_off(result.start_day) == ("Matariki", "マタリキ")
    assert result.moment == datetime(2026, 7, 14, 5, 0, tzinfo=UTC)
    assert result.counted == (date(2026, 7, 13), date(2026, 7, 14))


def test_what_arrives_after_the_cut_off_counts_as_the_next_day():
    calendar = CALENDARS["JP"]
    tokyo = ZoneInfo("Asia/Tokyo")
    at_close = datetime(2026, 6, 9, 17, 0, tzinfo=tokyo)
    assert receipt_day(calendar, at_close) == date(2026, 6, 9)
    assert receipt_day(calendar, at_close + timedelta(seconds=1)) == date(2026, 6, 10)
    assert due(calendar, at_close, 1).counted == (date(2026, 6, 10),)
    assert due(calendar, at_close + timedelta(seconds=1), 1).counted == (date(2026, 6, 11),)


def test_the_cut_off_moves_nothing_on_a_day_off():
    sunday_evening = datetime(2026, 6, 7, 22, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert due(CALENDARS["JP"], sunday_evening, 1).counted == (date(2026, 6, 8),)


def test_days_skipped_say_why_in_both_languages():
    received = datetime(2026, 4, 28, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    reasons = dict(due(CALENDARS["JP"], received, 5).skipped)
    assert reasons[date(2026, 5, 2)] == ("Saturday", "土曜日")
    assert reasons[date(2026, 5, 6)] == ("Substitute Holiday", "振替休日")


def test_no_days_means_at_once():
    started = datetime(2026, 6, 6, 3, 0, tzinfo=UTC)
    assert due(CALENDARS["JP"], started, 0).moment == started


def test_hours_run_through_nights_and_days_off():
    started = datetime(2026, 12, 31, 23, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert due_in_hours(started, 24) == datetime(2027, 1, 1, 14, 0, tzinfo=UTC)


def test_beyond_the_calendar_nothing_is_guessed():
    with pytest.raises(BeyondCalendar, match="2030-12-31"):
        due(CALENDARS["JP"], datetime(2030, 12, 20, 1, 0, tzinfo=UTC), 10)
    with pytest.raises(BeyondCalendar):
        due(CALENDARS["JP"], datetime(2025, 12, 20, 1, 0, tzinfo=UTC), 1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        due(CALENDARS["JP"], datetime(2026, 6, 6, 3, 0), 1)
    with pytest.raises(ValueError, match="time zone"):
        due_in_hours(datetime(2026, 6, 6, 3, 0), 1)
    with pytest.raises(ValueError, match="before its start"):
        due(CALENDARS["JP"], datetime(2026, 6, 6, 3, 0, tzinfo=UTC), -1)


moments = st.datetimes(datetime(2026, 1, 2), datetime(2030, 6, 30), timezones=st.just(UTC))
places = st.sampled_from(sorted(CALENDARS))
lengths = st.integers(1, 40)


@given(places, moments, lengths)
def test_adding_and_counting_agree(place, started, days):
    calendar = CALENDARS[place]
    result = due(calendar, started, days)
    assert count(calendar, result.start_day, result.counted[-1]) == days


@given(places, moments, lengths)
def test_the_last_day_is_worked_and_ends_at_the_cut_off(place, started, days):
    calendar = CALENDARS[place]
    last = calendar.local(due(calendar, started, days).moment)
    assert calendar.is_worked(last.date())
    assert last.time() == calendar.cut_off


@given(places, moments, moments, lengths)
def test_what_arrives_later_is_never_due_earlier(place, one, other, days):
    assume(one <= other)
    calendar = CALENDARS[place]
    assert due(calendar, one, days).moment <= due(calendar, other, days).moment


@given(places, moments, lengths)
def test_one_more_day_is_later(place, started, days):
    calendar = CALENDARS[place]
    assert due(calendar, started, days).moment < due(calendar, started, days + 1).moment


@given(places, moments, lengths)
def test_every_day_on_the_way_is_counted_or_skipped_once(place, started, days):
    result = due(CALENDARS[place], started, days)
    on_the_way = sorted([*result.counted, *(day for day, _ in result.skipped)])
    span = (result.counted[-1] - result.start_day).days
    assert on_the_way == [result.start_day + timedelta(days=step) for step in range(1, span + 1)]
