"""The first page: what waits, for whom, until when; nothing that one need not know, and the same cost however long."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Entry
from exchange import worklist as worklists
from exchange.notices import mark_read, notices, unread
from exchange.worklist import worklist
from frameworks.models import Deadline, Designation, Official
from requests.actions.granting import grant_access
from requests.lifecycle import REQUEST
from tests.door import signed_in
from tests.exchange.telling import tell
from tests.factories import STATES, case_at, draft, filed

pytestmark = pytest.mark.django_db
BUDGET = 8


def groups(found):
    """Return the references in each group of a work list."""
    return {group.code: [item.line.request.case.reference for item in group.items] for group in found.groups}


def whose(case, by):
    """Return the group in which a case stands on somebody's list, if it stands there."""
    return next((code for code, references in groups(worklist(by=by)).items() if case.reference in references), None)


# --- whose move it is -------------------------------------------------------------------------------------------------

MOVES = {
    "submitted": {"aroha": "other", "kenji": "me"},
    "assigned": {"aroha": "other", "haruka": "me", "kenji": None},
    "acknowledged": {"aroha": "other", "haruka": "me"},
    "in_execution": {"aroha": "other", "haruka": "me"},
    "answered_in_part": {"aroha": "other", "haruka": "me"},
    "answered": {"aroha": "me", "haruka": "other"},
    "refused": {"aroha": "me", "haruka": "other"},
    "cannot_be_executed": {"aroha": "me", "haruka": "other"},
    "withdrawn": {"aroha": None, "kenji": None},
    "closed": {"aroha": None, "haruka": None},
}


def test_every_state_has_its_place():
    assert set(MOVES) == set(STATES)
    assert {state for state, move in MOVES.items() if set(move.values()) == {None}} == set(map(str, REQUEST.final))


@pytest.mark.parametrize("state", STATES)
def test_a_case_waits_for_whose_move_it_is(cast, state):
    case = case_at(state, cast)
    assert {name: whose(case, getattr(cast, name)) for name in MOVES[state]} == MOVES[state]


def test_what_waits_for_a_colleague_waits_for_my_side(cast):
    case = case_at("in_execution", cast)
    grant_access(by=cast.misaki, case=case, to=cast.daichi, reason="stands_in")
    assert whose(case, cast.daichi) == "side"


# --- what stands on it ------------------------------------------------------------------------------------------------


def test_who_need_not_know_has_an_empty_list(cast):
    case_at("in_execution", cast)
    for person in (cast.mallory, cast.daichi, cast.wiremu, cast.tama, cast.olivia):
        assert groups(worklist(by=person)) == {"me": [], "side": [], "other": []}


def test_whose_designation_has_ended_has_an_empty_list(cast):
    filed(cast)
    Designation.objects.filter(official=cast.aroha).update(valid_until=timezone.localdate() - timedelta(days=2))
    assert groups(worklist(by=Official.objects.get(pk=cast.aroha.pk)))["other"] == []


def test_what_is_due_first_stands_first_and_the_more_pressing_before_the_less(cast):
    routine = filed(cast, priority="routine").case.reference
    urgent = filed(cast, priority="urgent").case.reference
    priority = filed(cast, priority="priority").case.reference
    done = case_at("answered", cast, priority="urgent").reference
    assert groups(worklist(by=cast.aroha))["other"] == [urgent, priority, routine]
    assert groups(worklist(by=cast.aroha))["me"] == [done]


def test_the_next_open_deadline_is_shown_on_the_clocks_of_both_sides_the_own_first(cast):
    request = filed(cast)
    [item] = worklist(by=cast.aroha).groups[2].items
    deadline = Deadline.objects.get(subject=request.reference, kind="acknowledge")
    assert item.due.at == deadline.due_at
    assert [clock.participant for clock in item.due.clocks] == ["NZ", "JP"]
    assert [clock.text.split()[-1] for clock in item.due.clocks] == ["NZDT", "JST"]
    assert item.due.title == "Acknowledge the request"


def test_overdue_and_due_soon_are_told_in_words_and_have_tabs_of_their_own(cast):
    request = filed(cast)
    deadline = Deadline.objects.get(subject=request.reference, kind="acknowledge")
    for moment, nearness, word in (
        (deadline.due_at - timedelta(hours=1), "soon", "Due soon"),
        (deadline.due_at + timedelta(hours=1), "overdue", "Overdue"),
    ):
        with time_machine.travel(moment, tick=True):
            page = signed_in(cast.aroha).get(f"/?show={nearness}").content.decode()
            other = "soon" if nearness == "overdue" else "overdue"
            assert groups(worklist(by=cast.aroha, tab=nearness))["other"] == [request.case.reference]
            assert groups(worklist(by=cast.aroha, tab=other))["other"] == []
        assert f">{word}</strong>" in page


def test_tabs_count_what_they_hold(cast):
    filed(cast)
    case_at("answered", cast)
    tabs = {tab.code: (tab.count, tab.is_current) for tab in worklist(by=cast.aroha, tab="overdue").tabs}
    assert tabs == {"": (2, False), "soon": (0, False), "overdue": (0, True)}


def test_a_tab_that_does_not_exist_is_the_whole_list(cast):
    filed(cast)
    assert len(groups(worklist(by=cast.aroha, tab="'; drop table"))["other"]) == 1


def test_the_page_is_marked_as_high_as_its_highest_line_of_each_side(cast):
    filed(cast, level="NZ:SENSITIVE")
    filed(cast, level="NZ:IN-CONFIDENCE")
    filed(cast, by=cast.haruka, level="JP:2")
    assert [(label.participant, label.text) for label in worklist(by=cast.aroha).labels] == [("NZ", "SENSITIVE")]
    assert [label.participant for label in worklist(by=cast.hemi).labels] == ["JP"]


def test_a_list_that_is_too_long_says_so(cast, monkeypatch):
    monkeypatch.setattr(worklists, "MOST", 2)
    for _ in range(3):
        filed(cast)
    found = worklist(by=cast.aroha)
    assert found.is_cut
    assert len(groups(found)["other"]) == 2


def test_drafts_are_counted_and_linked(cast):
    draft(cast)
    page = signed_in(cast.aroha).get("/").content.decode()
    assert "1 request you have not filed yet" in page


# --- what it leaves in the log, and what it costs ---------------------------------------------------------------------


def test_a_look_is_one_entry_that_names_every_line_and_one_receipt(cast, unwraps):
    references = {filed(cast).case.reference for _ in range(3)}
    browser = signed_in(cast.aroha)
    before = Entry.objects.count()
    browser.get("/")
    entry = Entry.objects.order_by("-pk").first()
    assert Entry.objects.count() == before + 1
    assert set(entry.subjects) == references
    assert len({receipt.entry for _, receipt in unwraps}) == 1


def test_a_tab_opens_no_line_that_it_does_not_show(cast, unwraps):
    filed(cast)
    signed_in(cast.aroha).get("/?show=overdue")
    assert unwraps == []


def queries_of(browser, address):
    """Return what a page asks of the database; it is asked for twice, since a rested session is first touched."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = browser.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("address", ["/", "/cases/", "/notices/"])
def test_a_list_costs_the_same_however_long_and_no_more_than_its_budget(cast, address):
    browser = signed_in(cast.aroha)
    filed(cast)
    tell()
    few = queries_of(browser, address)
    for _ in range(59):
        filed(cast)
    tell()
    many = queries_of(browser, address)
    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= BUDGET, "\n".join(many)
    assert sum("INSERT INTO audit_entry" in query for query in many) == 1


def test_the_overview_costs_the_same_however_long(cast):
    browser = signed_in(cast.misaki)
    filed(cast)
    few = queries_of(browser, "/overview/")
    for _ in range(30):
        filed(cast)
    many = queries_of(browser, "/overview/")
    assert len(few) == len(many) <= BUDGET, "\n".join(many)


# --- the supervisor's overview ----------------------------------------------------------------------------------------


def test_a_supervisor_sees_references_states_and_deadlines_without_content(cast, unwraps):
    case = case_at("in_execution", cast, subject="SUBJECTCANARY")
    over = case_at("closed", cast)
    page = signed_in(cast.misaki).get("/overview/").content.decode()
    assert case.reference in page
    assert "In execution" in page
    assert "Answer, refuse or say that it cannot be executed" in page
    assert over.reference not in page
    assert "SUBJECTCANARY" not in page
    assert unwraps == []


def test_the_overview_goes_on_by_key(cast):
    references = [filed(cast).case.reference for _ in range(30)]
    browser = signed_in(cast.wiremu)
    first = browser.get("/overview/").content.decode()
    assert 'rel="next"' in first
    after = first.split('href="?after=')[1].split('"')[0]
    second = browser.get(f"/overview/?after={after}").content.decode()
    seen = [{reference for reference in references if reference in page} for page in (first, second)]
    assert not seen[0] & seen[1]
    assert seen[0] | seen[1] == set(references)


@pytest.mark.parametrize("after", ["", "nonsense", "2026-01-01_1", "9" * 400, "2026-13-45T00:00:00+00:00_3", "\x00"])
def test_a_place_that_was_never_given_out_breaks_nothing(cast, after):
    browser = signed_in(cast.wiremu)
    for address in ("/overview/", "/notices/", "/cases/"):
        assert browser.get(address, {"after": after}).status_code == 200


# --- notices ----------------------------------------------------------------------------------------------------------


def test_notices_are_read_newest_first_with_a_link_to_the_case(cast):
    case = case_at("acknowledged", cast)
    tell()
    page = notices(by=cast.aroha)
    assert [notice.words for notice in page.notices] == [
        f"{case.reference} has been acknowledged",
        f"{case.reference} is in the hands of an official of the other side",
    ]
    assert {notice.href for notice in page.notices} == {f"/cases/{case.reference}/"}


def test_the_header_counts_unread_notices(cast):
    case_at("acknowledged", cast)
    tell()
    browser = signed_in(cast.aroha)
    for address in ("/", "/notices/", "/cases/"):
        assert '<span class="exchange-count">2<' in browser.get(address).content.decode()


def test_marking_as_read_leaves_what_came_since_unread(cast):
    filed(cast)
    tell()
    browser = signed_in(cast.kenji)
    shown = notices(by=cast.kenji).newest
    filed(cast)
    tell()
    assert browser.post("/notices/read/", {"newest": shown}).status_code == 302
    assert unread(by=cast.kenji) == 1


def test_nobody_marks_the_notices_of_another(cast):
    filed(cast)
    tell()
    assert mark_read(by=cast.mallory, newest=notices(by=cast.kenji).newest) == 0
    assert unread(by=cast.kenji) == 1


def test_nobody_reads_the_notices_of_another(cast):
    filed(cast)
    tell()
    assert notices(by=cast.mallory).notices == []


def test_looking_at_notices_changes_nothing(cast):
    filed(cast)
    tell()
    signed_in(cast.kenji).get("/notices/")
    assert unread(by=cast.kenji) == 1


def test_notices_go_on_by_key(cast):
    for _ in range(30):
        filed(cast)
    tell()
    first = notices(by=cast.kenji)
    second = notices(by=cast.kenji, after=first.after)
    keys = [notice.key for notice in (*first.notices, *second.notices)]
    assert len(keys) == len(set(keys)) == 30
    assert keys == sorted(keys, reverse=True)
    assert second.after == ""


# --- the language -----------------------------------------------------------------------------------------------------


def test_the_language_that_is_chosen_is_remembered_for_mail(cast):
    browser = signed_in(cast.aroha)
    response = browser.post("/language/", {"language": "ja", "next": "/notices/"})
    assert response["Location"] == "/notices/"
    cast.aroha.refresh_from_db()
    assert cast.aroha.language == "ja"
    assert 'lang="ja"' in browser.get("/notices/").content.decode()


def test_a_language_that_is_not_offered_changes_nothing(cast):
    signed_in(cast.aroha).post("/language/", {"language": "xx", "next": "/"})
    cast.aroha.refresh_from_db()
    assert cast.aroha.language == "en"


def test_the_language_may_be_chosen_before_signing_in(client):
    assert client.post("/language/", {"language": "ja", "next": "/"}).status_code == 302
    assert client.cookies["language"].value == "ja"


def test_the_way_back_never_leads_out_of_the_house(cast):
    response = signed_in(cast.aroha).post("/language/", {"language": "ja", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in response["Location"]


@pytest.mark.parametrize("address", ["/", "/notices/", "/overview/"])
def test_nothing_is_shown_before_signing_in(client, address):
    assert client.get(address).status_code == 302
