"""The para 6 value takes what is right as it is and says of everything else what is wrong, where, and by which paragraph."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests.values.cleaning import clean_entry
from requests.values.faults import Faulty
from requests.values.para6 import Para6
from requests.values.sections import SECTION, SECTIONS

FULL: dict[str, Any] = {
    "request": {
        "priority": "urgent",
        "purpose": "investigation",
        "proceedings": "criminal_investigation",
        "subject": "Undervalued used vehicles",
        "reason": "Invoices seem to be false.",
    },
    "parties": [
        {
            "kind": "person",
            "name": "Misaki Takahashi",
            "name_original": "髙橋 美咲",
            "aliases": ["M. Taka"],
            "country": "jp",
        },
        {"kind": "business", "name": "Kōwhai Motors Ltd", "address": "1 Quay Street\nAuckland", "country": "NZ"},
    ],
    "goods": [
        {
            "description": "Used cars",
            "hs_code": "8703.23",
            "quantity": "12",
            "value": "１２，０００．５０",
            "currency": "nzd",
        }
    ],
    "consignments": [{"container": "ABCU1234567", "invoice_date": "2026-03-01"}],
    "conveyances": [{"kind": "vessel", "name": "Umi Maru", "identifier": "IMO 1234567"}],
    "places": [{"name": "Yokohama", "country": "JP"}],
    "matter": {
        "matter": "False invoices.",
        "legal_elements": "Customs and Excise Act 2018, s 355",
        "period_from": "2026-01-01",
    },
    "execution": {"can_reciprocate": "yes", "wished_date": "2027-03-27"},
    "security": {"level": "NZ:IN-CONFIDENCE", "endorsements": []},
}


def but(**sections: Any) -> dict[str, Any]:
    """Return the full request with some fields of some sections changed."""
    changed = {code: dict(given) if isinstance(given, dict) else list(given) for code, given in FULL.items()}
    for code, fields in sections.items():
        changed[code] = {**changed[code], **fields} if isinstance(fields, dict) else fields
    return changed


def faults_of(plain: dict[str, Any]) -> dict[tuple[str | int, ...], str]:
    with pytest.raises(Faulty) as caught:
        Para6.from_plain(plain)
    return {fault.path: fault.paragraph for fault in caught.value.faults}


def test_a_whole_request_comes_back_as_it_went_in() -> None:
    value = Para6.from_plain(FULL)
    assert Para6.from_plain(value.to_plain()) == value
    assert value.parties[0].name_original == "髙橋 美咲"


def test_codes_are_folded_and_numbers_made_plain() -> None:
    value = Para6.from_plain(FULL)
    assert (value.parties[0].country, value.goods[0].hs_code, value.goods[0].value, value.goods[0].currency) == (
        "JP",
        "870323",
        "12000.50",
        "NZD",
    )


@pytest.mark.parametrize(
    ("section", "field", "paragraph"),
    [
        ("request", "priority", "6(e)"),
        ("request", "purpose", "3(b)"),
        ("request", "proceedings", "6(a)"),
        ("request", "subject", "6(b)"),
        ("request", "reason", "6(b)"),
        ("matter", "matter", "6(d)"),
        ("matter", "legal_elements", "6(d)"),
        ("execution", "can_reciprocate", "5"),
        ("security", "level", "3(h)"),
    ],
)
def test_what_para_6_asks_for_cannot_be_left_out(section: str, field: str, paragraph: str) -> None:
    assert faults_of(but(**{section: {field: "  "}})) == {(section, field): paragraph}


def test_every_fault_is_found_at_once() -> None:
    found = faults_of(but(request={"subject": "", "priority": "soon"}, parties=[{"kind": "ghost", "name": ""}]))
    assert set(found) == {
        ("request", "subject"),
        ("request", "priority"),
        ("parties", 0, "kind"),
        ("parties", 0, "name"),
    }


@pytest.mark.parametrize(
    ("section", "given", "field"),
    [
        ("parties", {"kind": "person", "name": "A\x00B"}, "name"),
        ("parties", {"kind": "person", "name": "A\ud800B"}, "name"),
        ("parties", {"kind": "person", "name": "x" * 201}, "name"),
        ("parties", {"kind": "person", "name": "A", "country": "NZL"}, "country"),
        ("parties", {"kind": "person", "name": "A", "date_of_birth": "2026-02-30"}, "date_of_birth"),
        ("goods", {"description": "x", "hs_code": "12"}, "hs_code"),
        ("goods", {"description": "x", "quantity": "1e400"}, "quantity"),
        ("goods", {"description": "x", "quantity": "-1"}, "quantity"),
        ("goods", {"description": "x", "value": "NaN"}, "value"),
        ("consignments", {"container": ""}, "declaration"),
        ("conveyances", {"kind": "vessel", "name": ["a"]}, "name"),
        ("places", {"name": {"a": "b"}}, "name"),
        ("places", {"name": "x", "surprise": "y"}, "surprise"),
    ],
)
def test_an_entry_that_cannot_be_taken_says_where(section: str, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Faulty) as caught:
        clean_entry(SECTION[section], given)
    assert [fault.path[-1] for fault in caught.value.faults] == [field]


def test_who_could_not_do_the_same_must_say_so() -> None:
    """Para 5: the other side's attention is drawn to it."""
    assert faults_of(but(execution={"can_reciprocate": "no"})) == {("execution", "reciprocity_statement"): "5"}


def test_a_period_ends_after_it_begins() -> None:
    assert ("matter", "period_until") in faults_of(
        but(matter={"period_from": "2026-02-01", "period_until": "2026-01-31"})
    )


def test_more_entries_than_anyone_reads_are_refused() -> None:
    assert ("places",) in faults_of(but(places=[{"name": f"Place {n}"} for n in range(51)]))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([section.code for section in SECTIONS] + ["parties ", "x"])


@given(
    st.dictionaries(
        NAMES, ANYTHING | st.dictionaries(st.sampled_from(["subject", "name", "kind"]), ANYTHING), max_size=6
    )
)
def test_whatever_is_sent_is_judged_and_never_crashes(plain: dict[str, Any]) -> None:
    with pytest.raises(Faulty):
        Para6.from_plain(plain)
