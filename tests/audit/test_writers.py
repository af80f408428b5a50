"""DESIGN, decision 6: within one writer no number is ever missing, whatever becomes of the transaction."""

import ast
import os
import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import chain, record, rows, signing, writers
from audit.models import Entry
from audit.verdict import permitted
from audit.writers import LogUnavailable
from tests.audit.rollback import rolled_back
from tests.audit.signer import OtherSigner, TestSigner

ROOT = Path(__file__).parents[2]
BROKEN = rows.INSERT.replace("audit_entry", "no_such_table")
in_earnest = pytest.mark.django_db(transaction=True)


def look(by, what="X-1"):
    return record.access(by=by, action="test.thing.looked_at", subjects=[what], verdict=permitted("author")).entry


def happen(by, what="X-1"):
    return record.event("test.thing.happened", by=by, subject=what)


def chains():
    """Return the numbers of each writer in the order of their ids, after checking each code against the one before."""
    found, codes = {}, {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rows.SELECTED}, mac FROM audit_entry ORDER BY id")  # noqa: S608
        for values, code in map(rows.read, cursor.fetchall()):
            writer, seq = values[:2]
            previous = codes.get(writer, chain.FIRST)
            assert chain.is_next(signing.mac_key(), previous, chain.canonical(values), code)
            codes[writer] = code
            found.setdefault(writer, []).append(seq)
    return list(found.values())


@in_earnest
def test_entries_of_one_thread_form_one_chain(aroha):
    for _ in range(3):
        look(aroha)
    with transaction.atomic():
        happen(aroha)
        happen(aroha)
    look(aroha)
    assert chains() == [[1, 2, 3, 4, 5, 6]]


@in_earnest
def test_a_rollback_ends_the_writer(aroha):
    look(aroha)
    with rolled_back():
        happen(aroha)
    look(aroha)
    look(aroha)
    assert chains() == [[1], [1, 2]]


@in_earnest
def test_what_a_savepoint_discarded_is_numbered_again(aroha):
    look(aroha)
    with transaction.atomic():
        happen(aroha, "kept")
        with rolled_back():
            happen(aroha, "discarded")
            happen(aroha, "discarded")
        with transaction.atomic():
            happen(aroha, "kept")
    look(aroha)
    # The hook of the first event was followed by one that is gone: the last look cannot rely on it, nor need it.
    assert chains() == [[1, 2, 3, 4]]
    assert set(Entry.objects.filter(kind="event").values_list("subject", flat=True)) == {"kept"}


@in_earnest
def test_a_savepoint_discarded_at_the_end_ends_the_writer(aroha):
    with transaction.atomic():
        happen(aroha)
        with rolled_back():
            happen(aroha)
    look(aroha)
    assert chains() == [[1], [1]]


@in_earnest
def test_a_discarded_first_event_leaves_no_hole(aroha):
    look(aroha)
    with transaction.atomic():
        with rolled_back():
            happen(aroha)
        happen(aroha)
    look(aroha)
    assert chains() == [[1], [1, 2]]


@in_earnest
def test_a_savepoint_without_one_takes_the_whole_transaction_along(aroha):
    look(aroha)
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():  # noqa: PT012
        happen(aroha)
        with rolled_back(savepoint=False):
            happen(aroha)
        happen(aroha)
    look(aroha)
    assert chains() == [[1], [1]]


@in_earnest
def test_an_access_recorded_between_the_hooks_of_two_events_does_not_take_their_number(aroha):
    with transaction.atomic():
        happen(aroha)
        transaction.on_commit(lambda: look(aroha))
        happen(aroha)
    look(aroha)
    assert sorted(chains()) == [[1], [1, 2, 3]]


@in_earnest
def test_a_hook_that_fails_before_ours_ends_the_writer(aroha):
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        transaction.on_commit(lambda: 1 / 0)
        happen(aroha)
    look(aroha)
    assert chains() == [[1], [1]]


@in_earnest
def test_a_commit_of_unknown_outcome_ends_the_writer(aroha, monkeypatch):
    look(aroha)

    def commit_and_lose_the_answer():
        BaseDatabaseWrapper._commit(connections["default"])
        raise DatabaseError("the connection broke after COMMIT was sent")

    with monkeypatch.context() as patch, pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012
        happen(aroha)
        patch.setattr(connections["default"], "_commit", commit_and_lose_the_answer)
    look(aroha)
    assert chains() == [[1, 2], [1]]


@in_earnest
def test_a_failed_insert_ends_the_writer_and_says_so(aroha, monkeypatch):
    look(aroha)
    with monkeypatch.context() as patch:
        patch.setattr(rows, "INSERT", BROKEN)
        with pytest.raises(LogUnavailable):
            look(aroha)
    look(aroha)
    assert chains() == [[1], [1]]


@in_earnest
def test_an_event_that_could_not_be_written_takes_its_change_along_even_if_somebody_catches_the_error(
    aroha, monkeypatch
):
    monkeypatch.setattr(rows, "INSERT", BROKEN)
    with transaction.atomic():
        with pytest.raises(LogUnavailable):
            happen(aroha)
        assert transaction.get_rollback()


@in_earnest
def test_a_missing_key_stops_everything(aroha, monkeypatch):
    def no_key():
        raise OSError("no key")

    monkeypatch.setattr(signing, "mac_key", no_key)
    with pytest.raises(LogUnavailable):
        look(aroha)


@in_earnest
def test_a_database_that_is_away_stops_everything(aroha, monkeypatch):
    def away():
        raise OperationalError("the server does not answer")

    monkeypatch.setattr(connections["default"], "get_autocommit", away)
    with pytest.raises(LogUnavailable):
        look(aroha)


@in_earnest
def test_each_thread_has_a_chain_of_its_own(aroha):
    def work():
        try:
            look(aroha)
            look(aroha)
        finally:
            connection.close()

    look(aroha)
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    look(aroha)
    assert sorted(chains()) == [[1, 2], [1, 2], [1, 2]]


@in_earnest
def test_a_new_key_begins_a_new_writer(aroha, settings):
    look(aroha)
    settings.AUDIT_SIGNER = "tests.audit.signer.OtherSigner"
    assert signing.mac_key() == OtherSigner.key_of_codes != TestSigner.key_of_codes
    look(aroha)
    assert sorted(Entry.objects.values_list("seq", flat=True)) == [1, 1]


@in_earnest
def test_a_forked_process_begins_a_new_writer(aroha):
    look(aroha)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.write(writer, writers._take().writer.encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 64).decode() != Entry.objects.get().writer
    look(aroha)
    assert chains() == [[1, 2]]


@pytest.mark.django_db
def test_a_test_that_never_commits_still_chains(aroha):
    look(aroha)
    with transaction.atomic():
        happen(aroha)
    with rolled_back():
        happen(aroha)
    look(aroha)
    assert chains() == [[1, 2, 3]]


@pytest.mark.django_db
def test_a_commit_that_a_test_plays_moves_nothing_on(aroha, django_capture_on_commit_callbacks):
    writers.begin_anew()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        happen(aroha)
    assert writers._here.tail is None
    look(aroha)
    assert chains() == [[1, 2]]


def test_nobody_makes_savepoints_by_hand():
    calls = [
        f"{path}:{node.lineno}"
        for room in ("exchange", "requests", "caveats", "frameworks", "vault", "audit")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("savepoint", "savepoint_rollback", "set_autocommit")
    ]
    assert calls == []
