"""Who is told of what: the sealed log as the outbox, each notice once, nobody who need not know. R1, R2."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from audit import record
from audit.sealing import seal
from exchange import mail, notifications
from exchange.models import Cursor, Delivery, Notification
from exchange.notifications import project
from frameworks import deadlines
from frameworks.actions.annex import designate
from frameworks.models import Deadline, Designation, Official
from requests.actions.answering import acknowledge_receipt, reply
from requests.actions.closing import close, withdraw
from requests.actions.executing import acknowledge, assign, begin
from requests.actions.granting import grant_access, withdraw_access
from requests.actions.refusing import refuse, say_cannot_execute
from tests.exchange.telling import heard, heard_since, seal_all, tell
from tests.factories import GROUND, case_at, filed, information, opened

pytestmark = pytest.mark.django_db


def request_of(case):
    return case.requests.get()


# --- who hears of what ------------------------------------------------------------------------------------------------


def test_a_new_request_is_told_to_the_intake_of_the_other_side(cast):
    assert heard_since(lambda: filed(cast)) == {("kenji", "submitted")}


def test_an_assignment_is_told_to_the_assignee_and_without_a_name_to_who_asked(cast):
    request = filed(cast)
    told = heard_since(lambda: assign(by=cast.kenji, request=request, to=cast.haruka))
    assert told == {("haruka", "assigned_to_you"), ("aroha", "assigned")}
    assert "haruka" not in str(Notification.objects.get(official=cast.aroha, notice="assigned").notice)


ANSWERS = {
    "acknowledged": ("assigned", lambda cast, request: acknowledge(by=cast.haruka, request=request)),
    "begun": ("acknowledged", lambda cast, request: begin(by=cast.haruka, request=request)),
    "answered_in_part": (
        "in_execution",
        lambda cast, request: reply(by=cast.haruka, request=request, items=[information()], completes=False),
    ),
    "answered": (
        "in_execution",
        lambda cast, request: reply(by=cast.haruka, request=request, items=[information()], completes=True),
    ),
    "refused": (
        "assigned",
        lambda cast, request: refuse(by=cast.haruka, request=request, ground=GROUND, reason="No."),
    ),
    "cannot_be_executed": (
        "assigned",
        lambda cast, request: say_cannot_execute(by=cast.haruka, request=request, reason="No records."),
    ),
}


@pytest.mark.parametrize("notice", ANSWERS)
def test_what_the_requested_side_does_is_told_to_who_asked(cast, notice):
    state, step = ANSWERS[notice]
    request = request_of(case_at(state, cast))
    assert heard_since(lambda: step(cast, request)) == {("aroha", notice)}


def test_a_withdrawal_is_told_to_the_assignee(cast):
    request = request_of(case_at("in_execution", cast))
    assert heard_since(lambda: withdraw(by=cast.aroha, request=request)) == {("haruka", "withdrawn")}


def test_a_withdrawal_before_the_assignment_is_told_to_intake(cast):
    request = filed(cast)
    assert heard_since(lambda: withdraw(by=cast.aroha, request=request)) == {("kenji", "withdrawn")}


def test_a_closure_is_told_to_the_assignee(cast):
    request = request_of(case_at("answered", cast))
    assert heard_since(lambda: close(by=cast.aroha, request=request)) == {("haruka", "closed")}


def test_a_receipt_is_told_to_the_provider(cast):
    found = opened(case_at("answered", cast), cast.aroha)
    told = heard_since(lambda: acknowledge_receipt(by=cast.aroha, opened=found, item=found.items[0]))
    assert told == {("haruka", "received")}


def test_a_grant_is_told_to_who_received_it_and_its_withdrawal_to_nobody(cast):
    case = filed(cast).case
    told = heard_since(lambda: grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="stands_in"))
    assert told == {("mallory", "granted")}
    grant = case.grants.get(official=cast.mallory)
    assert not heard_since(lambda: withdraw_access(by=cast.wiremu, case=case, grant=grant, reason="not_needed"))


def test_a_change_of_the_annex_is_told_to_the_other_side(cast):
    official = Official.objects.create(username="moana", email="moana@example.org", name="Moana", participant_id="NZ")
    today = timezone.localdate()
    told = heard_since(lambda: designate(by=cast.olivia, official=official, framework=cast.framework, valid_from=today))
    assert told == {("misaki", "designation_made"), ("ryota", "designation_made")}


# --- deadlines --------------------------------------------------------------------------------------------------------


def look_at(moment):
    while deadlines.look(moment):
        pass


def deadline_of(request, kind="acknowledge"):
    return Deadline.objects.get(subject=request.reference, kind=kind)


def test_a_reminder_goes_to_the_assignee(cast):
    request = request_of(case_at("assigned", cast))
    before = deadline_of(request).due_at - timedelta(minutes=1)
    assert heard_since(lambda: look_at(before)) == {("haruka", "reminded")}


def test_a_reminder_goes_to_intake_as_long_as_nobody_is_assigned(cast):
    before = deadline_of(filed(cast)).due_at - timedelta(minutes=1)
    assert heard_since(lambda: look_at(before)) == {("kenji", "reminded")}


def test_a_missed_target_goes_to_the_supervisor_of_the_side_that_acts_and_then_to_both_sides(cast):
    request = request_of(case_at("assigned", cast))
    missed = deadline_of(request).due_at + timedelta(minutes=1)
    assert heard_since(lambda: look_at(missed)) == {("misaki", "escalated")}
    told = heard_since(lambda: look_at(missed + timedelta(days=4)))
    assert {("haruka", "overdue"), ("aroha", "overdue_at_theirs")} <= told
    assert {name for name, _ in told} <= {"haruka", "aroha", "misaki"}


def test_a_supervisor_is_told_reference_and_state_and_nothing_else(cast):
    request = request_of(case_at("assigned", cast, subject="SUBJECTCANARY"))
    look_at(deadline_of(request).due_at + timedelta(minutes=1))
    tell()
    told = Notification.objects.get(official=cast.misaki)
    assert told.case == request.case.reference
    assert told.parameters["state"] == "submitted"
    assert "SUBJECTCANARY" not in str(vars(told))


# --- who never hears --------------------------------------------------------------------------------------------------


def test_nobody_hears_of_what_he_or_she_did(cast):
    case_at("closed", cast)
    tell()
    assert not heard() & {("aroha", "submitted"), ("kenji", "assigned_to_you"), ("haruka", "answered")}
    actors = {"submitted": "aroha", "assigned_to_you": "kenji", "assigned": "kenji", "closed": "aroha"}
    assert not heard() & {(actor, notice) for notice, actor in actors.items()}


def test_nobody_without_a_need_to_know_hears_of_anything(cast):
    for state in ("closed", "refused", "withdrawn"):
        case_at(state, cast)
    look_at(timezone.now() + timedelta(days=90))
    tell()
    assert {name for name, _ in heard()} <= {"aroha", "kenji", "haruka", "misaki"}


def test_whose_designation_has_ended_is_not_told(cast):
    request = request_of(case_at("assigned", cast))
    yesterday = timezone.localdate() - timedelta(days=2)
    Designation.objects.filter(official=cast.aroha).update(valid_until=yesterday)
    assert not heard_since(lambda: acknowledge(by=cast.haruka, request=request))


def test_what_is_not_sealed_is_not_told(cast):
    filed(cast)
    assert project() == 0
    assert not heard()


def test_a_notice_holds_no_content(cast):
    case_at(
        "answered",
        cast,
        subject="SUBJECTCANARY",
        matter="MATTERCANARY",
        information=information(title="TITLECANARY", text="TEXTCANARY"),
    )
    tell()
    stored = str(list(Notification.objects.values())) + str(list(Delivery.objects.values()))
    assert "CANARY" not in stored


# --- exactly once -----------------------------------------------------------------------------------------------------


def test_telling_again_tells_nothing_anew(cast):
    case_at("closed", cast)
    tell()
    before = Notification.objects.count()
    tell()
    assert Notification.objects.count() == before


def test_one_event_at_a_time_tells_what_a_great_step_tells(cast):
    case_at("closed", cast)
    seal()
    while project(limit=1):
        pass
    by_ones = heard()
    for rows in (Delivery, Notification, Cursor):
        rows.objects.all().delete()
    while project():
        pass
    assert heard() == by_ones


def test_a_crash_in_the_middle_loses_nothing_and_doubles_nothing(cast, monkeypatch):
    case_at("answered", cast)
    seal()

    def crash(notices):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(mail, "enclose", crash)
        with pytest.raises(SystemExit):
            project()
    assert not heard()
    assert Cursor.objects.get().leaf_index == -1
    tell()
    once = sorted(Notification.objects.values_list("official_id", "entry_id"))
    assert once
    assert len(once) == len(set(once))


class Crash(Exception):
    """The process dies here."""


def dying_at(statement):
    """Return a wrapper that lets statements pass and dies at one of them."""
    passed = iter(range(1, 1000))

    def execute(run, sql, parameters, many, execution):
        if next(passed) == statement:
            raise Crash
        return run(sql, parameters, many, execution)

    return execute


def test_a_crash_at_any_statement_loses_nothing_and_doubles_nothing(cast):
    case_at("answered", cast)
    seal()
    crashes = 0
    for statement in range(1, 1000):
        for rows in (Delivery, Notification, Cursor):
            rows.objects.all().delete()
        try:
            with connection.execute_wrapper(dying_at(statement)):
                while project():
                    pass
        except Crash:
            crashes += 1
            while project():
                pass
        told = list(Notification.objects.values_list("official__username", "notice"))
        letters = list(Delivery.objects.values_list("notification__notice", flat=True))
        assert sorted(told) == [
            ("aroha", "acknowledged"),
            ("aroha", "answered"),
            ("aroha", "assigned"),
            ("aroha", "begun"),
            ("haruka", "assigned_to_you"),
        ]
        assert sorted(letters) == ["acknowledged", "answered", "assigned_to_you"]
        if crashes < statement:
            break
    assert crashes > 10


def test_a_cursor_that_was_set_back_doubles_nothing(cast):
    case_at("answered", cast)
    tell()
    before = sorted(Notification.objects.values_list("pk", flat=True))
    Cursor.objects.update(leaf_index=-1)
    tell()
    assert sorted(Notification.objects.values_list("pk", flat=True)) == before


def test_whoever_is_overtaken_writes_nothing(cast, monkeypatch):
    """Two have read the same cursor; the slower one finds it moved and leaves everything to the faster."""
    filed(cast)
    seal()
    read = notifications.sealed_events_after

    def read_slowly(position, limit):
        events = read(position, limit)
        monkeypatch.setattr(notifications, "sealed_events_after", read)
        assert project() == len(events)
        return events

    monkeypatch.setattr(notifications, "sealed_events_after", read_slowly)
    assert project() == 0
    assert Notification.objects.count() == 1


def test_an_event_the_catalogue_does_not_know_stops_nobody_from_hearing_the_next(cast):
    with transaction.atomic():
        record.event("requests.request.unheard_of", by=cast.aroha, subject="nothing")
    filed(cast)
    tell()
    assert heard() == {("kenji", "submitted")}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_projectors_at_once_make_no_doubles():
    from threading import Barrier, Thread

    from tests.cast import assemble

    cast = assemble()
    for _ in range(5):
        case_at("answered", cast)
    seal_all()
    start = Barrier(2)

    def work():
        try:
            start.wait()
            while project(limit=3):
                pass
        finally:
            connection.close()

    projectors = [Thread(target=work) for _ in range(2)]
    for projector in projectors:
        projector.start()
    for projector in projectors:
        projector.join()
    tell()
    told = list(Notification.objects.values_list("official__username", "notice"))
    assert told.count(("aroha", "answered")) == 5
    assert told.count(("haruka", "assigned_to_you")) == 5
