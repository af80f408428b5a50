"""Deadlines are set from the terms and the calendar, explained, met and lifted. Para 18."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.verdict import Denied
from frameworks import deadlines
from frameworks.models import CalendarVersion, Deadline

pytestmark = pytest.mark.django_db

BEFORE_GOLDEN_WEEK = datetime(2026, 4, 28, 7, 30, tzinfo=UTC)
SUBJECT = "NZ-JP-2026-482137/R1"


@pytest.fixture
def start(framework, jp):
    def start(kind="acknowledge", priority="routine", subject=SUBJECT, started_at=BEFORE_GOLDEN_WEEK, **values):
        return deadlines.start(
            framework=framework,
            kind=kind,
            subject=subject,
            priority=priority,
            responsible=jp,
            started_at=started_at,
            **values,
        )

    return start


def test_days_come_from_the_terms_and_the_calendar_of_the_side_that_acts(start):
    deadline = start()
    assert deadline.due_at == datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
    assert deadline.calendar == CalendarVersion.objects.get(participant="JP")


@pytest.mark.parametrize(("priority", "days"), [("urgent", 3), ("priority", 10), ("routine", 30)])
def test_the_priority_decides_how_many(start, priority, days):
    assert len(start("answer", priority).explanation["counted"]) == days


def test_a_target_in_hours_needs_no_calendar(start):
    deadline = start("first-incident-notice")
    assert deadline.due_at == BEFORE_GOLDEN_WEEK + timedelta(hours=24)
    assert deadline.calendar is None
    assert deadlines.explain(deadline, "en").steps == ("Runs 24 hours by the clock, day and night.",)


class TestDateAskedFor:
    def test_it_counts_where_it_is_later(self, start):
        deadline = start(not_before=date(2026, 5, 20))
        assert deadline.due_at == datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
        assert "20 May 2026 was asked for" in " ".join(deadlines.explain(deadline, "en").steps)

    def test_it_does_not_count_where_it_is_earlier(self, start):
        deadline = start(not_before=date(2026, 5, 1))
        assert deadline.due_at == datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
        assert "asked_for" not in deadline.explanation

    def test_a_day_long_past_changes_nothing(self, start):
        assert start(not_before=date(2001, 1, 1)).due_at == datetime(2026, 5, 11, 8, 0, tzinfo=UTC)

    def test_a_day_off_becomes_the_next_day_worked(self, start):
        assert start(not_before=date(2026, 5, 23)).due_at == datetime(2026, 5, 25, 8, 0, tzinfo=UTC)

    def test_beyond_the_calendar_it_is_refused_with_the_reason(self, start):
        with pytest.raises(Denied) as denied:
            start(not_before=date(2031, 1, 6))
        reason = denied.value.verdict.reasons[0]
        assert (reason.code, reason.paragraph) == ("beyond_calendar", "18")
        assert "JP 2026-2030" in str(reason)


def test_there_is_one_open_deadline_of_a_kind(start):
    start()
    with pytest.raises(IntegrityError), transaction.atomic():
        start()
    deadlines.meet(SUBJECT, "acknowledge", BEFORE_GOLDEN_WEEK)
    start()


def test_meeting_is_recorded_once(start):
    start()
    at = BEFORE_GOLDEN_WEEK + timedelta(hours=1)
    assert deadlines.meet(SUBJECT, "acknowledge", at)
    assert not deadlines.meet(SUBJECT, "acknowledge", at + timedelta(hours=1))
    deadline = Deadline.objects.get()
    assert (deadline.met_at, deadline.next_look_at) == (at, None)


def test_lifting_takes_one_kind_or_all(start):
    start(), start("answer"), start("answer", subject="other")
    assert deadlines.lift(SUBJECT, "answer", at=BEFORE_GOLDEN_WEEK) == 1
    assert deadlines.lift(SUBJECT, at=BEFORE_GOLDEN_WEEK) == 1
    assert list(deadlines.open_for([SUBJECT, "other"])) == ["other"]


def test_open_deadlines_of_many_subjects_are_one_query(start, django_assert_num_queries):
    for number in range(5):
        start(subject=f"S{number}"), start("answer", subject=f"S{number}")
    with django_assert_num_queries(1):
        found = deadlines.open_for(f"S{number}" for number in range(5))
        shown = [deadlines.explain(deadline, "ja") for rows in found.values() for deadline in rows]
    assert len(shown) == 10
    assert [deadline.kind for deadline in found["S0"]] == ["acknowledge", "answer"]


def test_overdue_is_a_comparison_of_moments(start):
    deadline = start()
    assert not deadlines.is_overdue(deadline, deadline.due_at)
    assert deadlines.is_overdue(deadline, deadline.due_at + timedelta(seconds=1))
    deadline.met_at = deadline.due_at
    assert not deadlines.is_overdue(deadline, deadline.due_at + timedelta(days=9))
    assert deadlines.is_overdue(start("answer", started_at=datetime(2026, 1, 5, tzinfo=UTC)))


class TestExplanation:
    def test_both_clocks_with_the_zones_names(self, start):
        explanation = deadlines.explain(start(), "en")
        assert [(local.participant, local.text) for local in explanation.due] == [
            ("JP", "11 May 2026, 17:00 JST"),
            ("NZ", "11 May 2026, 20:00 NZST"),
        ]
        assert [local.text for local in explanation.started] == [
            "28 April 2026, 16:30 JST",
            "28 April 2026, 19:30 NZST",
        ]

    def test_days_counted_and_days_skipped_with_the_reason(self, start):
        explanation = deadlines.explain(start(), "en")
        assert explanation.counted[0] == "Thursday 30 April 2026"
        assert explanation.counted[-1] == "Monday 11 May 2026"
        skipped = {day.day: day.reason for day in explanation.skipped}
        assert skipped["Wednesday 6 May 2026"] == "Substitute Holiday"
        assert skipped["Saturday 2 May 2026"] == "Saturday"

    def test_in_japanese(self, start):
        explanation = deadlines.explain(start(), "ja")
        assert explanation.counted[-1] == "2026年5月11日(月)"
        assert {day.day: day.reason for day in explanation.skipped}["2026年5月6日(水)"] == "振替休日"

    def test_it_cites_the_paragraph_and_names_the_calendar(self, start):
        explanation = deadlines.explain(start(), "en")
        assert explanation.paragraph == "18"
        assert explanation.calendar == "JP 2026-2030"
        assert explanation.title == "Acknowledge the request"
        assert "It binds nobody" in explanation.steps[-1]

    @pytest.mark.parametrize(
        ("received", "said"),
        [
            ("2026-06-09 16:00", "It was received on Tuesday 9 June 2026."),
            ("2026-06-09 17:01", "It arrived after 17:00, so it counts as received on Wednesday 10 June 2026."),
            ("2026-05-06 09:00", "It was received on Wednesday 6 May 2026, a day off (Substitute Holiday)."),
        ],
    )
    def test_it_says_on_which_day_it_counts_as_received(self, start, received, said):
        started_at = datetime.fromisoformat(f"{received}+09:00")
        assert deadlines.explain(start(started_at=started_at), "en").steps[0] == said
