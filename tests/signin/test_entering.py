"""Coming in: password, second step, and nothing before both. A1, A7, A8."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import get_resolver, reverse
from django.utils import timezone

from audit.models import Entry
from frameworks.models import Session
from frameworks.signin import recovery
from tests.cast import PASSWORD, official
from tests.door import signed_in
from tests.signin.browser import Browser, code_now, enrol_app

pytestmark = pytest.mark.django_db


def test_password_and_code_open_the_exchange(aroha, visitor):
    enrol_app(aroha)
    assert visitor.type_password("aroha").url == reverse("mfa_authenticate")
    assert not visitor.is_in()
    visitor.type_code(code_now())
    assert visitor.is_in()
    assert Session.objects.get(official=aroha).ended_at is None
    assert Entry.objects.filter(name="frameworks.session.started", actor="aroha").count() == 1


def test_who_has_no_second_factor_is_led_to_enrol_one_and_gets_nowhere_else(aroha, visitor):
    visitor.type_password("aroha")
    for route in ("signin:sessions", "signin:tokens", "work_list"):
        assert visitor.get(reverse(route)).url.startswith(reverse("mfa_index"))
    assert visitor.get(reverse("mfa_index")).status_code == 200
    refused = Entry.objects.filter(name="signin.gate", actor="aroha", outcome="prohibited")
    assert refused.count() == 3


def test_a_session_that_has_shown_one_factor_alone_is_led_to_confirm_where_there_is_a_second(aroha, visitor):
    enrol_app(aroha)
    visitor.force_login(aroha)
    answer = visitor.get(reverse("signin:sessions"))
    assert answer.url.startswith(reverse("signin:confirm"))


def test_one_factor_alone_cannot_enrol_another_where_there_is_a_second(aroha, visitor):
    enrol_app(aroha)
    visitor.force_login(aroha)
    for route in ("mfa_add_webauthn", "mfa_activate_totp", "signin:totp_picture"):
        assert visitor.get(reverse(route)).url.startswith(reverse("signin:confirm"))
    ways = visitor.get(reverse("signin:confirm"))
    assert ways.url.startswith(reverse("mfa_reauthenticate"))
    assert visitor.get(reverse("account_reauthenticate")).status_code == 302


@pytest.mark.parametrize("power", ["is_supervisor", "is_administrator"])
def test_supervisors_and_administrators_need_a_passkey(framework, settings, power):
    person = official("wiremu", "NZ", **{power: True})
    visitor = Browser().sign_in(person)
    assert visitor.get(reverse("signin:sessions")).url.startswith(reverse("mfa_index"))
    settings.SIGN_IN_PASSKEY_FOR_POWERS = False
    assert visitor.is_in()


def test_who_is_made_a_supervisor_needs_a_passkey_from_the_next_request(aroha, visitor):
    visitor.sign_in(aroha)
    assert visitor.is_in()
    aroha.is_supervisor = True
    aroha.save()
    assert not visitor.is_in()


def test_the_demonstration_alone_waives_the_second_factor(aroha, visitor, settings):
    settings.DEMO = True
    visitor.type_password("aroha")
    assert visitor.is_in()
    settings.DEMO = False
    assert not visitor.is_in()


def test_a_code_is_good_once(aroha, visitor):
    enrol_app(aroha)
    code = code_now()
    visitor.type_password("aroha")
    assert visitor.type_code(code).status_code == 302
    again = Browser()
    again.type_password("aroha")
    assert "has been used already" in again.type_code(code).content.decode()
    assert not again.is_in()


@pytest.mark.parametrize("wait", [1, 29, 31, 59])
def test_a_code_is_good_once_however_long_it_still_holds(aroha, wait):
    enrol_app(aroha)
    start = timezone.now().replace(second=0, microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        code = code_now()
        first, second = Browser(), Browser()
        first.type_password("aroha")
        first.type_code(code)
        clock.shift(wait)
        second.type_password("aroha")
        second.type_code(code)
        assert not second.is_in()


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_the_telephones_clock_may_be_one_step_off(aroha, visitor, steps, opens):
    enrol_app(aroha)
    with time_machine.travel(timezone.now(), tick=False):
        visitor.type_password("aroha")
        visitor.type_code(code_now(steps))
        assert visitor.is_in() is opens


def test_a_code_may_be_typed_full_width_and_with_blanks(aroha, visitor):
    enrol_app(aroha)
    with time_machine.travel(timezone.now(), tick=False):
        code = code_now()
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
        visitor.type_password("aroha")
        visitor.type_code(f"{wide[:3]}　{wide[3:]}")
    assert visitor.is_in()


def test_a_recovery_code_is_good_once(aroha):
    enrol_app(aroha)
    code, other = recovery.renew(aroha)[:2]
    first, second = Browser(), Browser()
    first.type_password("aroha")
    first.type_code(code.upper().replace("-", " "))
    assert first.is_in()
    second.type_password("aroha")
    second.type_code(code)
    assert not second.is_in()
    second.type_code(other)
    assert second.is_in()
    assert recovery.left(aroha) == recovery.COUNT - 2


def test_using_a_recovery_code_is_told_by_mail(aroha, visitor, mailoutbox):
    enrol_app(aroha)
    code = recovery.renew(aroha)[0]
    mailoutbox.clear()
    visitor.type_password("aroha")
    visitor.type_code(code)
    assert [message.to for message in mailoutbox] == [["aroha@example.org"]]
    assert Entry.objects.filter(name="frameworks.recovery_codes.used", actor="aroha").count() == 1


def test_recovery_codes_stand_in_the_database_as_digests(aroha):
    codes = recovery.renew(aroha)
    kept = {row.digest for row in aroha.recovery_codes.all()}
    assert len(kept) == recovery.COUNT
    assert not any(code.replace("-", "") in digest for code in codes for digest in kept)


def test_the_second_step_must_follow_the_first_within_five_minutes(aroha, visitor):
    enrol_app(aroha)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        visitor.type_password("aroha")
        clock.shift(301)
        assert visitor.type_code(code_now()).url == reverse("account_login")
        assert not visitor.is_in()


def test_an_account_that_is_closed_between_the_steps_does_not_open(aroha, visitor):
    enrol_app(aroha)
    visitor.type_password("aroha")
    aroha.is_active = False
    aroha.save()
    visitor.type_code(code_now())
    assert not visitor.is_in()
    assert not Session.objects.filter(official=aroha).exists()


def test_nobody_signs_up(framework, visitor):
    for method in (visitor.get, visitor.post):
        assert method("/sign-in/sign-up/").status_code == 404


def test_no_route_sends_a_code_or_a_reset_by_mail():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    closed = {"account_signup"}
    assert {name for name in names if "code" in name and name.startswith("account_")} == set()
    for name in (
        "account_reset_password",
        "account_email",
        "account_set_password",
        "mfa_view_recovery_codes",
        "mfa_trust",
    ):
        assert name not in names
    assert {name for name in names if name.startswith(("account_", "mfa_"))} - closed == {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
    }


def test_a_sign_in_from_a_place_not_seen_before_is_told_once(aroha, mailoutbox):
    Browser(REMOTE_ADDR="192.0.2.1").sign_in(aroha)
    assert mailoutbox == []
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        Browser(REMOTE_ADDR="192.0.2.1").sign_in(aroha)
        assert mailoutbox == []
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        Browser(REMOTE_ADDR="198.51.100.7").sign_in(aroha)
    assert [message.to for message in mailoutbox] == [["aroha@example.org"]]
    assert "198.51.100.7" not in mailoutbox[0].body


@pytest.mark.parametrize(
    "body", ["{}", "[]", "5", "null", '"x"', '{"response": {}}', '{"response": {"userHandle": "MQ"}}', "nonsense"]
)
@pytest.mark.parametrize("route", ["mfa_login_webauthn", "mfa_authenticate"])
def test_what_is_no_passkey_opens_nothing_and_breaks_nothing(aroha, visitor, route, body):
    enrol_app(aroha)
    visitor.type_password("aroha")
    answer = visitor.post(reverse(route), {"credential": body})
    assert answer.status_code in (200, 302)
    assert not visitor.is_in()


def test_the_door_that_other_tests_use_is_enough(aroha):
    assert signed_in(aroha).get(reverse("signin:sessions")).status_code == 200


def test_a_right_password_is_recorded_as_nothing_but_a_wrong_one_as_a_refusal(aroha, visitor):
    visitor.type_password("aroha", "wrong")
    visitor.type_password("nobody-of-that-name", PASSWORD)
    refused = Entry.objects.filter(name="signin.enter", outcome="prohibited").order_by("pk")
    assert [(entry.actor, entry.subject) for entry in refused] == [("aroha", "official:aroha"), ("", "")]
    assert not any("nobody-of-that-name" in str(vars(entry)) for entry in Entry.objects.all())
