"""The main job over the API: the same acts, the same refusals, the same entries in the log as through the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from knox.models import AuthToken
from rest_framework.test import APIClient

from audit.models import Entry
from frameworks.models import Official
from requests.api import replaying
from requests.models import Request
from tests.cast import Cast
from tests.factories import case_at
from tests.requests.test_para6_value import FULL

PURPOSE = {"X-Purpose": "investigation"}
CONTENT = FULL | {
    "execution": {"can_reciprocate": "yes"},
    "security": {"level": "NZ:SENSITIVE", "handled_as": "JP:3", "handling_instruction": "Lock away."},
}
FILING = {"framework": "JP-NZ-2014", "requested": "JP", "content": CONTENT}
ANSWER = {
    "completes": True,
    "items": [
        {
            "title": "Export declarations",
            "text": "Sold at three times the declared price.",
            "marking": {"level": "NZ:SENSITIVE", "handled_as": "JP:3", "handling_instruction": "Lock away."},
            "caveats": [
                {"kind": "holder_only"},
                {"kind": "no_use_in_proceedings"},
                {"kind": "free_text", "words": "Telephone before acting on this."},
            ],
        }
    ],
}


def machine(person: Official) -> APIClient:
    """Return a client that carries a token of ``person``."""
    _held, token = AuthToken.objects.create(user=person, expiry=timedelta(days=1))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def done(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content.decode()
    return response.json()


def test_from_filing_to_the_answer_that_was_read(cast: Cast) -> None:
    aroha, kenji, haruka, mallory = (machine(person) for person in (cast.aroha, cast.kenji, cast.haruka, cast.mallory))
    reference = done(aroha.post("/api/v1/cases", FILING), 201)["reference"]
    case = f"/api/v1/cases/{reference}"

    seen = done(kenji.get(case, headers=PURPOSE))
    assert seen["content"]["request"]["subject"] == "Undervalued used vehicles"
    assert [label["text"] for label in seen["labels"]] == ["SENSITIVE", "機密性3"]
    assert seen["acts"]["assign"]["outcome"] == "permitted"
    assert "3(g)" in {reason["paragraph"] for reason in seen["acts"]["reply"]["reasons"]}
    assert done(kenji.post(f"{case}/assignment", {"to": "haruka"}))["state"] == "submitted"
    done(kenji.get(case, headers=PURPOSE), 404)

    assert done(haruka.post(f"{case}/acknowledgement"))["state"] == "acknowledged"
    assert done(haruka.post(f"{case}/execution"))["state"] == "in_execution"
    assert done(haruka.post(f"{case}/answers", ANSWER))["state"] == "answered"

    read = done(aroha.get(case, headers=PURPOSE))
    (item,) = read["information"]
    assert item["content"]["text"] == "Sold at three times the declared price."
    assert [caveat["kind"] for caveat in item["caveats"]] == ["holder_only", "no_use_in_proceedings", "free_text"]
    assert item["caveats"][2]["words"] == "Telephone before acting on this."
    assert [label["is_own"] for label in item["labels"]] == [True, False]
    assert done(aroha.post(f"{case}/information/1/receipt", headers=PURPOSE))["state"] == "received"
    assert done(aroha.post(f"{case}/closure"))["state"] == "closed"

    hidden, absent = mallory.get(case, headers=PURPOSE), mallory.get("/api/v1/cases/NZ-JP-2026-000024", headers=PURPOSE)
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content
    assert Entry.objects.filter(actor="mallory", outcome="prohibited", subject=reference, door="api").exists()


def test_a_refusal_is_a_problem_that_cites_its_paragraph(cast: Cast) -> None:
    response = machine(cast.wiremu).post("/api/v1/cases", FILING)
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = done(response, 403)
    assert problem["paragraphs"] == ["7"]
    assert Entry.objects.filter(actor="wiremu", outcome="prohibited").exists()


def test_everything_wrong_is_told_at_once_by_path(cast: Cast) -> None:
    broken = FILING | {"content": CONTENT | {"request": {"subject": ""}, "parties": [{"kind": "ghost", "name": "A"}]}}
    problem = done(machine(cast.aroha).post("/api/v1/cases", broken), 422)
    paths = {tuple(fault["path"]) for fault in problem["faults"]}
    assert {("request", "subject"), ("request", "reason"), ("parties", 0, "kind")} <= paths
    assert {fault["paragraph"] for fault in problem["faults"]} >= {"6(b)", "6(c)"}
    assert not Request.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"X-Purpose": ""}, {"X-Purpose": "curiosity"}])
def test_content_is_read_for_a_stated_purpose_only(cast: Cast, headers: dict[str, str]) -> None:
    aroha = machine(cast.aroha)
    reference = done(aroha.post("/api/v1/cases", FILING), 201)["reference"]
    response = aroha.get(f"/api/v1/cases/{reference}", headers=headers)
    assert response.status_code in (400, 403)
    assert b"Undervalued" not in response.content


def test_the_same_key_files_once(cast: Cast) -> None:
    aroha, key = machine(cast.aroha), {"Idempotency-Key": "a-1"}
    first, again = (aroha.post("/api/v1/cases", FILING, headers=key) for _ in range(2))
    assert first.json() == again.json()
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotent-Replay"] == "true"
    assert Request.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(cast: Cast) -> None:
    aroha, key = machine(cast.aroha), {"Idempotency-Key": "a-1"}
    aroha.post("/api/v1/cases", FILING, headers=key)
    other = FILING | {"content": CONTENT | {"matter": {"matter": "x", "legal_elements": "y"}}}
    done(aroha.post("/api/v1/cases", other, headers=key), 422)
    assert Request.objects.count() == 1


def test_a_key_is_its_officials_alone(cast: Cast) -> None:
    key = {"Idempotency-Key": "a-1"}
    done(machine(cast.aroha).post("/api/v1/cases", FILING, headers=key), 201)
    done(machine(cast.hemi).post("/api/v1/cases", FILING, headers=key), 201)
    assert Request.objects.count() == 2


def test_what_failed_is_not_remembered_as_done(cast: Cast) -> None:
    aroha, key = machine(cast.aroha), {"Idempotency-Key": "a-1"}
    done(aroha.post("/api/v1/cases", FILING | {"content": {}}, headers=key), 422)
    done(aroha.post("/api/v1/cases", FILING, headers=key), 201)


def test_pages_of_the_list_follow_one_another_without_gap_or_double(cast: Cast) -> None:
    aroha = machine(cast.aroha)
    filed = [done(aroha.post("/api/v1/cases", FILING), 201)["reference"] for _ in range(30)]
    first = done(aroha.get("/api/v1/cases"))
    second = done(aroha.get("/api/v1/cases", {"after": first["next"]}))
    seen = [line["reference"] for line in (*first["results"], *second["results"])]
    assert seen == list(reversed(filed))
    assert second["next"] == ""


@pytest.mark.parametrize("after", ["x", "_", "2026_1", "9" * 400, "2026-01-01T00:00:00Z_-1", "\x00", "NaN_NaN"])
def test_a_place_nobody_gave_out_begins_at_the_top(cast: Cast, after: str) -> None:
    aroha = machine(cast.aroha)
    reference = done(aroha.post("/api/v1/cases", FILING), 201)["reference"]
    assert [line["reference"] for line in done(aroha.get("/api/v1/cases", {"after": after}))["results"]] == [reference]


@pytest.mark.parametrize("field", ["surprise", "state", "assigned_to"])
def test_fields_that_nobody_asked_for_are_refused(cast: Cast, field: str) -> None:
    done(machine(cast.aroha).post("/api/v1/cases", FILING | {field: "x"}), 400)
    case = f"/api/v1/cases/{done(machine(cast.aroha).post('/api/v1/cases', FILING), 201)['reference']}"
    done(machine(cast.kenji).post(f"{case}/assignment", {"to": "haruka", field: "x"}), 400)


def test_the_work_list_and_the_notices_are_there_too(cast: Cast) -> None:
    aroha, kenji = machine(cast.aroha), machine(cast.kenji)
    reference = done(aroha.post("/api/v1/cases", FILING), 201)["reference"]
    assert [line["reference"] for line in done(kenji.get("/api/v1/work-list"))["me"]] == [reference]
    assert [line["reference"] for line in done(aroha.get("/api/v1/work-list"))["other"]] == [reference]
    assert done(kenji.get("/api/v1/notices"))["results"] == []


def test_without_a_token_there_is_nothing(cast: Cast) -> None:
    for path in ("/api/v1/cases", "/api/v1/work-list", "/api/v1/schema"):
        assert APIClient().get(path).status_code == 401


def test_the_auditor_finds_each_access_and_the_refusal(cast: Cast) -> None:
    aroha, mallory, tama = (machine(person) for person in (cast.aroha, cast.mallory, cast.tama))
    reference = done(aroha.post("/api/v1/cases", FILING), 201)["reference"]
    done(aroha.get(f"/api/v1/cases/{reference}", headers=PURPOSE))
    done(mallory.get(f"/api/v1/cases/{reference}", headers=PURPOSE), 404)
    found = done(tama.get("/api/v1/access-log", {"reference": reference}))["results"]
    assert {(entry["actor"], entry["outcome"]) for entry in found if entry["kind"] == "access"} == {
        ("aroha", "permitted"),
        ("mallory", "prohibited"),
    }
    refused = done(tama.get("/api/v1/access-log", {"reference": reference, "outcome": "refused"}))["results"]
    assert [entry["paragraphs"] for entry in refused] == [["3(g)"]]
    assert "Undervalued" not in str(found)
    for other in (aroha, mallory):
        done(other.get("/api/v1/access-log"), 404)


@pytest.mark.parametrize("query", ["state=none", "priority=%00", "direction=sideways"])
def test_a_filter_that_names_nothing_is_told_so(cast: Cast, query: str) -> None:
    done(machine(cast.aroha).get(f"/api/v1/cases?{query}"), 422)


def test_who_comes_second_with_the_same_key_hears_what_the_first_did(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked before either was done: the second is denied the act, not the answer."""
    case, key = case_at("assigned", cast), {"Idempotency-Key": "a-1"}
    address, haruka = f"/api/v1/cases/{case.reference}/acknowledgement", machine(cast.haruka)
    first, look = haruka.post(address, {}, headers=key), replaying.kept_answer
    looks = iter([lambda **_asked: None])
    monkeypatch.setattr(replaying, "kept_answer", lambda **asked: next(looks, look)(**asked))
    again = haruka.post(address, {}, headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()


def test_an_act_is_answered_alike_though_one_may_know_the_case_no_longer(cast: Cast) -> None:
    """Intake assigns, the answer is lost on its way, and the machine asks again."""
    kenji, key = machine(cast.kenji), {"Idempotency-Key": "a-2"}
    case = f"/api/v1/cases/{done(machine(cast.aroha).post('/api/v1/cases', FILING), 201)['reference']}"
    first = done(kenji.post(f"{case}/assignment", {"to": "haruka"}, headers=key))
    assert done(kenji.post(f"{case}/assignment", {"to": "haruka"}, headers=key)) == first
    done(kenji.get(case, headers=PURPOSE), 404)
