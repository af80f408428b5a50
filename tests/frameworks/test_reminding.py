"""What is told about a deadline, when, and what is overtaken."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.business_days import Calendar, due
from frameworks.reminding import (
    DAY_BEFORE,
    ESCALATED,
    HALF_TIME,
    ON_THE_DAY,
    OVERDUE,
    REMINDERS,
    moments_of_days,
    moments_of_hours,
    next_after,
    split,
)

CALENDAR = Calendar("JP", "1", "Asia/Tokyo", {}, time(17), date(2026, 1, 1), date(2026, 12, 31))
MONDAY = datetime(2026, 6, 8, 1, 0, tzinfo=UTC)


def told(days):
    found = moments_of_days(CALENDAR, due(CALENDAR, MONDAY, days))
    return [(moment.kind, f"{CALENDAR.local(moment.at):%d %H:%M}") for moment in found]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, [(ON_THE_DAY, "09 09:00"), (ESCALATED, "09 17:00"), (OVERDUE, "10 17:00")]),
        (2, [(DAY_BEFORE, "09 17:00"), (ON_THE_DAY, "10 09:00"), (ESCALATED, "10 17:00"), (OVERDUE, "11 17:00")]),
        (
            5,
            [
                (HALF_TIME, "10 17:00"),
                (DAY_BEFORE, "12 17:00"),
                (ON_THE_DAY, "15 09:00"),
                (ESCALATED, "15 17:00"),
                (OVERDUE, "16 17:00"),
            ],
        ),
    ],
)
def test_reminders_before_and_escalation_after(days, expected):
    assert told(days) == expected


def test_half_time_that_falls_on_the_day_before_is_said_once():
    assert DAY_BEFORE in dict(told(2))
    assert HALF_TIME not in dict(told(2))
    assert [kind for kind, _ in told(3)] == [HALF_TIME, DAY_BEFORE, ON_THE_DAY, ESCALATED, OVERDUE]


def test_a_target_of_hours_goes_to_everybody_at_once_when_missed():
    found = moments_of_hours(MONDAY, MONDAY + timedelta(hours=24))
    assert [(moment.kind, moment.at - MONDAY) for moment in found] == [
        (HALF_TIME, timedelta(hours=12)),
        (ESCALATED, timedelta(hours=24)),
        (OVERDUE, timedelta(hours=24)),
    ]


def test_at_the_end_of_the_calendar_the_day_after_is_a_day_of_the_clock():
    way = due(CALENDAR, datetime(2026, 12, 30, 1, 0, tzinfo=UTC), 1)
    assert moments_of_days(CALENDAR, way)[-1].at == way.moment + timedelta(days=1)


def test_only_the_latest_reminder_is_told_after_a_missed_run():
    moments = moments_of_days(CALENDAR, due(CALENDAR, MONDAY, 10))
    telling, overtaken = split(moments[:3])
    assert [moment.kind for moment in telling] == [ON_THE_DAY]
    assert [moment.kind for moment in overtaken] == [HALF_TIME, DAY_BEFORE]


def test_no_reminder_is_told_of_what_is_already_missed():
    moments = moments_of_days(CALENDAR, due(CALENDAR, MONDAY, 10))
    telling, overtaken = split(moments)
    assert [moment.kind for moment in telling] == [ESCALATED, OVERDUE]
    assert {moment.kind for moment in overtaken} == REMINDERS


@given(st.integers(0, 60), st.integers(0, 6))
def test_every_moment_is_told_or_overtaken_and_none_is_both(days, passed):
    moments = moments_of_days(CALENDAR, due(CALENDAR, MONDAY, days))
    telling, overtaken = split(moments[:passed])
    assert sorted([*telling, *overtaken], key=lambda moment: moment.at) == moments[:passed]
    assert moments == sorted(moments, key=lambda moment: moment.at)
    assert len([moment for moment in telling if moment.kind in REMINDERS]) <= 1


def test_the_next_look_is_strictly_later():
    moments = moments_of_days(CALENDAR, due(CALENDAR, MONDAY, 5))
    assert next_after(moments, moments[0].at) == moments[1].at
    assert next_after(moments, moments[-1].at) is None
