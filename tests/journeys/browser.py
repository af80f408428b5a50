"""What a journey sits at: one real browser for each official, and windows that judge every page they come to."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from frameworks.models import Official
from frameworks.signin import totp
from tests.cast import PASSWORD
from tests.signin.browser import SECRET

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = settings.BASE_DIR / "tests/assets/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
SIZES = {"en": WIDE, "ja": NARROW}
MOST_TABS = 60
PATIENCE = 15_000  # milliseconds, where other tests keep the cores busy


def say(message: str, language: str) -> str:
    """Return what a page in that language says for an English message."""
    with translation.override(language):
        return translation.gettext(message)


class Desk:
    """One official's browser, as it comes: nothing bypassed, everything it complains about kept in ``said``."""

    def __init__(
        self, browser: Any, address: str, official: Official | None = None, *, has_scripts: bool = True
    ) -> None:
        self.official, self.language = official, official.language if official else "en"
        self.context = browser.new_context(
            base_url=address, locale=self.language, viewport=WIDE, java_script_enabled=has_scripts
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text) if message.type != "verbose" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def sign_in(self) -> None:
        """Come in through the real pages: password, then the code of the authenticator app."""
        assert self.official is not None
        self.go("/")
        self.send({"login": self.official.username, "password": PASSWORD}, say("Sign in", self.language))
        code = totp.code_at(SECRET, int(time.time()) // totp.STEP_SECONDS)
        self.send({"code": code}, say("Sign in", self.language))

    def go(self, address: str) -> Any:
        """Open an address; return the response."""
        return self.page.goto(address)

    def fill(self, fields: Mapping[str, str]) -> None:
        """Answer the page's questions by the names of their fields."""
        for name, value in fields.items():
            box = self.page.locator(f'main [name="{name}"]')
            kind = box.first.get_attribute("type")
            if kind == "radio":
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind == "checkbox":
                box.check()
            elif self.page.locator(f'main select[name="{name}"]').count():
                box.select_option(value)
            else:
                box.fill(value)

    def press(self, text: str) -> None:
        """Press a button of the page's own part and wait for what comes of it."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=text, exact=True).first.click()

    def send(self, fields: Mapping[str, str], button: str) -> None:
        """Fill a form and send it."""
        self.fill(fields)
        self.press(button)

    def follow(self, text: str) -> None:
        """Follow a link, one that looks like a button too, wherever on the page it stands."""
        exactly = re.compile(rf"^\s*{re.escape(text)}\s*$")
        with self.page.expect_navigation():
            self.page.locator("a").filter(has_text=exactly).first.click()

    def reach(self, selector: str) -> None:
        """Go by the Tab key alone to what ``selector`` names, as far as it takes."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"the Tab key never reaches {selector}")

    def enter(self) -> None:
        """Press the Enter key and wait for what comes of it."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    @property
    def text(self) -> str:
        """What the page's own part says."""
        return str(self.page.locator("main").inner_text())

    @property
    def markings(self) -> list[str]:
        """What the first and the last bar of the page say."""
        return [" ".join(bar.split()) for bar in self.page.locator(".exchange-marking__bar").all_inner_texts()]


class Judge:
    """Looks at each page that an official comes to, in both languages and at both sizes."""

    def __init__(self, browser: Any, address: str) -> None:
        self.seen: list[tuple[str, str]] = []
        self.windows = {
            language: browser.new_context(base_url=address, locale=language, viewport=size, bypass_csp=True).new_page()
            for language, size in SIZES.items()
        }
        self.plain = Desk(browser, address)

    def look(self, desk: Desk) -> None:
        """Open the page that stands on a desk as its official sees it, and find nothing wrong with it."""
        for language, window in self.windows.items():
            self._open(window, desk, language)
            assert window.locator("html").get_attribute("lang") == language
            judge(window)
            self.seen.append((desk.page.url, language))
        other = next(language for language in SIZES if language != desk.language)
        self._open(self.plain.page, desk, other)

    @staticmethod
    def _open(window: Any, desk: Desk, language: str) -> None:
        kept = [cookie for cookie in desk.context.cookies() if cookie["name"] != settings.LANGUAGE_COOKIE_NAME]
        chosen = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": desk.page.url}
        window.context.clear_cookies()
        window.context.add_cookies([*kept, chosen])
        window.goto(desk.page.url)


def judge(window: Any) -> None:
    """Nothing that axe finds, and nothing beyond the edge of a small screen."""
    window.evaluate(AXE.read_text(encoding="utf-8"))
    found = window.evaluate("rules => axe.run({runOnly: rules})", RULES)
    wrong = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
    assert wrong == [], f"{window.url}: {wrong}"
    assert found["passes"]
    size = window.viewport_size
    window.set_viewport_size(NARROW)
    assert window.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), window.url
    window.set_viewport_size(size)
