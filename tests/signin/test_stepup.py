"""Confirming anew before acts that weigh more. S5."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from tests.signin import desk
from tests.signin.browser import code_now, enrol_app
from tests.signin.test_kept import TYPED, filled

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.signin.desk")]
FIVE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock():
    desk.DONE.clear()
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_who_has_just_signed_in_is_not_asked(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(FIVE - SECOND)
    assert visitor.get("/weighty/").status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*"])
def test_after_five_minutes_everybody_is_asked_whatever_they_accept(aroha, visitor, clock, accept):
    visitor.sign_in(aroha)
    clock.shift(FIVE)
    for method in (visitor.get, visitor.post, visitor.put, visitor.delete):
        answer = method("/weighty/", headers={"accept": accept})
        assert answer.url == f"{reverse('signin:confirm')}?next=/weighty/"
    assert desk.DONE == []


def test_confirming_leads_back_and_holds_for_five_minutes(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(FIVE)
    way = visitor.get(visitor.get("/weighty/").url).url
    assert way.startswith(reverse("mfa_reauthenticate"))
    assert visitor.get(way).status_code == 200
    assert visitor.post(way, {"code": "000000"}).status_code == 200
    assert visitor.get("/weighty/").status_code == 302
    assert visitor.post(way, {"code": code_now()}).url == "/weighty/"
    assert visitor.get("/weighty/").status_code == 200
    clock.shift(FIVE)
    assert visitor.get("/weighty/").status_code == 302


def test_what_was_typed_survives_confirming(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(FIVE)
    way = visitor.get(visitor.post("/weighty/", TYPED).url).url
    visitor.post(way, {"code": code_now()})
    assert filled(visitor.get("/weighty/").content.decode())
    assert desk.DONE == []


def test_the_password_alone_confirms_nothing_where_there_is_a_second_factor(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(FIVE)
    answer = visitor.post(reverse("account_reauthenticate"), {"password": "a long enough password for a test"})
    assert answer.status_code == 302
    assert visitor.get("/weighty/").status_code == 302


def test_the_demonstration_confirms_with_the_password(aroha, visitor, clock, settings):
    settings.DEMO = True
    visitor.type_password("aroha")
    assert visitor.get("/weighty/").status_code == 200
    clock.shift(FIVE)
    way = visitor.get(visitor.get("/weighty/").url).url
    assert way.startswith(reverse("account_reauthenticate"))
    visitor.post(way, {"password": "not the password at all"})
    assert visitor.get("/weighty/").status_code == 302
    visitor.post(way, {"password": "a long enough password for a test"})
    assert visitor.get("/weighty/").status_code == 200


def test_wrong_codes_when_confirming_are_counted_like_at_the_door(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(FIVE)
    for _ in range(3):
        visitor.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    assert "Too many attempts" in visitor.post(reverse("mfa_reauthenticate"), {"code": code_now()}).content.decode()
    assert visitor.get("/weighty/").status_code == 302


def test_confirming_leads_to_no_other_site(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(FIVE)
    answer = visitor.post(f"{reverse('mfa_reauthenticate')}?next=https://elsewhere.example/", {"code": code_now()})
    assert "elsewhere" not in answer.url


@pytest.mark.parametrize(
    "route",
    ["signin:tokens", "signin:recovery_codes", "account_change_password", "mfa_deactivate_totp", "mfa_add_webauthn"],
)
def test_what_weighs_more_on_the_sign_in_pages_asks_for_it(aroha, visitor, clock, route):
    visitor.sign_in(aroha)
    assert visitor.get(reverse(route)).status_code == 200
    clock.shift(FIVE)
    for method in (visitor.get, visitor.post):
        assert method(reverse(route)).url.startswith(reverse("signin:confirm"))


def test_taking_a_passkey_away_asks_for_it(aroha, visitor, clock):
    visitor.sign_in(aroha)
    passkey = Authenticator.objects.create(user=aroha, type="webauthn", data={"name": "Blue key", "credential": {}})
    clock.shift(FIVE)
    for route in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert visitor.post(reverse(route, args=[passkey.pk])).url.startswith(reverse("signin:confirm"))
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_the_machine_interface_asks_the_same(aroha, visitor, clock):
    visitor.sign_in(aroha)
    assert visitor.get("/api/v1/weighty/").status_code == 200
    clock.shift(FIVE)
    refused = visitor.get("/api/v1/weighty/")
    assert refused.status_code == 403
    assert "Confirm again" in refused.content.decode()


def test_who_is_not_signed_in_is_asked_for_that_first(framework, visitor):
    assert visitor.get("/weighty/").url.startswith(reverse("account_login"))


def test_a_factor_shown_by_somebody_else_in_the_same_browser_counts_for_nothing(aroha, visitor, clock):
    visitor.sign_in(aroha)
    records = dict(visitor.session.items())
    from tests.cast import official

    hemi = official("hemi", "NZ")
    enrol_app(hemi)
    visitor.force_login(hemi)
    session = visitor.session
    session["account_authentication_methods"] = records["account_authentication_methods"]
    session.save()
    assert visitor.get("/note/").status_code == 302
