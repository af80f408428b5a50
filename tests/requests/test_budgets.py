"""Pages keep their budget of queries, sessions, official, notices and the entry in the log included."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from requests.actions import answering
from tests.cast import Cast
from tests.door import signed_in
from tests.factories import case_at, filed, information

LIST, DETAIL = 8, 12


def queries_of(browser: Client, address: str) -> list[str]:
    """Return the statements of the second visit: the first may load what a session keeps."""
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return [query["sql"][:160] for query in seen.captured_queries]


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("address", ["/", "/cases/"])
def test_a_list_costs_the_same_however_long_it_is(cast: Cast, address: str, count: int) -> None:
    for _ in range(count):
        filed(cast)
    statements = queries_of(signed_in(cast.aroha), address)
    assert len(statements) <= LIST, "\n".join(statements)


@pytest.mark.parametrize("items", [1, 5])
def test_a_case_page_costs_the_same_whatever_it_holds(cast: Cast, items: int) -> None:
    case = case_at("in_execution", cast)
    given = [information(f"Item {number}") for number in range(items)]
    answering.reply(by=cast.haruka, request=case.requests.get(), items=given, completes=True)
    aroha = signed_in(cast.aroha)
    aroha.post(f"/cases/{case.reference}/purpose/", {"purpose": "investigation"})
    statements = queries_of(aroha, f"/cases/{case.reference}/")
    assert len(statements) <= DETAIL, "\n".join(statements)


@pytest.mark.parametrize("state", ["submitted", "refused", "closed"])
def test_a_case_page_keeps_its_budget_in_every_state(cast: Cast, state: str) -> None:
    case = case_at(state, cast)
    aroha = signed_in(cast.aroha)
    aroha.post(f"/cases/{case.reference}/purpose/", {"purpose": "investigation"})
    statements = queries_of(aroha, f"/cases/{case.reference}/")
    assert len(statements) <= DETAIL, "\n".join(statements)
