"""The gate before every page: closed unless a page says otherwise."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, get_resolver, reverse

from audit import marks
from audit.models import Entry
from frameworks.signin.middleware import ENROLMENT, PASSWORD
from tests.signin.browser import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.signin.desk")]


def leaves(patterns=None, space=""):
    """Yield every address with its name."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else "", pattern.callback
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from leaves(pattern.url_patterns, inner)


OPEN = {
    "account_login",
    "account_logout",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "open",
    "set_language",
    "signin:activate",
}


def test_these_pages_and_no_others_are_open_to_who_is_not_signed_in():
    is_open = {
        name for name, view in leaves() if not getattr(view, "login_required", True) and not hasattr(view, "cls")
    }
    assert is_open == OPEN


def test_every_sign_in_page_is_marked_as_holding_no_information():
    signing_in = [view for name, view in leaves() if name.startswith(("account_", "mfa_", "signin:"))]
    assert len(signing_in) > 20
    assert all(marks.is_marked(view) for view in signing_in)


def test_the_exceptions_of_the_gate_are_routes_that_exist():
    names = {name for name, _ in leaves()}
    assert names >= ENROLMENT
    assert names >= PASSWORD


@pytest.mark.parametrize("method", ["get", "head", "options", "trace"])
def test_who_is_not_signed_in_is_led_to_the_door_and_that_is_on_record(framework, method):
    answer = getattr(Browser(), method)("/note/?page=2")
    assert answer.status_code in (302, 403)
    refused = Entry.objects.get(name="signin.gate")
    assert (refused.outcome, refused.actor, refused.paragraphs) == ("prohibited", "", ["3(h)"])


def test_an_open_page_is_open(framework, visitor):
    assert visitor.get("/open/").content == b"open"


def test_the_door_leads_on_to_where_one_was_going_and_to_no_other_site(aroha, visitor):
    assert visitor.get("/note/?page=2").url == "/sign-in/?next=/note/%3Fpage%3D2"
    from tests.signin.browser import code_now, enrol_app

    enrol_app(aroha)
    for target, expected in (
        ("/note/?page=2", "/note/?page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
    ):
        fresh = Browser()
        fresh.post(
            f"{reverse('account_login')}?next={target}",
            {"login": "aroha", "password": "a long enough password for a test"},
        )
        from frameworks.models import UsedCode

        UsedCode.objects.all().delete()
        assert fresh.type_code(code_now()).url == expected
