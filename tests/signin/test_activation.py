"""First passwords, and new ones: a link and a code on two ways, and no way around the second factor. A7."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from frameworks.models import Activation, Official
from frameworks.signin import activation, locking, recovery
from tests.cast import PASSWORD, official
from tests.signin.browser import Browser, code_now, enrol_app
from vault.models import Sealed

pytestmark = pytest.mark.django_db
GOOD = "seven green kites over the harbour"


@pytest.fixture
def olivia(framework) -> Official:
    return official("olivia", "NZ", is_administrator=True)


@pytest.fixture
def hemi(framework) -> Official:
    """An official whose account was made a moment ago."""
    person = official("hemi", "NZ")
    person.set_unusable_password()
    person.save()
    return person


def link_in(mailoutbox) -> str:
    return re.search(r"(/sign-in/activate/\S+/)", mailoutbox[-1].body).group(1)


def choose(link: str, code: str, password: str = GOOD, again: str | None = None):
    return Browser().post(link, {"code": code, "password1": password, "password2": again or password})


def test_link_and_code_together_set_the_first_password(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    assert mailoutbox[0].to == ["hemi@example.org"]
    assert code not in mailoutbox[0].body
    assert choose(link_in(mailoutbox), code).url == reverse("account_login")
    hemi.refresh_from_db()
    assert hemi.check_password(GOOD)
    names = list(Entry.objects.filter(kind="event").order_by("pk").values_list("name", "actor"))
    assert names[:2] == [("frameworks.activation.started", "olivia"), ("frameworks.password.changed", "hemi")]


def test_the_code_may_be_typed_as_it_was_heard(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    assert choose(link_in(mailoutbox), code.upper().replace("-", " ")).status_code == 302


def test_either_alone_opens_nothing(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    for link, typed in ((link_in(mailoutbox), "wrong"), (reverse("signin:activate", args=["made-up"]), code)):
        assert "not right, or is no longer good" in choose(link, typed).content.decode()
    hemi.refresh_from_db()
    assert not hemi.has_usable_password()


def test_the_database_holds_neither(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    link = link_in(mailoutbox).split("/")[-2]
    row = str(vars(Activation.objects.get()))
    assert link not in row
    assert code not in row
    assert link not in str([vars(entry) for entry in Entry.objects.all()])


def test_it_is_good_once(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    choose(link_in(mailoutbox), code)
    assert choose(link_in(mailoutbox[:1]), code, "another good one for the harbour").status_code == 200
    hemi.refresh_from_db()
    assert hemi.check_password(GOOD)


def test_it_is_good_for_three_days(hemi, olivia, mailoutbox):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        code = activation.start(by=olivia, official=hemi)
        clock.shift(timedelta(hours=72))
        assert choose(link_in(mailoutbox), code).status_code == 200
        clock.shift(1)
        assert activation.forget() == 1


def test_a_newer_one_voids_the_older(hemi, olivia, mailoutbox):
    old = activation.start(by=olivia, official=hemi)
    link = link_in(mailoutbox)
    activation.start(by=olivia, official=hemi)
    assert choose(link, old).status_code == 200


def test_the_code_cannot_be_guessed(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    for _ in range(activation.MOST_FAILURES):
        choose(link_in(mailoutbox), "wrong")
    assert choose(link_in(mailoutbox), code).status_code == 200


def test_a_closed_account_cannot_be_activated(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    hemi.is_active = False
    hemi.save()
    assert choose(link_in(mailoutbox), code).status_code == 200


@pytest.mark.parametrize(
    ("password", "again"),
    [("short", None), ("passwordpassword", None), ("hemi hemi hemi hemi", None), (GOOD, "something else entirely")],
)
def test_what_can_be_guessed_or_was_mistyped_is_refused_and_uses_nothing_up(hemi, olivia, mailoutbox, password, again):
    code = activation.start(by=olivia, official=hemi)
    answer = choose(link_in(mailoutbox), code, password, again)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert password not in answer.content.decode()
    assert choose(link_in(mailoutbox), code).status_code == 302


def test_opening_the_page_uses_nothing_up(hemi, olivia, mailoutbox):
    code = activation.start(by=olivia, official=hemi)
    for _ in range(3):
        assert Browser().get(link_in(mailoutbox)).status_code == 200
    assert choose(link_in(mailoutbox), code).status_code == 302


def test_a_new_password_does_not_replace_the_second_factor(aroha, olivia, mailoutbox):
    enrol_app(aroha)
    code = activation.start(by=olivia, official=aroha)
    choose(link_in(mailoutbox), code)
    browser = Browser()
    browser.type_password("aroha", GOOD)
    assert not browser.is_in()
    browser.type_code(code_now())
    assert browser.is_in()


def test_the_old_password_holds_until_the_new_one_is_chosen_and_not_longer(aroha, olivia, mailoutbox):
    session = Browser().sign_in(aroha)
    code = activation.start(by=olivia, official=aroha)
    assert session.is_in()
    choose(link_in(mailoutbox), code)
    assert not session.is_in()
    assert Browser().type_password("aroha", PASSWORD).status_code == 200


def test_it_opens_an_account_that_waits_for_a_reset(aroha, olivia, mailoutbox, settings):
    settings.SIGN_IN_LOCKS_BEFORE_RESET = 1
    for _ in range(3):
        Browser().type_password("aroha", "wrong")
    assert locking.is_locked_until_reset(aroha)
    code = activation.start(by=olivia, official=aroha)
    choose(link_in(mailoutbox), code)
    assert not locking.is_locked_until_reset(aroha)


def test_lost_factors_can_be_forgotten_and_that_is_on_record(aroha, olivia, mailoutbox):
    browser = Browser().sign_in(aroha)
    recovery.renew(aroha)
    activation.start(by=olivia, official=aroha, forget_factors=True)
    assert not browser.is_in()
    assert not Authenticator.objects.filter(user=aroha).exists()
    assert not Sealed.objects.filter(kind="authenticator-seed").exists()
    assert recovery.left(aroha) == 0
    assert Entry.objects.get(name="frameworks.activation.started").detail == {"factors_forgotten": True}
