"""Signing in with a real browser: passkeys with a virtual authenticator, every page within the content policy."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.urls import reverse

from frameworks.signin import totp
from tests.cast import PASSWORD, official
from tests.exchange.test_frame_in_browser import ARGUMENTS, AXE, RULES
from tests.skipping import chromium

pytestmark = pytest.mark.browser
COMPLAINTS = {"error", "warning"}
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    """The Chromium of this machine."""
    found = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield found
    found.close()


@pytest.fixture
def site_address(transactional_db: None, live_server: Any, request: pytest.FixtureRequest) -> str:
    """The exchange, served at a name for which browsers let passkeys be used."""
    request.getfixturevalue("framework")
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser: Any, site_address: str) -> Iterator[Any]:
    """A page of a browser that holds a passkey device; what it complains about is in ``said``."""
    context = browser.new_context(viewport={"width": 375, "height": 800}, base_url=site_address, locale="en")
    opened = context.new_page()
    opened.said = []
    opened.on("console", lambda message: opened.said.append(message.text) if message.type in COMPLAINTS else None)
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    device = context.new_cdp_session(opened)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield opened
    context.close()
    assert opened.said == []


def look_at(page: Any) -> None:
    """Nothing that axe finds, nothing beyond the edge of a small screen."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def press(page: Any, text: str) -> None:
    with page.expect_navigation(wait_until="networkidle"):
        page.get_by_role("button", name=text, exact=True).click()


def type_password(page: Any, name: str = "aroha") -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("User name").fill(name)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    press(page, "Sign in")


def sign_out(page: Any) -> None:
    page.goto(reverse("account_logout"))
    with page.expect_navigation(wait_until="networkidle"):
        page.locator("main").get_by_role("button", name="Sign out").click()


def is_in(page: Any) -> bool:
    page.goto(reverse("signin:sessions"))
    return "Where you are signed in" in page.title()


def test_an_official_enrols_an_app_and_a_passkey_and_signs_in_with_each(page: Any) -> None:
    official("aroha", "NZ", clearance_id="NZ:SENSITIVE")
    type_password(page)
    page.goto(reverse("signin:tokens"))
    assert "Signing in" in page.title()
    look_at(page)

    page.get_by_role("button", name="Add an app").click()
    look_at(page)
    secret = re.sub(r"\s", "", page.locator("code").inner_text())
    page.get_by_label("Code").fill(totp.code_at(secret, int(time.time()) // 30))
    press(page, "Add the app")
    press(page, "Make recovery codes")
    look_at(page)
    recovery_code = page.locator("main code").first.inner_text()

    page.goto(reverse("mfa_add_webauthn"))
    look_at(page)
    page.get_by_label("Name of the passkey").fill("青い鍵")
    page.get_by_label("Sign in with this passkey alone").check()
    press(page, "Add a passkey")
    assert "青い鍵" in page.content()
    look_at(page)

    sign_out(page)
    assert not is_in(page)
    type_password(page)
    look_at(page)
    press(page, "Use the passkey")
    assert is_in(page)
    look_at(page)

    page.goto(f"{reverse('signin:confirm')}?next={reverse('signin:tokens')}")
    look_at(page)
    press(page, "Use the passkey")
    assert "Tokens for machines" in page.title()
    look_at(page)

    sign_out(page)
    page.goto(reverse("account_login"))
    look_at(page)
    press(page, "Sign in with a passkey")
    assert is_in(page)

    sign_out(page)
    type_password(page)
    page.get_by_label("Code").fill(recovery_code)
    press(page, "Sign in")
    assert is_in(page)


def test_a_supervisor_comes_in_with_a_passkey_and_is_told_so_in_japanese_too(page: Any) -> None:
    official("misaki", "JP", is_supervisor=True, clearance_id="JP:GOKUHI")
    type_password(page, "misaki")
    page.goto(reverse("mfa_index"))
    assert "Supervisors and administrators sign in with a passkey" in page.content()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_load_state("networkidle")
    press(page, "Add a passkey")
    assert is_in(page)
    page.context.add_cookies([{"name": site.LANGUAGE_COOKIE_NAME, "value": "ja", "url": page.url}])
    for route in ("mfa_index", "mfa_list_webauthn", "account_change_password"):
        page.goto(reverse(route))
        look_at(page)


def test_a_passkey_that_is_not_there_is_said_on_the_page(page: Any) -> None:
    page.goto(reverse("account_login"))
    fault = page.locator("[data-passkey-fault]")
    assert fault.is_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()
    fault.wait_for(state="visible")
    look_at(page)


def test_signing_in_works_without_scripts(browser: Any, site_address: str) -> None:
    official("aroha", "NZ", clearance_id="NZ:SENSITIVE")
    context = browser.new_context(java_script_enabled=False, base_url=site_address, locale="en")
    page = context.new_page()
    type_password(page)
    page.goto(reverse("mfa_activate_totp"))
    secret = re.sub(r"\s", "", page.locator("code").inner_text())
    page.get_by_label("Code").fill(totp.code_at(secret, int(time.time()) // 30))
    press(page, "Add the app")
    assert is_in(page)
    page.goto(reverse("mfa_add_webauthn"))
    assert "needs JavaScript" in page.locator("main").inner_text()
    context.close()
