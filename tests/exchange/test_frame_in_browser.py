"""The gallery in a real browser: accessible, within the content policy and a small screen, marked on every sheet."""

import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings as site
from django.core.handlers.wsgi import WSGIHandler

from tests.skipping import chromium

pytestmark = pytest.mark.browser
AXE = site.BASE_DIR / "tests/assets/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ADDRESSES = ["/components/", "/requests/new/", "/error/404/"]


class Quiet(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def address(gallery: Any) -> Iterator[str]:
    """The gallery, served by a thread of this process; it has no database to be shared."""
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    """The Chromium of this machine."""
    found = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield found
    found.close()


def visit(browser: Any, address: str, *, width: int = 1280, language: str = "en", **kept: Any) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, **kept)
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if message.type != "verbose" else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(address, wait_until="networkidle")
    return page


def send_mistakes(page: Any) -> None:
    if page.query_selector("#id_wished_0"):
        page.fill("#id_wished_0", "31")
        page.click(".exchange-form button[type=submit]:not([hidden]) >> nth=-1")
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (375, "ja")])
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_serves_everybody(address: str, browser: Any, path: str, width: int, language: str) -> None:
    """No complaint of the content policy, nothing beyond the edge of the screen, nothing that axe finds."""
    page = visit(browser, address + path, width=width, language=language)
    send_mistakes(page)
    assert [each for each in page.said if "404 (Not Found)" not in each] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert found["passes"]


def test_the_page_works_without_a_script(address: str, browser: Any) -> None:
    page = visit(browser, address + "/requests/new/", width=375, java_script_enabled=False)
    assert page.locator(".govuk-service-navigation__link").first.is_visible()
    send_mistakes(page)
    assert page.locator(".govuk-error-summary").is_visible()
    assert page.input_value("#id_wished_0") == "31"


def test_fields_of_an_empty_box_are_put_away_by_the_script(address: str, browser: Any) -> None:
    page = visit(browser, address + "/requests/new/")
    assert not page.locator("#id_more-agencies").is_visible()
    page.check("#id_question-named_only")
    assert page.locator("#id_more-agencies").is_visible()


def test_what_is_hidden_is_not_seen(address: str, browser: Any) -> None:
    """A style that gives an element its display must not show it against its own word."""
    page = visit(browser, address + "/requests/new/")
    assert page.locator("[hidden]").count()
    assert page.locator("[hidden]:visible").count() == 0


def test_names_are_set_in_our_font_to_the_last_character(address: str, browser: Any) -> None:
    page = visit(browser, address + "/components/")
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    names = {
        ".govuk-summary-list [lang=ja]": "株式会社髙橋﨑𠮷商会",
        ".moj-timeline__item:last-child p": "by Aroha Ngāta",
    }
    for selector, text in names.items():
        node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert all(font["isCustomFont"] for font in fonts)
        assert sum(font["glyphCount"] for font in fonts) == len(text)  # more where a letter was taken apart


def test_paper_carries_the_marking_and_no_navigation(address: str, browser: Any) -> None:
    page = visit(browser, address + "/components/")
    page.emulate_media(media="print")
    for place in ("top", "bottom"):
        bar = page.locator(f".exchange-marking--{place} .exchange-marking__bar")
        assert bar.is_visible()
        assert bar.evaluate("bar => getComputedStyle(bar).position") == "fixed"  # so it stands on every sheet
    assert not page.locator(".govuk-service-navigation").is_visible()
    assert not page.locator(".exchange-header__account").is_visible()
    assert page.locator(".exchange-caveats").is_visible()
