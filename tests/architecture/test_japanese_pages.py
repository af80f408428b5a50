"""Every page that a Japanese official can reach is Japanese, refusals and mistakes included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice, product

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from frameworks.models import CalendarVersion, Designation
from requests.actions.drafting import save_entry
from requests.models import Case, Draft, Grant
from tests import cast, factories
from tests.architecture.catalogue import PLACEHOLDER, entries
from tests.cast import Cast
from tests.door import signed_in

SHOWN = ("alt", "aria-label", "placeholder", "title")
SILENT = {"script", "style", "code"}
EMPTY = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
SENTENCE = re.compile(r"[A-Za-z]+(?:[ ,;:]+[A-Za-z]+){2,}")
"""Three words of English in a row are a sentence that somebody forgot to mark."""
TYPED = re.compile(
    r"Keep it locked away.*|It would\.|No such records\.|Export declarations|They show the usual value\."
)
"""What `tests.factories` types, which nobody translates."""
TYPED_IN_JAPANESE = {
    "subject": "機械部品の申告価格",
    "reason": "申告価格が通常の十分の一である。",
    "matter": "一か月に三件の輸入。",
    "legal_elements": "関税法",
}
STATES = ("submitted", "in_execution", "answered", "refused", "cannot_be_executed", "closed")
COMBINATIONS = 6
"""How often one route is tried by one official, with other things in its address each time."""


class Reading(HTMLParser):
    """Takes from a page what somebody reads or hears; not what is marked as English."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_english = given.get("lang") == "en" and tag != "html"
        is_left_out = self._is_left_out or tag in SILENT or is_english
        if not is_left_out:
            self.texts += [given[name] or "" for name in SHOWN if name in given]
        if tag not in EMPTY:
            self._open.append((tag, is_left_out))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_left_out:
            self.texts.append(" ".join(data.split()))

    @property
    def _is_left_out(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _english_messages() -> Iterator[re.Pattern[str]]:
    for entry in entries():
        if entry.message not in entry.said:
            for text in filter(None, (entry.message, entry.plural)):
                parts = PLACEHOLDER.split(text)
                if any(re.search("[A-Za-z]{2}", part) for part in parts):
                    yield re.compile(".+".join(map(re.escape, parts)))


MESSAGES = list(_english_messages())


def left_in_english(page: str) -> list[str]:
    """Return what a page says in English."""
    texts = (TYPED.sub("", text).strip() for text in Reading(page).texts)
    return [text for text in texts if SENTENCE.search(text) or any(message.fullmatch(text) for message in MESSAGES)]


def test_what_is_left_in_english_is_found() -> None:
    page = (
        '<html lang="en"><p lang="en">Each Participant will endeavour</p><h1>Work list</h1><p>Nobody has marked this</p>'
        '<button aria-label="Menu">メニュー</button><p>TOP SECRET</p><p>Assigned to Kenji</p>'
    )
    assert left_in_english(page) == ["Work list", "Nobody has marked this", "Menu", "Assigned to Kenji"]


@dataclass(frozen=True)
class House:
    """A Framework at work, and what addresses are made of."""

    people: Cast
    cases: list[Case]
    draft: Draft
    parts: dict[str, list[object]]


@pytest.fixture
def house(db: None) -> House:
    """Cases in several states, and a draft with an entry."""
    people = cast.assemble()
    cases = [factories.case_at(state, people, **TYPED_IN_JAPANESE) for state in STATES]
    draft = factories.draft(people, by=people.haruka)
    party = {"kind": "business", "name": "架空商事"}
    save_entry(by=people.haruka, draft=draft, sections={}, code="parties", given=party, revision=draft.revision)
    draft.refresh_from_db()
    calendar = CalendarVersion.objects.filter(participant_id="JP")[0]
    parts: dict[str, list[object]] = {
        "reference": [case.reference for case in cases],
        "draft_id": [draft.pk],
        "code": ["request", "parties", "execution", "security", cast.FRAMEWORK],
        "position": [0],
        "number": [1],
        "grant_id": [Grant.objects.filter(case=cases[1]).order_by("pk")[0].pk],
        "pk": [Designation.objects.get(official=people.haruka).pk],
        "username": ["haruka"],
        "name": ["disable", "end-sessions", "withdraw", "close", calendar.name],
        "version": [calendar.version],
        "link": ["never-sent"],
        "ident": [1],
        "size": [1],
    }
    return House(people, cases, draft, parts)


def addresses(parts: dict[str, list[object]]) -> list[str]:
    """Return an address of every route of a page that can be made of the parts, some with several."""
    return sorted({address for name, route in _routes() for address in islice(_of(name, route, parts), COMBINATIONS)})


def _of(name: str, route: URLPattern, parts: dict[str, list[object]]) -> Iterator[str]:
    wanted = list(route.pattern.converters)
    for values in product(*(parts.get(part, []) for part in wanted)):
        try:
            yield reverse(name, kwargs=dict(zip(wanted, values, strict=True)))
        except NoReverseMatch:
            continue


def _routes(patterns: list[URLPattern | URLResolver] | None = None, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from _routes(pattern.url_patterns, f"{room}{pattern.namespace}:" if pattern.namespace else room)
        elif pattern.name:
            yield room + pattern.name, pattern


def _read(browser: Client, address: str, found: dict[str, list[str]]) -> int:
    answer = browser.get(address)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if is_page and (english := left_in_english(answer.content.decode())):
        found[address] = english
    return answer.status_code


@pytest.mark.parametrize(
    ("username", "pages"), [("kenji", 25), ("haruka", 35), ("misaki", 20), ("sakura", 10), ("ryota", 20)]
)
def test_every_page_is_japanese(username: str, pages: int, house: House) -> None:
    browser = signed_in(getattr(house.people, username), language="ja")
    for case in house.cases:
        browser.post(reverse("requests:purpose", args=[case.reference]), {"purpose": "investigation"})
    found: dict[str, list[str]] = {}
    statuses = [_read(browser, address, found) for address in addresses(house.parts)]
    assert found == {}
    assert statuses.count(200) >= pages


@pytest.mark.django_db
def test_the_way_in_is_japanese() -> None:
    cast.assemble()
    browser, found = Client(headers={"Accept-Language": "ja"}), dict[str, list[str]]()
    for address in addresses({"link": ["never-sent"]}):
        _read(browser, address, found)
    mistaken = browser.post(reverse("account_login"), {"login": "kenji", "password": "not it"})
    assert found == {}
    assert left_in_english(mistaken.content.decode()) == []


MISTAKES = (
    ("haruka", "requests:section", {"code": "request"}),
    ("haruka", "requests:section", {"code": "matter"}),
    ("haruka", "requests:section", {"code": "security"}),
    ("haruka", "requests:entry", {"code": "parties"}),
    ("haruka", "requests:entry", {"code": "consignments"}),
    ("haruka", "requests:check", {}),
    ("ryota", "frameworks:new_account", {}),
    ("ryota", "frameworks:designate", {}),
    ("haruka", "account_change_password", {}),
)


@pytest.mark.parametrize(("username", "name", "parts"), MISTAKES)
def test_mistakes_are_told_in_japanese(username: str, name: str, parts: dict[str, object], house: House) -> None:
    if name.startswith("requests:"):
        parts = {"draft_id": house.draft.pk, **parts}
    browser = signed_in(getattr(house.people, username), language="ja")
    page = browser.post(reverse(name, kwargs=parts), {"revision": house.draft.revision}).content.decode()
    assert "問題があります" in page or "まだ提出できません" in page
    assert left_in_english(page) == []


@pytest.mark.parametrize("name", ["assign", "answer", "refuse", "cannot_execute", "grant"])
def test_mistakes_about_a_case_are_told_in_japanese(name: str, house: House) -> None:
    official = house.people.misaki if name == "grant" else house.people.haruka
    browser = signed_in(official, language="ja")
    reference = house.cases[STATES.index("in_execution")].reference
    browser.post(reverse("requests:purpose", args=[reference]), {"purpose": "investigation"})
    page = browser.post(reverse(f"requests:{name}", args=[reference]), {}).content.decode()
    assert "問題があります" in page
    assert left_in_english(page) == []
