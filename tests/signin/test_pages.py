"""Every sign-in page: in both languages, with our own templates, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site
from django.test.signals import template_rendered
from django.urls import reverse

from tests.signin.browser import Browser
from tests.signin.test_factors import enrol

pytestmark = pytest.mark.django_db
TEMPLATES = Path(site.BASE_DIR) / "templates"
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|src=\"data:|javascript:"
)
OUTSIDE = ["account_login", "account_logout"]
INSIDE = [
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_change_password",
    "account_logout",
    "signin:recovery_codes",
    "signin:sessions",
    "signin:tokens",
]


@pytest.fixture
def rendered():
    """The files of every template that is rendered meanwhile."""
    files: set[str] = set()

    def note(template, **kwargs):
        files.add(str(template.origin.name))

    template_rendered.connect(note)
    yield files
    template_rendered.disconnect(note)


def check(answer, rendered: set[str], language: str) -> None:
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert len(re.findall(r"<h1\b", page)) == 1
    assert not INLINE.search(page)
    assert [name for name in rendered if "site-packages" in name and "/forms/" not in name] == []


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("route", OUTSIDE)
def test_outside(framework, rendered, route, language):
    check(Browser(headers={"accept-language": language}).get(reverse(route)), rendered, language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_activation(framework, rendered, language):
    address = reverse("signin:activate", args=["link"])
    check(Browser(headers={"accept-language": language}).get(address), rendered, language)
    rendered.clear()
    answer = Browser(headers={"accept-language": language}).post(address, {})
    check(answer, rendered, language)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("route", INSIDE)
def test_inside(aroha, rendered, route, language):
    visitor = Browser(headers={"accept-language": language}).sign_in(aroha)
    Authenticator.objects.create(user=aroha, type="webauthn", data={"name": "Blue key", "credential": {}})
    if route == "mfa_activate_totp":
        Authenticator.objects.filter(type="totp").delete()
    rendered.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
        check(visitor.get(reverse(route)), rendered, language)


def test_the_second_step(aroha, rendered):
    from tests.signin.browser import enrol_app

    enrol_app(aroha)
    visitor = Browser()
    visitor.type_password("aroha")
    rendered.clear()
    check(visitor.get(reverse("mfa_authenticate")), rendered, "en")
    check(visitor.type_code("000000"), rendered, "en")


def test_the_password_again(aroha, rendered, settings):
    settings.DEMO = True
    visitor = Browser()
    visitor.type_password("aroha")
    rendered.clear()
    check(visitor.get(reverse("account_reauthenticate")), rendered, "en")


def test_codes_and_tokens_that_are_shown_once(aroha, rendered):
    visitor = Browser()
    visitor.type_password("aroha")
    enrol(visitor)
    rendered.clear()
    check(visitor.post(reverse("signin:recovery_codes")), rendered, "en")
    check(visitor.post(reverse("signin:tokens"), {"name": "x", "days": 1}), rendered, "en")


def test_passkeys_that_carry_odd_names_are_shown_as_they_are(aroha):
    visitor = Browser().sign_in(aroha)
    Authenticator.objects.create(user=aroha, type="webauthn", data={"name": "<b>\u202ekey", "credential": {}})
    page = visitor.get(reverse("mfa_list_webauthn")).content.decode()
    assert "&lt;b&gt;⟦U+202E⟧key" in page
