"""How long a session lives, and what ends it. S1 to S3, S6."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from frameworks.models import Session
from frameworks.signin import ending
from frameworks.signin.sessions import TOUCH_AFTER, digest
from tests.cast import official
from tests.signin.browser import Browser, code_now
from tests.signin.test_passwords import change

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
COOKIE = site.SESSION_COOKIE_NAME


@pytest.fixture
def clock():
    """A clock that stands still until it is told otherwise."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_it_ends_after_a_quarter_of_an_hour_without_work(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(timedelta(minutes=15) - SECOND)
    assert visitor.is_in()
    clock.shift(timedelta(minutes=15))
    assert not visitor.is_in()
    assert Session.objects.get(official=aroha).ended_because == "idle"


def test_one_second_more_is_too_long(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(timedelta(minutes=15) + SECOND)
    assert not visitor.is_in()


@pytest.mark.parametrize(("level", "minutes"), [("NZ:SENSITIVE", 15), ("NZ:CONFIDENTIAL", 10), ("JP:GOKUHI", 10)])
def test_who_is_cleared_for_more_has_less_time(framework, visitor, clock, level, minutes):
    visitor.sign_in(official("hemi", "NZ", clearance_id=level))
    clock.shift(timedelta(minutes=minutes) - SECOND)
    assert visitor.is_in()
    clock.shift(timedelta(minutes=minutes))
    assert not visitor.is_in()


def test_it_ends_after_twelve_hours_whatever_is_done(aroha, visitor, clock):
    visitor.sign_in(aroha)
    started = timezone.now()
    while timezone.now() - started < timedelta(hours=12) - timedelta(minutes=10):
        clock.shift(timedelta(minutes=9))
        assert visitor.is_in()
    clock.move_to(started + timedelta(hours=12) - SECOND)
    assert visitor.is_in()
    clock.move_to(started + timedelta(hours=12))
    assert not visitor.is_in()
    assert Session.objects.get(official=aroha).ended_because == "absolute"


def test_a_burst_of_requests_is_noted_once(aroha, visitor, clock):
    visitor.sign_in(aroha)
    first = Session.objects.get(official=aroha).last_seen_at
    clock.shift(TOUCH_AFTER - SECOND)
    visitor.is_in()
    assert Session.objects.get(official=aroha).last_seen_at == first
    clock.shift(SECOND)
    visitor.is_in()
    assert Session.objects.get(official=aroha).last_seen_at == first + TOUCH_AFTER


def test_a_session_costs_one_select_and_at_most_one_update_without_a_transaction(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(timedelta(minutes=1))
    with CaptureQueriesContext(connection) as queries:
        visitor.get(reverse("mfa_index"))
    of_session = [query["sql"] for query in queries if '"frameworks_session"' in query["sql"]]
    assert [sql.split()[0] for sql in of_session] == ["SELECT", "UPDATE"]
    assert not any('FROM "frameworks_official"' in query["sql"] for query in queries)
    assert not any(query["sql"].startswith(("BEGIN", "SAVEPOINT")) for query in queries)


def test_the_database_does_not_hold_what_the_cookie_holds(aroha, visitor):
    visitor.sign_in(aroha)
    key = visitor.cookies[COOKIE].value
    row = Session.objects.get(official=aroha)
    assert row.pk == digest(key)
    assert key not in str(vars(row))
    thief = Browser()
    thief.cookies[COOKIE] = row.pk
    assert not thief.is_in()


def test_the_row_says_whose_and_from_where(aroha):
    visitor = Browser(REMOTE_ADDR="192.0.2.44", headers={"user-agent": "Firefox " + "x" * 300})
    visitor.sign_in(aroha)
    row = Session.objects.get(official=aroha)
    assert row.address == "192.0.2.44"
    assert row.user_agent.startswith("Firefox")
    assert len(row.user_agent) == 200


def test_signing_in_gives_a_new_key(aroha, visitor):
    visitor.get(reverse("account_login"))
    visitor.type_password("nobody")
    before = visitor.cookies.get(COOKIE)
    visitor.sign_in(aroha)
    after = visitor.cookies[COOKIE].value
    assert before is None or before.value != after
    second_step = Browser()
    second_step.type_password("aroha")
    old = second_step.cookies[COOKIE].value
    second_step.type_code(code_now(1))
    assert second_step.is_in()
    other = Browser()
    other.cookies[COOKIE] = old
    assert not other.is_in()


def test_confirming_gives_a_new_key_and_no_new_time(aroha, visitor, clock):
    visitor.sign_in(aroha)
    old, started = visitor.cookies[COOKIE].value, Session.objects.get(official=aroha).started_at
    clock.shift(timedelta(minutes=6))
    visitor.post(f"{reverse('mfa_reauthenticate')}?next=/sign-in/tokens/", {"code": code_now()})
    assert visitor.cookies[COOKIE].value != old
    assert visitor.is_in()
    assert Session.objects.get(official=aroha).started_at == started
    other = Browser()
    other.cookies[COOKIE] = old
    assert not other.is_in()


def test_signing_out_is_by_post_alone_and_ends_it_on_the_server(aroha, visitor):
    visitor.sign_in(aroha)
    key = visitor.cookies[COOKIE].value
    assert visitor.get(reverse("account_logout")).status_code == 200
    assert visitor.is_in()
    answer = visitor.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies[COOKIE].value == ""
    visitor.cookies[COOKIE] = key
    assert not visitor.is_in()
    row = Session.objects.get(official=aroha)
    assert (row.ended_because, row.session_data) == ("signed out", "")
    ended = Entry.objects.get(name="frameworks.session.ended")
    assert (ended.actor, ended.detail["because"]) == ("aroha", "signed out")


def test_signing_out_needs_the_forms_token(aroha):
    visitor = Browser(enforce_csrf_checks=True)
    visitor.force_login(aroha)
    assert visitor.post(reverse("account_logout")).status_code == 403


def test_a_closed_account_is_refused_from_the_next_request(aroha, visitor):
    visitor.sign_in(aroha)
    aroha.is_active = False
    aroha.save()
    assert not visitor.is_in()
    aroha.is_active = True
    aroha.save()
    assert not visitor.is_in()
    assert Session.objects.get(official=aroha).ended_because == "disabled"


def test_a_session_that_an_administrator_ends_is_refused_from_the_next_request(aroha, visitor):
    visitor.sign_in(aroha)
    olivia = official("olivia", "NZ", is_administrator=True)
    assert ending.end_all(aroha, because=ending.BY_ADMINISTRATOR, by=olivia) == 1
    assert not visitor.is_in()
    ended = Entry.objects.get(name="frameworks.session.ended")
    assert (ended.actor, ended.subject) == ("olivia", "official:aroha")


def test_a_session_that_ends_while_its_request_is_under_way_is_not_brought_back(aroha, visitor):
    visitor.sign_in(aroha)
    store = visitor.session
    store["something"] = "new"
    ending.end_all(aroha, because=ending.BY_ADMINISTRATOR)
    with pytest.raises(UpdateError):
        store.save()
    with pytest.raises(SessionInterrupted):
        store.cycle_key()
    assert not visitor.is_in()
    assert Session.objects.get(official=aroha).session_data == ""


def test_changing_the_password_ends_the_other_sessions_and_not_this_one(aroha, clock):
    here, there = Browser().sign_in(aroha), Browser()
    clock.shift(30)
    there.sign_in(aroha)
    change(here)
    assert here.is_in()
    assert not there.is_in()


def test_a_password_changed_behind_its_back_ends_a_session(aroha, visitor):
    visitor.sign_in(aroha)
    aroha.set_password("another password altogether")
    aroha.save()
    assert not visitor.is_in()
    assert Session.objects.get(official=aroha).ended_because == "password changed"


def test_an_official_sees_and_ends_their_sessions(aroha, clock):
    here = Browser(REMOTE_ADDR="192.0.2.1").sign_in(aroha)
    clock.shift(30)
    there = Browser(REMOTE_ADDR="198.51.100.7").sign_in(aroha)
    page = here.get(reverse("signin:sessions")).content.decode()
    assert "198.51.100.7" in page
    row = Session.objects.get(official=aroha, address="198.51.100.7")
    here.post(reverse("signin:sessions"), {"session": row.pk})
    assert not there.is_in()
    assert here.is_in()


def test_an_official_ends_all_others_at_once(aroha, clock):
    here = Browser().sign_in(aroha)
    others = []
    for _ in range(2):
        clock.shift(30)
        others.append(Browser().sign_in(aroha))
    here.post(reverse("signin:sessions"))
    assert [other.is_in() for other in [here, *others]] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(aroha, visitor, clock):
    hemi = official("hemi", "NZ", clearance_id="NZ:SENSITIVE")
    there = Browser().sign_in(hemi)
    clock.shift(30)
    visitor.sign_in(aroha)
    visitor.post(reverse("signin:sessions"), {"session": Session.objects.get(official=hemi).pk})
    assert there.is_in()


def test_what_ran_out_unseen_is_ended_and_recorded_by_the_sweep(aroha, clock):
    Browser().sign_in(aroha)
    Browser().get(reverse("account_login"))
    clock.shift(timedelta(minutes=20))
    assert ending.live_sessions(aroha) == []
    assert ending.sweep() == 1
    assert ending.sweep() == 0
    assert Entry.objects.filter(name="frameworks.session.ended").count() == 1
    clock.shift(timedelta(days=31))
    ending.sweep()
    assert not Session.objects.exists()


def test_a_made_up_key_opens_nothing_and_is_taken_away(framework, visitor):
    visitor.cookies[COOKIE] = "x" * 32
    answer = visitor.get(reverse("signin:sessions"))
    assert answer.status_code == 302
    assert answer.cookies[COOKIE].value == ""


def test_a_row_given_to_somebody_else_opens_nothing(aroha, visitor):
    """Who can write to the database, but does not hold the secret key, cannot make a session another's."""
    olivia = official("olivia", "NZ")
    visitor.sign_in(aroha)
    Session.objects.filter(official=aroha).update(official=olivia)
    assert not visitor.is_in()
