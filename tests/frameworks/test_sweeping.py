"""Each reminder and each escalation is told exactly once, however often and however badly the worker runs."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from audit import record
from audit.models import Entry
from frameworks import deadlines, sowing, sweeping
from frameworks.models import Deadline, Framework, Reminder
from frameworks.tasks import look_at_deadlines

MONDAY = datetime(2026, 6, 8, 1, 0, tzinfo=UTC)
SUBJECT = "NZ-JP-2026-482137/R1"
MINUTE = timedelta(minutes=1)


def set_deadline(subject=SUBJECT, priority="routine", started_at=MONDAY):
    framework = Framework.objects.get()
    return deadlines.start(
        framework=framework,
        kind="acknowledge",
        subject=subject,
        priority=priority,
        responsible=framework.participants.get(pk="JP"),
        started_at=started_at,
    )


def kinds(told):
    return [each.kind for each in told]


def on_record():
    entries = Entry.objects.filter(name__startswith="frameworks.deadline.").order_by("id")
    return [(entry.name.rpartition(".")[2], entry.detail["told"]) for entry in entries]


@pytest.fixture
def deadline(framework):
    return set_deadline()


@pytest.mark.django_db
class TestOneWorker:
    def test_nothing_before_its_moment(self, deadline):
        assert deadlines.look(deadline.next_look_at - timedelta(seconds=1)) == []

    def test_an_idle_pass_is_one_query(self, deadline, django_assert_num_queries):
        with django_assert_num_queries(1):
            deadlines.look(MONDAY)

    def test_from_half_time_to_overdue_each_once(self, deadline):
        told = []
        now = MONDAY
        while now < deadline.due_at + timedelta(days=3):
            told += kinds(deadlines.look(now))
            now += timedelta(hours=1)
        assert told == ["half-time", "day-before", "on-the-day", "escalated", "overdue"]
        assert on_record() == [
            ("reminded", "half-time"),
            ("reminded", "day-before"),
            ("reminded", "on-the-day"),
            ("escalated", "escalated"),
            ("overdue", "overdue"),
        ]
        assert Deadline.objects.get().next_look_at is None

    def test_running_again_at_once_tells_nothing_more(self, deadline):
        at = deadline.next_look_at
        assert kinds(deadlines.look(at)) == ["half-time"]
        assert deadlines.look(at) == []

    def test_a_missed_run_heals_itself_without_a_burst(self, deadline):
        on_the_day = deadline.due_at - timedelta(hours=1)
        assert kinds(deadlines.look(on_the_day)) == ["on-the-day"]
        assert dict(Reminder.objects.values_list("kind", "was_overtaken")) == {
            "half-time": True,
            "day-before": True,
            "on-the-day": False,
        }

    def test_after_weeks_of_silence_only_what_others_must_know(self, deadline):
        assert kinds(deadlines.look(deadline.due_at + timedelta(weeks=5))) == ["escalated", "overdue"]
        assert Reminder.objects.filter(was_overtaken=True).count() == 3

    def test_what_was_met_or_lifted_is_not_spoken_of(self, framework):
        met, lifted = set_deadline("met"), set_deadline("lifted")
        deadlines.meet("met", "acknowledge", MONDAY)
        deadlines.lift("lifted", at=MONDAY)
        assert deadlines.look(max(met.due_at, lifted.due_at) + MINUTE) == []

    def test_what_is_told_names_the_case_and_the_side_but_no_content(self, deadline):
        deadlines.look(deadline.next_look_at)
        entry = Entry.objects.get(name="frameworks.deadline.reminded")
        assert (entry.subject, entry.case, entry.actor) == (SUBJECT, "NZ-JP-2026-482137", "deadline worker")
        assert entry.detail == {
            "deadline": "acknowledge",
            "told": "half-time",
            "due_at": deadline.due_at.isoformat(),
            "responsible": "JP",
            "framework": "JP-NZ-2014",
        }

    def test_a_crash_in_the_middle_leaves_nothing_half_told(self, framework, monkeypatch):
        set_deadline("one"), set_deadline("two")
        at = Deadline.objects.first().next_look_at
        real = record.event

        def fails_on_the_second(name, *, subject, **values):
            if subject == "two":
                raise RuntimeError("the machine went away")
            return real(name, subject=subject, **values)

        monkeypatch.setattr(sweeping.record, "event", fails_on_the_second)
        with pytest.raises(RuntimeError, match="went away"):
            deadlines.look(at)
        assert not Reminder.objects.exists()
        assert on_record() == []
        monkeypatch.undo()
        assert {told.subject for told in deadlines.look(at)} == {"one", "two"}
        assert len(on_record()) == 2

    def test_a_batch_takes_no_more_than_its_limit_and_the_next_goes_on(self, framework):
        for number in range(5):
            set_deadline(f"S{number}")
        at = Deadline.objects.first().next_look_at
        told = [deadlines.look(at, limit=2) for _ in range(4)]
        assert [len(batch) for batch in told] == [2, 2, 1, 0]
        assert len({each.subject for batch in told for each in batch}) == 5

    def test_a_row_that_somebody_else_moved_on_is_left(self, deadline):
        stale = Deadline.objects.get()
        deadlines.look(deadline.next_look_at)
        assert not sweeping._claim(stale, None)
        assert Deadline.objects.get().next_look_at is not None

    def test_who_loses_the_claim_tells_nothing(self, deadline, monkeypatch):
        monkeypatch.setattr(sweeping, "_claim", lambda *_: False)
        assert deadlines.look(deadline.next_look_at) == []
        assert not Reminder.objects.exists()

    def test_the_task_goes_on_until_nothing_is_left(self, framework, monkeypatch):
        for number in range(3):
            set_deadline(f"S{number}", started_at=datetime(2026, 1, 6, tzinfo=UTC))
        monkeypatch.setattr("frameworks.tasks.deadlines.look", lambda now: sweeping.look(now, limit=1))
        assert look_at_deadlines() == 6
        assert look_at_deadlines() == 0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def test_two_at_once_tell_each_thing_once(self):
        sowing.sow()
        for number in range(40):
            set_deadline(f"S{number}")
        at = Deadline.objects.first().next_look_at
        told, begin = [], threading.Barrier(4)

        def work():
            begin.wait()
            try:
                while batch := deadlines.look(at, limit=3):
                    told.extend(each.subject for each in batch)
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(timeout=60)
        while batch := deadlines.look(at):
            told.extend(each.subject for each in batch)
        assert sorted(told) == sorted(f"S{number}" for number in range(40))
        assert len(on_record()) == 40
        assert Reminder.objects.count() == 40

    def test_a_row_that_one_worker_holds_does_not_stop_another(self):
        sowing.sow()
        set_deadline("held"), set_deadline("free")
        at = Deadline.objects.first().next_look_at
        found, holding, done = [], threading.Event(), threading.Event()

        def hold():
            from django.db import transaction

            try:
                with transaction.atomic():
                    Deadline.objects.select_for_update().get(subject="held")
                    holding.set()
                    done.wait(timeout=30)
            finally:
                connection.close()

        holder = threading.Thread(target=hold)
        holder.start()
        holding.wait(timeout=30)
        found = [each.subject for each in deadlines.look(at)]
        done.set()
        holder.join(timeout=30)
        assert found == ["free"]
        assert [each.subject for each in deadlines.look(at)] == ["held"]
