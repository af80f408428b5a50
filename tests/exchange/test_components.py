"""The frame of every page and its components: what they say, and that they say it to everybody."""

import copy
from datetime import UTC, datetime
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from audit.verdict import permitted, prohibited
from exchange.context_processors import navigation
from frameworks.marking import Label
from tests.exchange.gallery import samples
from tests.exchange.pages import Page

PAGES = [
    "/components/",
    "/components/?provisional",
    "/components/?nobody",
    "/requests/new/",
    "/error/404/",
    "/error/500/",
]
STATUSES = ["400", "403", "403_csrf", "404", "429", "500", "503"]


def component(name: str, **parameters: Any) -> Page:
    return Page(render_to_string(f"components/{name}.html", parameters))


def page(visitor: Client, address: str, **headers: str) -> Page:
    return Page(visitor.get(address, headers=headers).content.decode())


# The page -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_is_whole(visitor: Client, address: str, language: str) -> None:
    """Names its language and title, and refers to no id that is not there."""
    shown = page(visitor, address, accept_language=language)
    ids = list(shown.ids())
    assert len(ids) == len(set(ids))
    assert shown.one("html")["lang"] == language
    assert len(shown.one("title").text) > len("Customs Exchange")
    referring = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
    meant = {ident for element in shown.all() for name in referring for ident in element[name].split()}
    assert meant <= set(ids)


@pytest.mark.parametrize("address", PAGES)
def test_the_marking_is_the_first_and_the_last_thing_on_every_page(visitor: Client, address: str) -> None:
    body = [element for element in page(visitor, address).all() if element.parent and element.parent.tag == "body"]
    assert "exchange-marking--top" in body[1]["class"]  # after the skip link
    assert "exchange-marking--bottom" in body[-1]["class"]
    assert body[1].text == body[-1].text


def test_the_first_thing_to_reach_by_keyboard_skips_to_the_content(visitor: Client) -> None:
    shown = page(visitor, "/components/")
    assert shown.all("a")[0]["href"] == "#" + shown.one("main")["id"]


def test_the_demonstration_says_so_on_every_page(visitor: Client, gallery: Any) -> None:
    gallery.DEMO = True
    assert "fictitious" in page(visitor, "/components/").one(class_="exchange-demonstration").text
    gallery.DEMO = False
    assert page(visitor, "/components/").all(class_="exchange-demonstration") == []


def test_signing_out_and_changing_the_language_are_never_links(visitor: Client) -> None:
    header = [form for form in page(visitor, "/components/").all("form") if form.lies_in("header")]
    assert {form["method"] for form in header} == {"post"}
    assert {form["action"] for form in header} == {"/setlang/", "/sign-out/"}


def test_one_may_always_read_the_name_of_the_own_language(visitor: Client) -> None:
    for language in ("en", "ja"):
        switch = page(visitor, "/components/", accept_language=language).one(class_="exchange-header__languages")
        assert switch.text == "English 日本語"


def test_the_header_says_who_is_signed_in_and_what_waits(visitor: Client) -> None:
    account = page(visitor, "/components/").one(class_="exchange-header__account").text
    assert "Aroha Ngāta" in account
    assert "NZ" in account
    assert "3 unread" in account
    assert "Aroha" not in page(visitor, "/components/?nobody").one(class_="exchange-header__account").text


def test_nothing_in_the_frame_asks_the_database(visitor: Client) -> None:
    """pytest-django refuses every query here, so a page that comes back whole has made none."""
    assert visitor.get("/components/").status_code == 200


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_needs_nothing(status: str) -> None:
    """No request, no reader, no database: such pages are shown when those are what failed."""
    shown = Page(render_to_string(f"{status}.html"))
    assert shown.one("h1").text
    assert shown.all("form") == []


def test_what_does_not_exist_looks_the_same_at_every_address(visitor: Client) -> None:
    """Same bytes: no address, no token, no message of the moment. Para 3(g)."""
    visitor.get("/components/")
    first = visitor.get("/error/404/").content
    assert first == visitor.get("/error/404/?reference=NZ-JP-2026-482137").content
    assert b"csrfmiddlewaretoken" not in first


def test_a_refusal_says_why_on_its_page() -> None:
    verdict = prohibited("not_named", "7", "The Annex does not name you.")
    shown = Page(render_to_string("403.html", {"verdict": verdict}))
    assert "The Annex does not name you. (paragraph 7)" in shown.one("main").text


# Navigation ---------------------------------------------------------------------------------------------------------


def official(**kept: Any) -> Thing:
    nothing = {"is_authenticated": True, "is_auditor": False, "is_supervisor": False, "is_administrator": False}
    return Thing(**{**nothing, **kept})


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (None, []),
        (official(is_authenticated=False), []),
        (official(is_designated_today=True), ["Work list", "Cases", "New request", "Annex"]),
        (official(is_designated_today=False), ["Annex"]),
        (official(), ["Work list", "Cases", "New request", "Annex"]),
        (official(is_supervisor=True, is_designated_today=False), ["Work list", "Cases", "Overview", "Annex"]),
        (official(is_administrator=True, is_designated_today=False), ["Annex", "Administration"]),
        (official(is_auditor=True), ["Annex", "Access log"]),
    ],
)
def test_the_navigation_holds_what_the_reader_may(gallery: Any, reader: Any, expected: list[str]) -> None:
    assert [str(link.label) for link in navigation(reader, "/")] == expected


def test_the_navigation_says_where_one_is(gallery: Any) -> None:
    def current(path: str) -> dict[str, str]:
        return {link.href: link.current for link in navigation(official(), path) if link.current}

    assert current("/requests/cases/") == {"/requests/cases/": "page"}
    assert current("/requests/cases/NZ-JP-2026-482137/") == {"/requests/cases/": "true"}
    assert current("/elsewhere/") == {}


# Components ---------------------------------------------------------------------------------------------------------


def test_a_marking_stands_beside_its_equivalent() -> None:
    bar = component("marking_bar", labels=samples.PROVISIONAL, position="top").one("p").text
    assert bar == "JP 秘 NZ CONFIDENTIAL (provisional equivalent)"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (Label("JP", "機密性2", is_own=False, by_instruction=True), "JP 機密性2 (by written handling instruction)"),
        (Label("JP", "", is_own=False), "JP no equivalent"),
        (Label("JP", "秘", is_own=False), "JP 秘 (equivalent)"),
        (Label("NZ", "SENSITIVE", is_own=True), "NZ SENSITIVE"),
    ],
)
def test_a_label_says_what_it_rests_on(label: Label, expected: str) -> None:
    assert component("marking_bar", labels=[label], position="top").one("p").text == expected


def test_a_page_without_case_information_does_not_claim_to_be_unclassified() -> None:
    bar = component("marking_bar", labels=None, position="top").one("aside")
    assert bar.text == "No marking: this page holds no case information"
    assert "exchange-marking--marked" not in bar["class"]


def test_facts_are_said_in_full() -> None:
    facts = component("summary_list", rows=samples.FACTS, official=samples.READER)
    values = [value.text for value in facts.all("dd", class_="govuk-summary-list__value")]
    assert "20 November 2026, 10:05 NZDT" in values
    assert "4 December 2026" in values
    assert "Investigation Prosecution" in values
    assert "abc⟦U+202E⟧def" in values
    assert values[-1] == "Not given"


def test_a_text_in_another_language_says_which() -> None:
    facts = component("summary_list", rows=samples.FACTS, official=samples.READER)
    assert facts.one(lang="ja").text == "株式会社髙橋﨑𠮷商会"


def test_a_link_to_change_says_what_it_changes() -> None:
    facts = component("summary_list", rows=samples.FACTS, official=samples.READER)
    assert [link.text for link in facts.all("a") if "Change" in link.text] == ["Change Subject", "Change Business"]


def test_what_people_typed_is_never_markup() -> None:
    typed = "<script>alert(1)</script>"
    shown = component("summary_list", rows=[{"label": "Subject", "value": typed}, {"label": "x", "value": [typed]}])
    assert shown.all("script") == []
    assert [value.text for value in shown.all(class_="exchange-text")] == [typed, typed]


def test_a_table_says_how_it_is_ordered_and_can_be_scrolled_by_keyboard() -> None:
    table = component("table", id="cases", caption="Cases", columns=samples.COLUMNS, rows=samples.ROWS)
    assert [heading["aria-sort"] for heading in table.all("th", scope="col")] == ["", "", "", "ascending", ""]
    assert table.one(role="region")["tabindex"] == "0"
    assert len(table.all("th", scope="row")) == len(samples.ROWS)


def test_an_empty_table_says_what_that_means() -> None:
    shown = component(
        "table", id="cases", caption="Cases", columns=samples.COLUMNS, rows=[], empty="You wait for nobody."
    )
    assert shown.all("table") == []
    assert shown.one(class_="exchange-empty").text == "You wait for nobody."


def test_pages_are_turned_only_where_there_are_any() -> None:
    assert component("pagination", previous="", next="").all() == []
    assert [link["rel"] for link in component("pagination", previous="", next="?after=2").all("a")] == ["next"]


@pytest.mark.parametrize(
    ("kept", "word"),
    [
        ({"due_at": datetime(2999, 1, 1, tzinfo=UTC)}, "Open"),
        ({"due_at": datetime(2020, 1, 1, tzinfo=UTC)}, "Overdue"),
        ({"met_at": datetime(2026, 11, 25, tzinfo=UTC)}, "Done in time"),
        ({"met_at": datetime(2026, 11, 27, tzinfo=UTC)}, "Done late"),
        ({"lifted_at": datetime(2026, 11, 27, tzinfo=UTC)}, "No longer asked for"),
    ],
)
def test_a_deadline_says_in_a_word_how_it_stands(kept: dict[str, Any], word: str) -> None:
    shown = component("deadline", deadline=samples.deadline(**kept), official=samples.READER)
    assert shown.one(class_="govuk-tag").text == word


def test_a_deadline_of_the_next_two_days_is_due_soon() -> None:
    shown = component("deadline", deadline=samples.deadlines()[1], official=samples.READER)
    assert shown.one(class_="govuk-tag").text == "Due soon"


def test_a_deadline_stands_on_both_clocks_the_readers_first() -> None:
    shown = component("deadline", deadline=samples.deadline(), official=samples.READER)
    clocks = [row.text for row in shown.all("div") if row.parent and row.parent.tag == "dl"]
    assert clocks == ["NZ26 November 2026, 21:00 NZDT", "JP26 November 2026, 17:00 JST"]
    japanese = copy.copy(samples.READER)
    japanese.participant_id = "JP"
    shown = component("deadline", deadline=samples.deadline(), official=japanese)
    assert [name.text for name in shown.all("dt")] == ["JP", "NZ"]


def test_a_deadline_explains_itself() -> None:
    why = component("deadline", deadline=samples.deadline(), official=samples.READER).one("details").text
    assert "3 working days" in why
    assert "Labour Thanksgiving Day" in why
    assert "It binds nobody" in why


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        (samples.VERDICTS[0], "Permitted"),
        (samples.VERDICTS[1], "Permitted after advance notice"),
        (samples.VERDICTS[2], "Needs written consent"),
        (samples.VERDICTS[3], "Not permitted"),
    ],
)
def test_a_verdict_says_its_outcome_and_each_reason_with_its_paragraph(verdict: Any, outcome: str) -> None:
    shown = component("verdict", verdict=verdict)
    assert shown.one("p").text == outcome
    expected = [f"{reason} (paragraph {reason.paragraph})" for reason in verdict.reasons]
    assert [reason.text for reason in shown.all("li")] == expected


def test_a_button_that_may_not_be_pressed_says_why() -> None:
    shown = component("button", text="File", refused=samples.VERDICTS[-1], id="file")
    assert "disabled" in shown.one("button").attributes
    assert "does not name you" in next(each for each in shown.all("div") if each["id"] == "file-why").text
    assert "disabled" not in component("button", text="File").one("button").attributes


def test_what_happened_is_told_with_who_and_when() -> None:
    first = component("timeline", items=samples.EVENTS, official=samples.READER).all(class_="moj-timeline__item")[0]
    assert first.text.startswith("Information provided by 佐藤 﨑子 20 November 2026, 15:40 NZDT")


def test_a_task_that_cannot_start_is_no_link() -> None:
    tasks = component("task_list", tasks=samples.TASKS)
    assert len(tasks.all("a")) == len(samples.TASKS) - 1
    assert tasks.all("li")[0].text == "Nature of the proceedings Completed"


def test_only_what_was_done_interrupts() -> None:
    assert component("notification_banner", text="Filed", kind="success").all("div")[0]["role"] == "alert"
    assert component("notification_banner", text="Read this", kind="info").all("div")[0]["role"] == "region"


def test_words_come_in_the_readers_language() -> None:
    with translation.override("ja"):
        assert (
            "2026年11月20日"
            in component("moment", at=samples.EVENTS[2]["at"], official=samples.READER).one("time").text
        )


def test_a_verdict_that_permits_hides_no_button() -> None:
    assert component("verdict", verdict=permitted()).one("div")["class"].endswith("--permitted")
