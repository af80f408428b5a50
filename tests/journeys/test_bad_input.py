"""Whatever is typed or sent: a clear message beside the field, what was typed kept, nothing half stored, never a 5xx."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from audit import writers
from frameworks.models import Designation, Framework, Session
from frameworks.text import clean
from requests import access
from requests.models import Draft, Request
from requests.values.fields import Section
from requests.values.sections import SECTIONS
from tests.cast import Cast
from tests.corpus import CORPUS
from tests.door import signed_in
from tests.factories import case_at, filed
from tests.journeys.test_api_journey import CONTENT, FILING, machine
from tests.journeys.test_pages_journey import fill_in, text_of

TYPED = ("text", "lines", "list", "code", "decimal")


def begun(cast: Cast) -> tuple[Client, Draft]:
    aroha = signed_in(cast.aroha)
    aroha.post("/requests/new/", {"channel": "JP-NZ-2014:JP"})
    return aroha, Draft.objects.get()


def send(browser: Client, address: str, fields: dict[str, str]) -> Any:
    """Post a form as bytes, so that what is no UTF-8 can be sent too, as a broken or hostile client would."""
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()})
    return browser.post(address, body, content_type="application/x-www-form-urlencoded")


def stored(cast: Cast, row: Draft, section: Section) -> Any:
    _row, sections = access.open_draft(by=cast.aroha, draft_id=row.pk)
    found = sections.get(section.code)
    return found[-1] if section.repeated and found else found


@pytest.mark.parametrize("name", CORPUS)
def test_every_field_takes_it_whole_or_says_why_not(cast: Cast, name: str) -> None:
    value = CORPUS[name]
    aroha, row = begun(cast)
    for section in SECTIONS:
        before = Draft.objects.get().revision
        typed = {
            item.name: item.choices[0][0] if item.choices else value for item in section.fields if item.kind != "date"
        }
        typed |= {
            f"{item.name}_{part}": value[:50]
            for item in section.fields
            if item.kind == "date"
            for part in ("day", "month", "year")
        }
        address = f"/drafts/{row.pk}/{section.code}/" + ("add/" if section.repeated else "")
        response = send(aroha, address, {**typed, "revision": str(before)})
        assert response.status_code in (200, 302), (section.code, response.status_code)
        if response.status_code == 200:
            assert "govuk-error-summary" in text_of(response), section.code
            assert Draft.objects.get().revision == before, section.code


@pytest.mark.parametrize("name", CORPUS)
def test_what_is_stored_is_what_was_typed(cast: Cast, name: str) -> None:
    """Never a silent change: NFC, blank ends and line breaks aside, what is kept is what was typed."""
    value = CORPUS[name]
    aroha, row = begun(cast)
    response = send(
        aroha, f"/drafts/{row.pk}/places/add/", {"name": value, "country": "NZ", "revision": str(row.revision)}
    )
    if response.status_code == 302:
        (section,) = (section for section in SECTIONS if section.code == "places")
        assert stored(cast, row, section)["name"] == clean(value, limit=200)
    else:
        assert "govuk-error-message" in text_of(response)


@pytest.mark.parametrize("name", ["script", "svg", "template", "bidi override", "format"])
def test_nothing_typed_is_ever_markup_and_hidden_signs_are_shown(cast: Cast, name: str) -> None:
    value = CORPUS[name]
    request = filed(cast, subject=value, reason=value, matter=value)
    kenji = signed_in(cast.kenji)
    kenji.post(f"/cases/{request.case.reference}/purpose/", {"purpose": "investigation"})
    for address in (f"/cases/{request.case.reference}/", "/cases/", "/"):
        page = text_of(kenji.get(address))
        assert "<script>alert" not in page
        assert "<svg onload" not in page
        assert "\u202e" not in page
    assert "U+202E" in page or name != "bidi override"


@pytest.mark.parametrize("name", CORPUS)
def test_addresses_and_parameters_never_fail(cast: Cast, name: str) -> None:
    filed(cast)
    aroha, value = (
        signed_in(cast.aroha),
        CORPUS[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")[:2000],
    )
    for path in ("/", "/cases/", "/cases/find/", "/notices/", "/drafts/"):
        for parameter in ("after", "state", "priority", "direction", "show", "reference", "page", "order"):
            response = aroha.get(path, {parameter: value})
            assert response.status_code in (200, 302, 404), (path, parameter, response.status_code)


@pytest.mark.parametrize("page", ["-1", "1000000000", "0", "x", "1e9"])
def test_pages_that_do_not_exist_begin_at_the_top(cast: Cast, page: str) -> None:
    filed(cast)
    assert "NZ-JP-" in text_of(signed_in(cast.aroha).get("/cases/", {"after": page, "page": page}))


@pytest.mark.parametrize("name", CORPUS)
def test_the_api_takes_it_whole_or_says_why_not(cast: Cast, name: str) -> None:
    aroha, value = machine(cast.aroha), CORPUS[name]
    everything = {
        section.code: [{item.name: value for item in section.fields}]
        if section.repeated
        else {item.name: value for item in section.fields}
        for section in SECTIONS
    }
    body = json.dumps(FILING | {"content": everything})
    refused = aroha.post("/api/v1/cases", body, content_type="application/json")
    assert refused.status_code in (400, 422)
    assert refused.json().get("faults") or name == "very long"  # too large to be read at all
    body = json.dumps(
        FILING | {"content": CONTENT | {"request": CONTENT["request"] | {"subject": value, "reason": value}}}
    )
    response = aroha.post("/api/v1/cases", body, content_type="application/json")
    assert response.status_code in (201, 400, 422), response.content[:300]
    for field in ("framework", "requested"):
        body = json.dumps(FILING | {field: value})
        assert aroha.post("/api/v1/cases", body, content_type="application/json").status_code in (400, 403, 422)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b'{"content": 1}',
        b"[" * 3000,
        b'{"a":1e400}',
        b'{"a":NaN}',
        b"\xff\xfe",
        b'{"content":{"request":[]}}',
    ],
)
def test_bodies_that_are_no_request_are_refused(cast: Cast, body: bytes) -> None:
    response = machine(cast.aroha).post("/api/v1/cases", body, content_type="application/json")
    assert response.status_code in (400, 422), response.status_code
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data", "application/xml", "application/x-www-form-urlencoded", ""]
)
def test_other_kinds_of_body_are_refused(cast: Cast, kind: str) -> None:
    response = machine(cast.aroha).post("/api/v1/cases", b"x=1", content_type=kind)
    assert response.status_code in (400, 415, 422)


@pytest.mark.parametrize("name", [name for name in CORPUS if name not in ("crlf", "very long")])
def test_headers_never_fail(cast: Cast, name: str) -> None:
    request = filed(cast)
    value = CORPUS[name].encode("utf-8", "surrogatepass").decode("latin-1")
    aroha = machine(cast.aroha)
    for header in (
        "X-Purpose",
        "Idempotency-Key",
        "Accept-Language",
        "X-Request-ID",
        "Accept",
        "If-None-Match",
        "Referer",
        "Origin",
    ):
        response = aroha.get(f"/api/v1/cases/{request.case.reference}", headers={header: value})
        assert response.status_code < 500, header


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8000@evil.example", "localhost\x00", ""])
def test_a_forged_host_is_refused(cast: Cast, host: str) -> None:
    assert signed_in(cast.aroha).get("/", headers={"Host": host}).status_code in (200, 400)
    assert b"evil.example" not in signed_in(cast.aroha).get("/", headers={"Host": host}).content


def test_crossed_ids_open_nothing(cast: Cast) -> None:
    """A child named under another's parent, and another's draft, do not exist."""
    mine, other = case_at("answered", cast), filed(cast)
    aroha, mallory = signed_in(cast.aroha), signed_in(cast.mallory)
    aroha.post(f"/cases/{other.case.reference}/purpose/", {"purpose": "investigation"})
    assert aroha.post(f"/cases/{other.case.reference}/information/1/receive/").status_code == 404
    grant = mine.grants.get(official=cast.aroha)
    wiremu = signed_in(cast.wiremu)
    assert wiremu.post(f"/cases/{other.case.reference}/who/{grant.pk}/withdraw/", {"reason": "x"}).status_code == 404
    grant.refresh_from_db()
    assert grant.ended_at is None
    row = fill_in(aroha)
    for address in (f"/drafts/{row.pk}/", f"/drafts/{row.pk}/check/", f"/drafts/{row.pk}/parties/0/"):
        assert mallory.get(address).status_code == 404
        assert mallory.post(address).status_code in (404, 405)


def test_a_form_that_was_overtaken_changes_nothing_and_says_so(cast: Cast) -> None:
    case = case_at("acknowledged", cast)
    haruka = signed_in(cast.haruka)
    haruka.post(f"/cases/{case.reference}/purpose/", {"purpose": "investigation"})
    page = haruka.post(f"/cases/{case.reference}/act/acknowledge/", follow=True)
    assert page.status_code == 403
    assert "state" in text_of(page).lower()


def test_a_session_that_was_ended_in_mid_form_keeps_what_was_typed(cast: Cast) -> None:
    aroha, row = begun(cast)
    address = f"/drafts/{row.pk}/request/"
    Session.objects.filter(official=cast.aroha).update(ended_at=timezone.now())
    typed = {"priority": "urgent", "subject": "Typed before the session ended", "revision": str(row.revision)}
    assert aroha.post(address, typed).status_code == 302
    again = signed_in(cast.aroha)
    assert "Typed before the session ended" in text_of(again.get(address))


def test_an_official_no_longer_designated_is_told_which_paragraph(cast: Cast) -> None:
    aroha = signed_in(cast.aroha)
    Designation.objects.filter(official=cast.aroha).update(valid_until="2021-01-01")
    page = aroha.post("/requests/new/", {"channel": "JP-NZ-2014:JP"}, follow=True)
    assert "paragraph 7" in text_of(page)
    assert not Draft.objects.exists()


def test_a_framework_that_is_over_is_told_with_its_paragraph(cast: Cast) -> None:
    aroha, row = begun(cast)
    Draft.objects.all().delete()
    row = fill_in(aroha)
    Framework.objects.update(ceases_at="2026-01-01T00:00:00Z")
    page = aroha.post(f"/drafts/{row.pk}/check/")
    assert page.status_code == 403
    assert "paragraph 19" in text_of(page)
    assert Draft.objects.filter(pk=row.pk, filed_as=None).exists()


def test_when_the_log_cannot_be_written_nothing_is_shown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    request = filed(cast, subject="CANARY-7731")
    aroha = signed_in(cast.aroha)
    aroha.post(f"/cases/{request.case.reference}/purpose/", {"purpose": "investigation"})

    def full(*args: object) -> int:
        raise writers.LogUnavailable("disk full")

    monkeypatch.setattr(writers, "append", full)
    for address in ("/", "/cases/", f"/cases/{request.case.reference}/", "/annex/"):
        response = aroha.get(address)
        assert response.status_code == 503, address
        assert b"CANARY" not in response.content
    response = machine(cast.aroha).get(
        f"/api/v1/cases/{request.case.reference}", headers={"X-Purpose": "investigation"}
    )
    assert response.status_code == 503


def test_a_write_whose_entry_fails_leaves_nothing_behind(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    aroha = signed_in(cast.aroha)
    row = fill_in(aroha)

    def broken(fields: dict[str, Any]) -> int:
        if fields["name"] == "requests.request.submitted":
            raise writers.LogUnavailable("disk full")
        return real(fields)

    real = writers.append
    monkeypatch.setattr(writers, "append", broken)
    assert aroha.post(f"/drafts/{row.pk}/check/").status_code == 503
    assert not Request.objects.exists()
    assert Draft.objects.get(pk=row.pk).filed_as is None
