"""Para 3(g): who, when, from where, which object, which action, the decision and its basis; and no way around it."""

import ast
import copy
import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit import context, receipts, record, rows, stored
from audit.context import Context
from audit.models import Entry
from audit.receipts import Receipt
from audit.verdict import Outcome, Reason, Verdict, permitted, prohibited
from tests.audit.rollback import rolled_back

ROOT = Path(__file__).parents[2]
REFUSED = prohibited("need_to_know", "3(g)", "There is no need to know.")
pytestmark = pytest.mark.django_db


def look(by, verdict=permitted(), **more):  # noqa: B008  (a verdict does not change)
    arguments = {"action": "requests.case.open", "subjects": ["NZ-JP-2026-482137"], "verdict": verdict}
    return record.access(by=by, **arguments | more)


def test_an_access_says_who_what_where_and_why(kenji, time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC), tick=False)
    here = Context(door="page", method="GET", route="requests:case", request_id="r1", address="192.0.2.1")
    with context.use(here):
        receipt = look(
            kenji,
            permitted("granted by haruka"),
            subjects=["NZ-JP-2026-482137", "NZ-JP-2026-482137/1"],
            purpose="investigation",
            provider="NZ",
            case="NZ-JP-2026-482137",
            detail={"items": 1},
        )
    entry = Entry.objects.values().get(pk=receipt.entry)
    assert {name: entry[name] for name in entry if name not in ("id", "writer", "seq", "mac")} == {
        "kind": "access",
        "name": "requests.case.open",
        "at": datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC),
        "actor": "kenji",
        "actor_participant": "JP",
        "door": "page",
        "method": "GET",
        "route": "requests:case",
        "request_id": "r1",
        "address": "192.0.2.1",
        "subject": "NZ-JP-2026-482137",
        "subjects": ["NZ-JP-2026-482137", "NZ-JP-2026-482137/1"],
        "case": "NZ-JP-2026-482137",
        "provider": "NZ",
        "purpose": "investigation",
        "outcome": "permitted",
        "basis": "granted by haruka",
        "paragraphs": [],
        "status": None,
        "detail": {"items": 1},
    }


def test_a_refusal_is_recorded_with_its_paragraphs(kenji):
    verdict = Verdict(Outcome.PROHIBITED, (Reason("a", "3(g)", "A"), Reason("b", "7", "B")))
    entry = Entry.objects.get(pk=look(kenji, verdict).entry)
    assert (entry.outcome, entry.paragraphs, entry.detail) == ("prohibited", ["3(g)", "7"], {"reasons": ["a", "b"]})


def test_a_receipt_covers_what_was_recorded_and_nothing_else(kenji):
    receipt = look(kenji, sealed=["11", 22])
    assert [receipt.covers(sealed) for sealed in ("11", "22", "33")] == [True, True, False]


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.PERMITTED])
def test_a_receipt_of_anything_but_permission_covers_nothing(kenji, outcome):
    receipt = look(kenji, Verdict(outcome, REFUSED.reasons), sealed=["11"])
    assert not receipt.covers("11")


def test_nobody_else_can_make_a_receipt(kenji):
    receipt = look(kenji, sealed=["11"])
    for forge in (
        lambda: Receipt(1, frozenset(), None),
        lambda: copy.copy(receipt),
        lambda: copy.deepcopy(receipt),
        lambda: pickle.dumps(receipt),
        lambda: type("Forged", (Receipt,), {}),
    ):
        with pytest.raises(TypeError):
            forge()
    with pytest.raises(AttributeError):
        receipt.sealed = frozenset({"99"})


def test_receipts_are_issued_in_one_place():
    callers = [
        path.relative_to(ROOT).as_posix()
        for room in ("exchange", "requests", "caveats", "frameworks", "vault", "audit")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in ("receipts.issue", "receipts._ISSUER"))
        or (isinstance(node, ast.ImportFrom) and node.module == "audit.receipts" and node.names[0].name != "Receipt")
    ]
    assert callers == ["audit/record.py"]
    assert receipts.issue(1, ["2"]).covers("2")


def test_an_access_is_one_statement(kenji, django_assert_num_queries):
    with django_assert_num_queries(1):
        look(kenji)


@pytest.mark.django_db(transaction=True)
def test_an_access_is_one_statement_that_commits_by_itself(kenji, django_assert_num_queries):
    with django_assert_num_queries(1):
        look(kenji)
    connection.close()
    assert Entry.objects.count() == 1


def test_an_event_is_one_statement(kenji, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        record.event("requests.request.submitted", by=kenji, subject="NZ-JP-2026-482137")


@pytest.mark.django_db(transaction=True)
def test_an_access_outlives_the_rollback_that_follows_it(kenji):
    look(kenji, REFUSED)
    with rolled_back():
        record.event("requests.request.submitted", by=kenji, subject="X")
    assert list(Entry.objects.values_list("kind", flat=True)) == ["access"]


def test_an_access_inside_a_transaction_is_refused(kenji):
    with transaction.atomic(), pytest.raises(RuntimeError, match="before a transaction"):
        look(kenji)


def test_an_event_outside_a_transaction_is_refused(kenji):
    with pytest.raises(RuntimeError, match="in the transaction"):
        record.event("requests.request.submitted", by=kenji, subject="X")


def test_whoever_is_signed_in_is_named_where_the_act_names_nobody():
    with context.use(Context(actor="kenji", actor_participant="JP")):
        look(None)
    with transaction.atomic():
        record.event("exchange.sweep.done", by=None, subject="X")
    assert list(Entry.objects.order_by("id").values_list("actor", "actor_participant", "door")) == [
        ("kenji", "JP", "command"),
        ("", "", "command"),
    ]


def test_the_request_knows_what_was_recorded_during_it(kenji):
    with context.use(Context(door="page")) as here:
        look(kenji, REFUSED)
        with transaction.atomic():
            record.event("requests.request.submitted", by=kenji, subject="X")
    assert [(check.kind, check.name, check.is_permitted) for check in here.checks] == [
        ("access", "requests.case.open", False),
        ("event", "requests.request.submitted", True),
    ]
    assert context.current().checks == []


def test_what_would_mislead_a_reader_is_shown_instead(kenji):
    look(
        kenji,
        subjects=["a\r\nb\x00\u202eevil\u2066\ud800\x1b[31m"],
        purpose="x\ty",
        detail={"k\n": ["\u200b", {"z": "\x07"}]},
    )
    entry = Entry.objects.get()
    assert entry.subject == "a⟦U+000D⟧⟦U+000A⟧b⟦U+0000⟧⟦U+202E⟧evil⟦U+2066⟧⟦U+D800⟧⟦U+001B⟧[31m"
    assert entry.purpose == "x⟦U+0009⟧y"
    assert entry.detail == {"k⟦U+000A⟧": ["⟦U+200B⟧", {"z": "⟦U+0007⟧"}]}


def test_what_is_too_long_is_cut_visibly(kenji):
    look(kenji, permitted("b" * 999), subjects=["s" * 999], case="c" * 999, purpose="p" * 999, provider="v" * 999)
    entry = Entry.objects.get()
    for name in ("basis", "subject", "case", "purpose", "provider"):
        assert len(getattr(entry, name)) == Entry._meta.get_field(name).max_length
        assert getattr(entry, name).endswith("…")


def test_ordinary_writing_stays_as_it_is():
    for text in ("事件　五号", "髙﨑ā", "Aroha Ngata", "ﾊﾝｶｸ", "NZ-JP-2026-482137/1", ""):
        assert stored.word(text) == text


def test_what_is_not_a_word_or_a_number_becomes_a_word():
    given_ = {"on": date(2026, 11, 21), "ratio": 0.5, "set": {"b", "a"}, "pair": (1, None), "yes": True, 7: "seven"}
    assert stored.plain(given_) == {
        "on": "2026-11-21", "ratio": "0.5", "set": ["a", "b"], "pair": [1, None], "yes": True, "7": "seven"
    }  # fmt: skip


anything = st.text(st.characters(), max_size=300)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(anything, anything, st.dictionaries(anything, st.one_of(anything, st.integers(-(10**20), 10**20)), max_size=3))
def test_nothing_that_can_be_typed_stops_the_log_or_changes_on_the_way(kenji, one, other, detail):
    with connection.cursor() as cursor:
        entry = look(kenji, permitted(one), subjects=[one, other], purpose=other, case=one, detail=detail).entry
        cursor.execute(f"SELECT {rows.SELECTED}, mac FROM audit_entry WHERE id = %s", [entry])  # noqa: S608
        values, _ = rows.read(cursor.fetchone())
    by_name = dict(zip(rows.FIELDS, values, strict=True))
    assert by_name["subject"] == stored.word(one, limit=100)
    assert by_name["detail"] == rows.canonical_json(stored.plain(detail))
    assert all(isinstance(value, str | int | None) for value in values)
