"""After three failures the door is shut for a while, whichever way one knocks. A5."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from allauth.core import context as allauth_context
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection, connections
from django.db.models import F
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from frameworks.models import Official, SignInGuard
from frameworks.signin import locking, recovery
from frameworks.signin.adapter import AccountAdapter
from frameworks.signin.sessions import SessionStore
from frameworks.signin.sweeping import sweep
from tests.cast import PASSWORD, official
from tests.signin.browser import WRONG, Browser, code_now, enrol_app

pytestmark = pytest.mark.django_db
LOGIN = "/sign-in/"
HERE, THERE = "192.0.2.1", "198.51.100.7"


def fail(times: int = 3, *, name: str = "aroha", address: str = HERE) -> None:
    for _ in range(times):
        Browser(REMOTE_ADDR=address).type_password(name, WRONG)


def let_pass(minutes: int) -> None:
    """Let time pass on the database's clock, which no test can stop: everything counted is that much older."""
    SignInGuard.objects.update(last_at=F("last_at") - timedelta(minutes=minutes))


def gets_to_the_second_step(visitor: Browser) -> bool:
    return visitor.get(reverse("mfa_authenticate")).status_code == 200


@pytest.fixture
def shut(aroha: Official) -> Official:
    """Aroha, after three failures from one address."""
    enrol_app(aroha)
    fail()
    return aroha


def test_two_failures_shut_nothing(aroha):
    enrol_app(aroha)
    fail(2)
    visitor = Browser(REMOTE_ADDR=HERE)
    visitor.type_password("aroha")
    assert gets_to_the_second_step(visitor)


def test_three_failures_shut_the_door_for_the_right_password_too(shut):
    visitor = Browser(REMOTE_ADDR=HERE)
    answer = visitor.type_password("aroha")
    assert "Too many attempts failed" in answer.content.decode()
    assert not gets_to_the_second_step(visitor)


WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
KNOCKS = {
    "in capitals": lambda b: b.type_password("AROHA"),
    "full-width": lambda b: b.type_password("aroha".translate(WIDE)),
    "with blanks around": lambda b: b.type_password("  aroha\t"),
    "with a ligature's parts": lambda b: b.type_password("ａroha"),
    "by PUT": lambda b: b.put(LOGIN, {"login": "aroha", "password": PASSWORD}),
    "by PATCH": lambda b: b.patch(LOGIN, {"login": "aroha", "password": PASSWORD}),
    "by PUT of a form": lambda b: b.put(
        LOGIN, f"login=aroha&password={PASSWORD}", content_type="application/x-www-form-urlencoded"
    ),
    "as JSON": lambda b: b.post(
        LOGIN, json.dumps({"login": "aroha", "password": PASSWORD}), content_type="application/json"
    ),
    "asking for JSON": lambda b: b.type_password("aroha", headers={"accept": "application/json"}),
    "as a script": lambda b: b.type_password("aroha", headers={"x-requested-with": "XMLHttpRequest"}),
    "with a method override": lambda b: b.type_password("aroha", headers={"x-http-method-override": "PUT"}),
    "behind a made-up proxy": lambda b: b.type_password("aroha", headers={"x-forwarded-for": "203.0.113.99"}),
    "with the proxy's other header": lambda b: b.type_password("aroha", headers={"forwarded": "for=203.0.113.99"}),
    "with another visitor's name": lambda b: b.type_password("aroha", headers={"user-agent": "somebody else"}),
    "with somewhere to go": lambda b: b.post(f"{LOGIN}?next=/requests/", {"login": "aroha", "password": PASSWORD}),
    "with both names": lambda b: b.post(LOGIN, {"login": ["somebody", "aroha"], "password": PASSWORD}),
    "with a fresh session": lambda b: (b.get(LOGIN), b.type_password("aroha"))[1],
    "in Japanese": lambda b: b.type_password("aroha", headers={"accept-language": "ja"}),
    "at the machine interface": lambda b: b.get("/sign-in/sessions/", headers={"authorization": "Basic YXJvaGE6eA=="}),
}


@pytest.mark.parametrize("knock", KNOCKS.values(), ids=KNOCKS.keys())
def test_no_way_of_knocking_gets_around_the_lock(shut, knock):
    visitor = Browser(REMOTE_ADDR=HERE)
    answer = knock(visitor)
    assert answer.status_code < 500
    assert not gets_to_the_second_step(visitor)
    assert not visitor.is_in()


DISGUISES = {
    "in capitals": ("AROHA", {}),
    "full-width": ("aroha".translate(WIDE), {}),
    "with blanks around": (" aroha ", {}),
    "asking for JSON": ("aroha", {"accept": "application/json"}),
    "as a script": ("aroha", {"x-requested-with": "XMLHttpRequest"}),
    "behind a made-up proxy": ("aroha", {"x-forwarded-for": "203.0.113.99"}),
    "in Japanese": ("aroha", {"accept-language": "ja"}),
}


@pytest.mark.parametrize(("name", "headers"), DISGUISES.values(), ids=DISGUISES.keys())
def test_every_failure_counts_however_it_is_disguised(aroha, name, headers):
    enrol_app(aroha)
    for _ in range(3):
        Browser(REMOTE_ADDR=HERE).type_password(name, WRONG, headers=headers)
    visitor = Browser(REMOTE_ADDR=HERE)
    visitor.type_password("aroha")
    assert not gets_to_the_second_step(visitor)


def test_neighbours_in_one_ipv6_network_are_one_caller(aroha):
    enrol_app(aroha)
    for last in range(3):
        fail(1, address=f"2001:db8:1:2::{last + 1}")
    near, far = Browser(REMOTE_ADDR="2001:db8:1:2:ffff::9"), Browser(REMOTE_ADDR="2001:db8:1:3::1")
    near.type_password("aroha")
    far.type_password("aroha")
    assert (gets_to_the_second_step(near), gets_to_the_second_step(far)) == (False, True)


def test_who_is_attacked_still_comes_in_from_elsewhere(shut):
    visitor = Browser(REMOTE_ADDR=THERE).sign_in(shut)
    assert visitor.is_in()


def test_hammering_a_shut_door_does_not_shut_the_others(shut):
    for _ in range(30):
        with pytest.raises(locking.Locked):
            locking.begin("aroha", HERE)
    assert Browser(REMOTE_ADDR=THERE).sign_in(shut).is_in()


def test_the_door_opens_again_after_a_quarter_of_an_hour(shut):
    let_pass(14)
    early = Browser(REMOTE_ADDR=HERE)
    early.type_password("aroha")
    assert not gets_to_the_second_step(early)
    let_pass(1)
    late = Browser(REMOTE_ADDR=HERE)
    late.type_password("aroha")
    assert gets_to_the_second_step(late)


def test_the_clock_of_the_web_server_counts_for_nothing(shut):
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        visitor = Browser(REMOTE_ADDR=HERE)
        visitor.type_password("aroha")
        assert not gets_to_the_second_step(visitor)


def test_codes_are_behind_the_same_lock(aroha):
    enrol_app(aroha)
    code = recovery.renew(aroha)[0]
    visitor = Browser(REMOTE_ADDR=HERE)
    visitor.type_password("aroha")
    for _ in range(3):
        visitor.type_code("000000")
    for right in (code_now(), code):
        assert "Too many attempts failed" in visitor.type_code(right).content.decode()
    assert not visitor.is_in()


def test_knowing_the_password_gives_no_more_guesses_at_the_code(aroha):
    enrol_app(aroha)
    for _ in range(3):
        visitor = Browser(REMOTE_ADDR=HERE)
        visitor.type_password("aroha")
        visitor.type_code("000000")
    assert "Too many attempts failed" in Browser(REMOTE_ADDR=HERE).type_password("aroha").content.decode()


def test_coming_in_forgets_the_failures(aroha):
    enrol_app(aroha)
    fail(2)
    Browser(REMOTE_ADDR=HERE).sign_in(aroha)
    fail(2)
    visitor = Browser(REMOTE_ADDR=HERE)
    visitor.type_password("aroha")
    assert gets_to_the_second_step(visitor)


def test_failures_from_everywhere_shut_the_name_for_longer(aroha, settings):
    enrol_app(aroha)
    settings.SIGN_IN_NAME_ATTEMPTS = 6
    for number in range(3):
        fail(2, address=f"192.0.2.{number + 10}")
    visitor = Browser(REMOTE_ADDR=THERE)
    visitor.type_password("aroha")
    assert not gets_to_the_second_step(visitor)
    let_pass(59)
    visitor.type_password("aroha")
    assert not gets_to_the_second_step(visitor)
    let_pass(1)
    visitor.type_password("aroha")
    assert gets_to_the_second_step(visitor)


def test_after_five_locks_an_administrator_has_to_open_the_account(aroha):
    enrol_app(aroha)
    for _ in range(5):
        fail()
        let_pass(16)
    assert locking.is_locked_until_reset(aroha)
    assert locking.locked_until_reset([aroha, official("hemi", "NZ")]) == {aroha.pk}
    visitor = Browser(REMOTE_ADDR=THERE)
    let_pass(60 * 24 * 30)
    assert "administrator has to open" in visitor.type_password("aroha").content.decode()
    locking.reset(by=official("olivia", "NZ", is_administrator=True), official=aroha)
    assert Browser(REMOTE_ADDR=THERE).sign_in(aroha).is_in()
    names = list(
        Entry.objects.filter(name__startswith="frameworks.account.").order_by("pk").values_list("name", flat=True)
    )
    assert names == ["frameworks.account.locked"] * 5 + ["frameworks.account.unlocked"]


def test_an_account_that_waits_for_a_reset_is_shut_for_passkeys_as_well(aroha):
    SignInGuard.objects.create(name=locking.names.digest("aroha"), locks=5)
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    with allauth_context.request_context(request):
        answer = AccountAdapter().pre_login(request, aroha)
    assert answer is not None
    assert answer.url == LOGIN


def test_a_lock_is_recorded_once(shut):
    for _ in range(5):
        Browser(REMOTE_ADDR=HERE).type_password("aroha", WRONG)
    assert Entry.objects.filter(name="frameworks.account.locked", actor="aroha").count() == 1


def test_a_lock_is_told_once_by_the_worker_and_never_by_the_failing_attempt(shut, mailoutbox):
    fail(3, name="nobody")
    assert mailoutbox == []
    assert [locking.tell(), locking.tell()] == [1, 0]
    assert [message.to for message in mailoutbox] == [["aroha@example.org"]]
    let_pass(16)
    fail()
    assert sweep()["locks_told"] == 1
    assert len(mailoutbox) == 2


def test_a_lock_nobody_told_of_yet_is_told_on_coming_in(shut, mailoutbox):
    Browser(REMOTE_ADDR=THERE).sign_in(shut)
    assert len(mailoutbox) == 1
    assert locking.tell() == 0


def test_no_name_that_was_typed_is_kept(framework):
    fail(3, name="my password by mistake")
    kept = " ".join(f"{guard.name} {guard.address}" for guard in SignInGuard.objects.all())
    assert "mistake" not in kept
    assert SignInGuard.objects.count() == 2


def test_counts_are_forgotten_but_not_what_waits_for_a_reset(aroha):
    fail(1)
    SignInGuard.objects.create(name="somebody", locks=5)
    let_pass(60 * 24 * 8)
    assert locking.forget() == 2
    assert [guard.name for guard in SignInGuard.objects.all()] == ["somebody"]


@pytest.mark.django_db(transaction=True)
def test_many_attempts_at_the_same_instant_get_three_looks():
    def knock(_: int) -> bool:
        try:
            locking.begin("aroha", HERE)
        except locking.Locked:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        looks = list(pool.map(knock, range(40)))
    connections.close_all()
    assert sum(looks) == 3
