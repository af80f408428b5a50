"""The main job with JavaScript switched off: everything is links and forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from requests.models import Request
from tests.cast import Cast
from tests.exchange.telling import tell
from tests.journeys.browser import Desk, say
from tests.journeys.test_browser_journey import ANSWER, MARKING
from tests.journeys.test_pages_journey import ENTRIES, SECTIONS

pytestmark = pytest.mark.browser


def test_from_filing_to_the_answer_that_was_read(cast: Cast, sit_down: Callable[..., Desk]) -> None:
    aroha, kenji, haruka = (sit_down(person, has_scripts=False) for person in (cast.aroha, cast.kenji, cast.haruka))
    aroha.sign_in()
    reference = files(aroha)

    kenji.sign_in()
    opens(kenji, reference, "ja")
    assert all(bar.startswith(MARKING) for bar in kenji.markings)
    kenji.page.locator(".exchange-deadline summary").first.click()
    assert kenji.page.locator(".exchange-deadline ol li").first.is_visible()
    kenji.follow(say("Assign", "ja"))
    kenji.send({"to": str(cast.haruka.pk)}, say("Assign", "ja"))

    haruka.sign_in()
    opens(haruka, reference, "ja")
    haruka.press(say("Acknowledge", "ja"))
    haruka.follow(say("Answer", "ja"))
    assert haruka.page.locator(".govuk-checkboxes__conditional").first.is_visible()
    haruka.send({"caveats-free_text": "on"}, say("Provide the information", "ja"))
    assert haruka.page.locator(".govuk-error-summary").is_visible()
    haruka.send(ANSWER, say("Provide the information", "ja"))

    opens(aroha, reference, "en")
    assert "three times the declared price" in aroha.text
    assert aroha.page.locator(".exchange-caveats__list > div").count() == 3
    aroha.press("Acknowledge receipt")
    aroha.follow("Close")
    aroha.press("Close")
    assert Request.objects.get().state == "closed"


def files(aroha: Desk) -> str:
    """Write a request page by page, check the answers, file it; return its reference."""
    assert aroha.page.locator(".govuk-service-navigation__link").first.is_visible()
    aroha.follow("New request")
    aroha.press("Begin")
    draft = aroha.page.url
    for code, fields in SECTIONS.items():
        aroha.go(f"{draft}{code}/")
        aroha.send(fields, "Save and continue")
    for code, entry in ENTRIES:
        aroha.go(f"{draft}{code}/add/")
        aroha.send(entry, "Save")
    aroha.go(f"{draft}check/")
    assert "髙橋 美咲" in aroha.text
    aroha.press("File the request")
    return str(Request.objects.get().case.reference)


def opens(desk: Desk, reference: str, language: str) -> None:
    """Follow the notice to the case, and say with one click why."""
    tell()
    desk.go("/notices/")
    desk.page.locator(f'main a[href$="/cases/{reference}/"]').first.click()
    desk.press(say("Investigation of customs offences", language))
