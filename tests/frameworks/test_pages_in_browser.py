"""The pages of this room in a real browser: accessible, within the content policy, and whole on a small screen."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.cast import assemble, official
from tests.exchange.test_frame_in_browser import ARGUMENTS, AXE, RULES
from tests.signin.browser import Browser
from tests.skipping import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "administration": [],
    "accounts": [],
    "account": ["aroha"],
    "new_account": [],
    "change_account": ["aroha"],
    "act_on_account": ["aroha", "disable"],
    "activate_account": ["aroha"],
    "annex": [],
    "designate": [],
    "classification": [],
    "authorities": [],
    "calendars": [],
    "calendar": ["NZ-AUK", "2026-2030"],
    "terms": ["JP-NZ-2014"],
}


@pytest.fixture(scope="module")
def window(playwright):
    found = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield found
    found.close()


@pytest.fixture
def open_as_administrator(window, settings, live_server):
    """Opens a window in which an administrator is signed in."""
    settings.SIGN_IN_PASSKEY_FOR_POWERS = False
    cache.clear()
    cast = assemble()
    official("matthew", "NZ", name="髙橋 﨑子 Tāne\u202e" + "x" * 60, is_active=False)
    inside = Browser().sign_in(cast.olivia)
    Browser().sign_in(cast.aroha)

    def open_as_administrator(*, width, language):
        context = window.new_context(viewport={"width": width, "height": 900}, locale=language)
        key = inside.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text) if message.type != "verbose" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        return page

    return open_as_administrator


def faults_of(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)

    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (375, "ja")])
def test_every_page_serves_everybody(open_as_administrator, live_server, width, language):
    page = open_as_administrator(width=width, language=language)
    found = {}
    for name, arguments in PAGES.items():
        page.goto(live_server.url + reverse(f"frameworks:{name}", args=arguments), wait_until="networkidle")
        assert page.query_selector("h1"), name
        found[name] = faults_of(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert page.said == []


def test_mistakes_are_said_where_they_were_made(open_as_administrator, live_server):
    page = open_as_administrator(width=375, language="en")
    page.goto(live_server.url + reverse("frameworks:new_account"), wait_until="networkidle")
    page.click(".exchange-form button[type=submit]:not([hidden]) >> nth=-1")
    page.wait_for_load_state("networkidle")
    assert page.query_selector(".govuk-error-summary")
    assert faults_of(page) == []
    assert [said for said in page.said if "422" not in said] == []
