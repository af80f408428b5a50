"""The main job through the pages: from filing to the answer that was read, as each side sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from audit.models import Entry
from caveats.kinds import from_plain
from requests.models import Draft, Request
from tests.cast import Cast
from tests.door import signed_in
from tests.factories import case_at, information

SECTIONS: dict[str, dict[str, Any]] = {
    "request": {
        "priority": "urgent",
        "purpose": "investigation",
        "proceedings": "criminal_investigation",
        "subject": "Undervalued used vehicles",
        "reason": "Invoices seem to be false.",
    },
    "matter": {"matter": "False invoices.", "legal_elements": "Customs and Excise Act 2018, s 355"},
    "execution": {"can_reciprocate": "yes", "useful_information": "Auction prices are public."},
    "security": {
        "level": "NZ:SENSITIVE",
        "handled_as": "JP:3",
        "handling_instruction": "Lock away; show to nobody without need to know.",
    },
}
ENTRIES: list[tuple[str, dict[str, str]]] = [
    ("parties", {"kind": "business", "name": "Kōwhai Motors Ltd", "address": "1 Quay Street", "country": "NZ"}),
    ("parties", {"kind": "person", "name": "Misaki Takahashi", "name_original": "髙橋 美咲", "country": "JP"}),
    ("goods", {"description": "Used motor cars", "hs_code": "8703.23"}),
    ("consignments", {"container": "ABCU1234567"}),
]


def post(browser: Client, address: str, data: dict[str, Any]) -> Any:
    response = browser.post(address, data, follow=True)
    assert response.status_code == 200, response.content.decode()[:500]
    assert b"govuk-error-message" not in response.content, response.content.decode()
    return response


def fill_in(browser: Client) -> Draft:
    """Write a whole draft, page by page."""
    page = browser.post("/requests/new/", {"channel": "JP-NZ-2014:JP"}, follow=True)
    assert page.status_code == 200
    row = Draft.objects.get()
    for code, fields in SECTIONS.items():
        post(browser, f"/drafts/{row.pk}/{code}/", fields | {"revision": Draft.objects.get().revision})
    for code, fields in ENTRIES:
        post(browser, f"/drafts/{row.pk}/{code}/add/", fields | {"revision": Draft.objects.get().revision})
    return row


def text_of(response: Any) -> str:
    return response.content.decode()


@pytest.mark.django_db
def test_from_filing_to_the_answer_that_was_read(cast: Cast) -> None:
    aroha, kenji, haruka, mallory = (
        signed_in(person) for person in (cast.aroha, cast.kenji, cast.haruka, cast.mallory)
    )
    row = fill_in(aroha)
    checked = text_of(aroha.get(f"/drafts/{row.pk}/check/"))
    assert "髙橋 美咲" in checked
    filed = post(aroha, f"/drafts/{row.pk}/check/", {})
    request = Request.objects.get()
    reference = request.case.reference
    assert reference in text_of(filed)

    # Kenji, intake, states why he opens it, reads it under its marking, and assigns it.
    asked = kenji.get(f"/cases/{reference}/")
    assert "Undervalued" not in text_of(asked)
    seen = text_of(post(kenji, f"/cases/{reference}/purpose/", {"purpose": "investigation"}))
    for shown in (
        "Undervalued used vehicles",
        "SENSITIVE",
        "機密性3",
        "Kōwhai Motors Ltd",
        "髙橋 美咲",
        "870323",
        "ABCU1234567",
    ):
        assert shown in seen
    post(kenji, f"/cases/{reference}/assign/", {"to": str(cast.haruka.pk)})
    assert kenji.get(f"/cases/{reference}/").status_code == 404

    # Haruka acknowledges and answers, marked SENSITIVE with three caveats.
    post(haruka, f"/cases/{reference}/purpose/", {"purpose": "investigation"})
    post(haruka, f"/cases/{reference}/act/acknowledge/", {})
    answer = {
        "title": "Export declarations",
        "text": "The vehicles were sold at three times the declared price.",
        "level": "NZ:SENSITIVE",
        "handled_as": "JP:3",
        "handling_instruction": "Lock away.",
        "completes": "yes",
        "caveats-holder_only": "on",
        "caveats-no_use_in_proceedings": "on",
        "caveats-free_text": "on",
        "caveats-free_text_words": "Telephone before acting on this.",
    }
    post(haruka, f"/cases/{reference}/answer/", answer)

    # Aroha reads it under its marking and caveats, and closes the request.
    post(aroha, f"/cases/{reference}/purpose/", {"purpose": "investigation"})
    read = text_of(aroha.get(f"/cases/{reference}/"))
    for shown in (
        "three times the declared price",
        "SENSITIVE",
        "Telephone before acting on this.",
        "Caveats of the provider",
    ):
        assert shown in read
    post(aroha, f"/cases/{reference}/information/1/receive/", {})
    post(aroha, f"/cases/{reference}/act/close/", {})
    request.refresh_from_db()
    assert request.state == "closed"

    # Mallory gets the same bytes as for a reference that never existed, and both refusals are on record.
    hidden, absent = mallory.get(f"/cases/{reference}/"), mallory.get("/cases/NZ-JP-2026-000024/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content
    refused = Entry.objects.filter(actor="mallory", outcome="prohibited")
    assert {entry.subject for entry in refused} == {reference, "NZ-JP-2026-000024"}


@pytest.mark.django_db
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(cast: Cast) -> None:
    aroha = signed_in(cast.aroha)
    aroha.post("/requests/new/", {"channel": "JP-NZ-2014:JP"})
    row = Draft.objects.get()
    typed = {"priority": "urgent", "subject": "x" * 201, "reason": "Kept as typed", "revision": row.revision}
    page = text_of(aroha.post(f"/drafts/{row.pk}/request/", typed))
    assert "Must be 200 characters or fewer" in page
    assert "Kept as typed" in page
    assert "x" * 201 in page
    assert Draft.objects.get().revision == row.revision


@pytest.mark.django_db
def test_a_draft_saved_elsewhere_is_not_overwritten(cast: Cast) -> None:
    aroha = signed_in(cast.aroha)
    aroha.post("/requests/new/", {"channel": "JP-NZ-2014:JP"})
    row = Draft.objects.get()
    first = SECTIONS["request"] | {"subject": "From the first tab", "revision": row.revision}
    post(aroha, f"/drafts/{row.pk}/request/", first)
    late = aroha.post(f"/drafts/{row.pk}/request/", first | {"subject": "From the second tab"})
    assert "saved elsewhere" in text_of(late)
    assert "From the second tab" in text_of(late)
    assert "From the first tab" in text_of(aroha.get(f"/drafts/{row.pk}/"))


@pytest.mark.django_db
def test_a_request_that_lacks_something_says_on_which_page_it_is_mended(cast: Cast) -> None:
    aroha = signed_in(cast.aroha)
    aroha.post("/requests/new/", {"channel": "JP-NZ-2014:JP"})
    row = Draft.objects.get()
    page = text_of(aroha.post(f"/drafts/{row.pk}/check/"))
    for place in ("request", "matter", "execution", "security"):
        assert f"/drafts/{row.pk}/{place}/?from=check" in page
    assert not Request.objects.exists()


@pytest.mark.django_db
def test_filing_twice_files_once_and_leads_to_the_same_case(cast: Cast) -> None:
    aroha = signed_in(cast.aroha)
    row = fill_in(aroha)
    first = aroha.post(f"/drafts/{row.pk}/check/")
    again = aroha.post(f"/drafts/{row.pk}/check/")
    assert first.headers["Location"] == again.headers["Location"]
    assert Request.objects.count() == 1


@pytest.mark.django_db
def test_every_page_that_shows_content_says_how_it_is_marked(cast: Cast) -> None:
    """Para 3(h): the marking stands first and last, on lists and drafts as on cases."""
    aroha = signed_in(cast.aroha)
    row = fill_in(aroha)
    for address in ("/drafts/", f"/drafts/{row.pk}/", f"/drafts/{row.pk}/check/", f"/drafts/{row.pk}/parties/"):
        assert text_of(aroha.get(address)).count("exchange-marking--marked") == 2, address
    aroha.post(f"/drafts/{row.pk}/check/")
    for address in ("/", "/cases/"):
        assert text_of(aroha.get(address)).count("exchange-marking--marked") == 2, address


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "is_kept_off_paper"), [("no_download_or_print", True), ("holder_only", False)])
def test_what_may_not_be_printed_is_left_off_paper(cast: Cast, kind: str, is_kept_off_paper: bool) -> None:
    case = case_at("answered", cast, information=information("One", "Text", "JP:3", from_plain(kind, {})))
    for reader, bound in ((cast.aroha, is_kept_off_paper), (cast.haruka, False)):  # the provider's own binds it not
        browser = signed_in(reader)
        browser.post(f"/cases/{case.reference}/purpose/", {"purpose": "investigation"})
        assert ("exchange-screen-only" in text_of(browser.get(f"/cases/{case.reference}/"))) is bound
