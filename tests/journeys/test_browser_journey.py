"""The main job in a real browser: filed, told, assigned, acknowledged, answered, read, and every access on record."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.management import call_command

from exchange.mail import deliver
from requests.models import Request
from tests.cast import Cast
from tests.exchange.telling import tell
from tests.journeys.browser import Desk, Judge, judge, say
from tests.journeys.test_pages_journey import ENTRIES, SECTIONS

pytestmark = pytest.mark.browser
ANSWER = {
    "title": "Export declarations",
    "text": "The vehicles were sold at three times the declared price.\n髙橋 美咲は競売に出席した。",
    "level": "NZ:SENSITIVE",
    "handled_as": "JP:3",
    "handling_instruction": "Lock away.",
    "completes": "yes",
    "caveats-holder_only": "on",
    "caveats-no_use_in_proceedings": "on",
    "caveats-free_text": "on",
    "caveats-free_text_words": "Telephone before acting on this.",
}
CONTENT = ("Undervalued", "false", "Kōwhai", "Takahashi", "髙橋", "8703", "ABCU", "three times")
MARKING = "NZ SENSITIVE JP 機密性3"


def test_from_filing_to_the_answer_that_was_read(cast: Cast, sit_down: Callable[..., Desk], judge: Judge) -> None:
    aroha, kenji, haruka = sit_down(cast.aroha), sit_down(cast.kenji), sit_down(cast.haruka)
    come_in(aroha, judge)
    write(aroha, judge)
    reference = check_and_file(aroha, judge)

    kenji.sign_in()
    is_told_without_content(kenji, reference, judge)
    opens_and_reads(kenji, reference, judge)
    assigns(kenji, cast, judge)

    haruka.sign_in()
    acknowledges_by_keyboard(haruka, reference, judge)
    answers(haruka, judge)

    is_told_without_content(aroha, reference, judge)
    reads_the_answer(aroha, reference, judge)
    marks_every_sheet(aroha)

    mallory, tama = sit_down(cast.mallory), sit_down(cast.tama)
    cannot_tell_it_from_nothing(mallory, reference, judge)
    finds_every_access(tama, reference, judge)
    for desk in (aroha, kenji, haruka, tama, judge.plain):
        assert [each for each in desk.said if "404 (Not Found)" not in each] == []
    assert {language for _url, language in judge.seen} == {"en", "ja"}


# --- Aroha files --------------------------------------------------------------------------------------------------------


def come_in(aroha: Desk, judge: Judge) -> None:
    """Sign in, each step of it looked at."""
    aroha.go("/")
    judge.look(aroha)
    aroha.sign_in()
    assert "Work list" in aroha.page.title()
    judge.look(aroha)


def write(aroha: Desk, judge: Judge) -> None:
    """Write a draft through its task list, one page by keyboard alone, one page wrongly at first."""
    aroha.follow("New request")
    judge.look(aroha)
    aroha.press("Begin")
    draft = aroha.page.url
    assert aroha.markings == ["Not marked yet: treat this draft as you will mark it"] * 2
    write_by_keyboard(aroha)
    assert aroha.page.url.split("#")[0] == draft
    judge.look(aroha)
    mend(aroha, judge)
    for code in ("execution", "security"):
        aroha.go(f"{draft}{code}/")
        judge.look(aroha)
        aroha.send(SECTIONS[code], "Save and continue")
    for code, entry in ENTRIES:
        aroha.go(f"{draft}{code}/")
        aroha.press("Add")
        aroha.send(entry, "Save")
    aroha.go(f"{draft}parties/")
    judge.look(aroha)
    aroha.go(f"{draft}parties/add/")
    judge.look(aroha)
    aroha.go(draft)
    assert aroha.text.count("Completed") == 7


def write_by_keyboard(aroha: Desk) -> None:
    """Answer the first page without touching the mouse: from the top the Tab key first reaches the way past the rest."""
    given, keys = SECTIONS["request"], aroha.page.keyboard
    aroha.reach('a[href$="/request/"]')
    aroha.enter()
    keys.press("Tab")
    assert aroha.page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"
    keys.press("Enter")
    aroha.reach('[name="priority"]')
    keys.press("Space")
    for name, downs in (("purpose", 2), ("proceedings", 2)):
        aroha.reach(f'[name="{name}"]')
        for _ in range(downs):
            keys.press("ArrowDown")
        assert aroha.page.input_value(f'[name="{name}"]:checked') == given[name]
    for name in ("subject", "reason"):
        aroha.reach(f'[name="{name}"]')
        keys.insert_text(given[name])
    aroha.reach("main button[type=submit]")
    aroha.enter()


def mend(aroha: Desk, checked: Judge) -> None:
    """Send a page with something missing; what is wrong leads to its field, what was typed stands there still."""
    aroha.follow("The matter and its legal elements")
    checked.look(aroha)
    aroha.send({"matter": SECTIONS["matter"]["matter"]}, "Save and continue")
    judge(aroha.page)
    summary = aroha.page.locator(".govuk-error-summary")
    assert summary.evaluate("summary => summary.contains(document.activeElement)")
    summary.get_by_role("link").click()
    assert aroha.page.evaluate("document.activeElement.name") == "legal_elements"
    assert aroha.page.input_value("#id_matter") == SECTIONS["matter"]["matter"]
    aroha.send({"legal_elements": SECTIONS["matter"]["legal_elements"]}, "Save and continue")


def check_and_file(aroha: Desk, judge: Judge) -> str:
    """Look at all answers once more, file, and return the reference."""
    aroha.follow("Check your answers")
    for shown in ("Urgent", "Kōwhai Motors Ltd", "髙橋 美咲", "870323", "ABCU1234567"):
        assert shown in aroha.text
    judge.look(aroha)
    aroha.press("File the request")
    reference = Request.objects.get().case.reference
    assert reference in aroha.text
    assert "Why do you open this case?" in aroha.text
    return reference


# --- the other side is told, and acts -----------------------------------------------------------------------------------


def is_told_without_content(desk: Desk, reference: str, judge: Judge) -> None:
    """The notice leads to the case; neither it nor the letter says what the case says."""
    outgoing.outbox.clear()
    tell()
    deliver()
    letters = [letter for letter in outgoing.outbox if letter.to == [desk.official.email]]
    assert letters
    assert all(reference in letter.subject for letter in letters)
    desk.go("/")
    judge.look(desk)
    desk.page.locator(".exchange-header__account").get_by_role("link", name=say("Notices", desk.language)).click()
    assert reference in desk.text
    judge.look(desk)
    said = [desk.text, *(letter.subject + letter.body for letter in outgoing.outbox)]
    assert [word for word in CONTENT if any(word in text for text in said)] == []
    desk.page.locator(f'main a[href$="/cases/{reference}/"]').first.click()


def opens_and_reads(kenji: Desk, reference: str, judge: Judge) -> None:
    """One click says why; then the request stands under its marking, with its targets in both local times."""
    assert not any(word in kenji.text for word in CONTENT)
    judge.look(kenji)
    kenji.press(say("Investigation of customs offences", "ja"))
    for shown in ("Undervalued used vehicles", "Kōwhai Motors Ltd", "髙橋 美咲", "870323", "ABCU1234567"):
        assert shown in kenji.text
    assert len(kenji.markings) == 2
    assert all(bar.startswith(MARKING) for bar in kenji.markings)
    targets = kenji.page.locator(".exchange-deadline")
    assert targets.count() == 2
    for target in targets.all():
        moments = target.locator(".exchange-deadline__moments").inner_text()
        assert re.search(r"JP\s.*JST\s*NZ\s.*NZ[DS]T", moments, re.DOTALL), moments
        target.locator("summary").click()
        assert target.locator("ol li").count() in (1, 3)  # urgent: one working day to acknowledge, three to answer
    judge.look(kenji)


def assigns(kenji: Desk, cast: Cast, judge: Judge) -> None:
    """Intake gives the case away, and no longer sees it."""
    case = kenji.page.url
    kenji.follow(say("Assign", "ja"))
    judge.look(kenji)
    kenji.send({"to": str(cast.haruka.pk)}, say("Assign", "ja"))
    assert "Haruka" in kenji.text
    assert kenji.go(case).status == 404


def acknowledges_by_keyboard(haruka: Desk, reference: str, judge: Judge) -> None:
    """The assignee is told, says why, and acknowledges with the Tab and Enter keys alone."""
    tell()
    haruka.go("/notices/")
    haruka.page.locator(f'main a[href$="/cases/{reference}/"]').first.click()
    haruka.reach('button[value="investigation"]')
    haruka.enter()
    haruka.reach('form[action$="/act/acknowledge/"] button')
    haruka.enter()
    assert Request.objects.get().state == "acknowledged"
    judge.look(haruka)


def answers(haruka: Desk, checked: Judge) -> None:
    """Provide one item under a marking with three caveats; what is missing is said first, all of it in one place."""
    case = haruka.page.url.split("#")[0]
    for address in ("/cases/", f"{case}who/", f"{case}refuse/"):
        haruka.go(address)
        checked.look(haruka)
    haruka.go(case)
    haruka.follow(say("Answer", "ja"))
    checked.look(haruka)
    haruka.send({"caveats-free_text": "on"}, say("Provide the information", "ja"))
    assert haruka.page.locator(".govuk-error-summary").count() == 1
    assert haruka.page.locator(".govuk-error-summary li").count() == 4
    judge(haruka.page)
    haruka.send(ANSWER, say("Provide the information", "ja"))
    assert Request.objects.get().state == "answered"
    checked.look(haruka)


# --- the answer is read -------------------------------------------------------------------------------------------------


def reads_the_answer(aroha: Desk, reference: str, judge: Judge) -> None:
    """What was provided stands under its own marking, first and last, with every caveat of the provider."""
    judge.look(aroha)
    aroha.press("Investigation of customs offences")
    item = aroha.page.locator(".exchange-item")
    assert "three times the declared price" in item.inner_text()
    assert [
        label.startswith(MARKING) for label in map(unbroken, item.locator(".exchange-labels").all_inner_texts())
    ] == [
        True,
        True,
    ]
    caveats = item.locator(".exchange-caveats__list > div").all_inner_texts()
    assert len(caveats) == 3
    assert "Telephone before acting on this." in caveats[2]
    assert all(bar.startswith(MARKING) for bar in aroha.markings)
    judge.look(aroha)
    aroha.press("Acknowledge receipt")
    aroha.follow("Close")
    judge.look(aroha)
    aroha.press("Close")
    assert Request.objects.get().state == "closed"


def unbroken(text: str) -> str:
    """Return a text with its white space as a reader sees it."""
    return " ".join(text.split())


def marks_every_sheet(aroha: Desk) -> None:
    """On paper both bars are fixed to the edges of every sheet, every caveat is whole, and there is nowhere to go."""
    aroha.page.emulate_media(media="print")
    for place in ("top", "bottom"):
        bar = aroha.page.locator(f".exchange-marking--{place} .exchange-marking__bar")
        assert bar.is_visible()
        assert bar.evaluate("bar => getComputedStyle(bar).position") == "fixed"
    assert aroha.page.locator(".exchange-caveats").is_visible()
    for gone in (".govuk-service-navigation", ".exchange-header__account", ".govuk-back-link", ".exchange-offers"):
        assert not aroha.page.locator(gone).is_visible()
    assert aroha.page.pdf(format="A4").startswith(b"%PDF")
    aroha.page.emulate_media(media="screen")


# --- who has no need to know, and who watches over it ---------------------------------------------------------------------


def cannot_tell_it_from_nothing(mallory: Desk, reference: str, judge: Judge) -> None:
    """A designated official without need to know gets the same bytes as for a reference that never existed."""
    mallory.sign_in()
    absent = mallory.go("/cases/NZ-JP-2026-000024/")
    nothing = absent.body()
    hidden = mallory.go(f"/cases/{reference}/")
    assert (absent.status, hidden.status) == (404, 404)
    assert hidden.body() == nothing
    assert without_what_differs(hidden) == without_what_differs(absent)
    judge.look(mallory)
    assert {said for said in mallory.said if "404 (Not Found)" not in said} == set()


def without_what_differs(response: Any) -> dict[str, str]:
    """Return the headers of a response but those that no two responses share."""
    return {name: value for name, value in response.headers.items() if name not in ("date", "x-request-id")}


def finds_every_access(tama: Desk, reference: str, judge: Judge) -> None:
    """The auditor finds who opened the case and who was refused; the log is whole."""
    tell()
    tama.sign_in()
    tama.follow("Access log")
    judge.look(tama)
    tama.send({"reference": reference}, "Filter")
    judge.look(tama)
    allowed = [(who, "requests.case.read", "Permitted") for who in ("aroha", "kenji", "haruka")]
    for who, action, outcome in (*allowed, ("mallory", "requests.case.look", "Not permitted")):
        found = accesses(tama, who, action)
        assert any(reference in line and f" {outcome} Page" in line for line in found), found
    tama.page.locator("tbody a").first.click()
    judge.look(tama)
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert "The access log is whole." in said.getvalue()


def accesses(tama: Desk, who: str, action: str) -> list[str]:
    """Return the lines of the log that say what one official did of one kind."""
    tama.send({"official": who}, "Filter")
    lines = [unbroken(line) for line in tama.page.locator("tbody tr").all_inner_texts()]
    return [line for line in lines if f" {who} " in line and f" {action} " in line]
