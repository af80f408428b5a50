"""Para 3(g): what was committed is sealed once, in order, and signed; what was not committed never is."""

import threading

import pytest
from django.db import connection, transaction

from audit import notes, queries, record, rows, sealing, tree
from audit.models import Checkpoint, Entry, Leaf, Mention
from audit.sealing import BrokenSealError, seal
from audit.tasks import seal_entries
from audit.verdict import permitted
from tests.audit.fence import lifted
from tests.audit.patience import seal_all
from tests.audit.rollback import rolled_back
from tests.audit.signer import TestSigner
from vault.signing import verify

in_earnest = pytest.mark.django_db(transaction=True)
postgresql = pytest.mark.postgresql


def look(by, *what):
    return record.access(by=by, action="test.look", subjects=what or ["X-1"], verdict=permitted()).entry


def happen(by, what="X-1"):
    return record.event("test.thing.happened", by=by, subject=what)


def order():
    return list(Leaf.objects.values_list("entry_id", flat=True))


@pytest.mark.django_db
def test_entries_are_sealed_once_in_the_order_of_their_ids(aroha):
    first = [look(aroha) for _ in range(3)]
    assert seal() == 3
    assert seal() == 0
    second = [look(aroha) for _ in range(2)]
    assert seal_entries() == 2
    assert order() == first + second
    assert list(Leaf.objects.values_list("index", flat=True)) == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_an_empty_log_is_not_signed():
    assert seal() == 0
    assert not Checkpoint.objects.exists()
    assert queries.last_checkpoint() is None


@pytest.mark.django_db
def test_a_checkpoint_is_signed_only_when_something_is_new(aroha):
    look(aroha)
    seal()
    seal()
    look(aroha)
    seal()
    assert list(Checkpoint.objects.values_list("size", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_the_root_is_that_of_all_leaves_however_they_came_in(aroha, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 3)
    for _ in range(8):
        look(aroha)
    assert seal() == 8
    assert list(Checkpoint.objects.values_list("size", flat=True)) == [3, 6, 8]
    leaves = [bytes(leaf) for leaf in Leaf.objects.values_list("hash", flat=True)]
    for checkpoint in Checkpoint.objects.all():
        assert bytes(checkpoint.root) == tree.root(leaves[: checkpoint.size])
        assert notes.read(checkpoint.note).head == notes.Head(
            TestSigner.name, checkpoint.size, tree.root(leaves[: checkpoint.size])
        )


@pytest.mark.django_db
def test_a_leaf_is_the_hash_of_the_entrys_bytes_and_code(aroha):
    entry = look(aroha)
    seal()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rows.SELECTED}, mac FROM audit_entry WHERE id = %s", [entry])  # noqa: S608
        values, code = rows.read(cursor.fetchone())
    expected = tree.leaf_hash(sealing.chain.sealable(sealing.chain.canonical(values), code))
    assert bytes(Leaf.objects.get().hash) == expected


@pytest.mark.django_db
def test_a_checkpoint_carries_two_signatures_that_hold(aroha, time_machine):
    time_machine.move_to("2026-11-21T01:02:03.5+00:00", tick=False)
    look(aroha)
    seal()
    checkpoint, key = Checkpoint.objects.get(), TestSigner().public_key()
    note = notes.read(checkpoint.note)
    plain = note.by(TestSigner.name, notes.ED25519, key)
    seconds, timed = notes.time_and_signature(note.by(TestSigner.name, notes.COSIGNATURE, key).blob)
    assert verify(note.text.encode(), plain.blob, key)
    assert verify(notes.timed_message(note.text, seconds), timed, key)
    assert checkpoint.at.timestamp() == seconds == 1795222923


@pytest.mark.django_db
def test_time_does_not_run_backwards_from_one_checkpoint_to_the_next(aroha, time_machine):
    for moment in ("2026-11-21T01:00:00+00:00", "2026-11-21T00:00:00+00:00"):
        time_machine.move_to(moment, tick=False)
        look(aroha)
        seal()
    first, second = Checkpoint.objects.values_list("at", flat=True)
    assert first == second


@in_earnest
def test_what_was_rolled_back_is_never_sealed(aroha):
    with rolled_back():
        happen(aroha)
    kept = look(aroha)
    assert seal_all(1) == 1
    assert order() == [kept]


@in_earnest
@postgresql
def test_an_event_that_commits_late_is_neither_skipped_nor_overtaken(aroha):
    """Its id is smaller than those of entries that were committed while it was under way."""
    written, may_commit, ids = threading.Event(), threading.Event(), {}

    def slow():
        try:
            with transaction.atomic():
                ids["late"] = happen(aroha, "late")
                written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(10)
    quick = [look(aroha) for _ in range(3)]
    assert ids["late"] < quick[0]
    assert seal() == 0  # nothing overtakes a transaction that is still running
    may_commit.set()
    thread.join()
    after = look(aroha)
    assert seal_all(5) == 5
    assert order() == [ids["late"], *quick, after]


@in_earnest
@postgresql
def test_a_long_reading_transaction_holds_nothing_back(aroha):
    reading, may_end = threading.Event(), threading.Event()

    def dump():
        try:
            with transaction.atomic():
                Entry.objects.count()
                reading.set()
                may_end.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=dump)
    thread.start()
    reading.wait(10)
    look(aroha)
    assert seal_all(1) == 1
    may_end.set()
    thread.join()


@in_earnest
@postgresql
def test_many_writers_and_two_sealers_leave_every_entry_sealed_once(aroha):
    stop = threading.Event()

    def write():
        try:
            for _ in range(40):
                look(aroha)
                with transaction.atomic():
                    happen(aroha)
                    happen(aroha)
        finally:
            connection.close()

    def seal_on():
        try:
            while not stop.is_set():
                seal()
        finally:
            connection.close()

    sealers = [threading.Thread(target=seal_on) for _ in range(2)]
    writers = [threading.Thread(target=write) for _ in range(3)]
    for thread in sealers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    seal_all(Entry.objects.count() - Leaf.objects.count())
    assert Leaf.objects.count() == Entry.objects.count() == 360
    leaves = Leaf.objects.order_by("index").values_list("index", "hash")
    assert [index for index, _ in leaves] == list(range(360))
    assert bytes(queries.last_checkpoint().root) == tree.root(bytes(leaf) for _, leaf in leaves)


@in_earnest
@postgresql
def test_a_sealer_leaves_the_work_to_one_that_is_at_it(aroha):
    look(aroha)
    at_it, may_end = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.LOCK])
                at_it.set()
                may_end.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    at_it.wait(10)
    assert seal() == 0
    may_end.set()
    thread.join()
    assert seal_all(1) == 1


@in_earnest
@postgresql
def test_a_log_restored_into_a_new_cluster_goes_on(aroha):
    """There the old transaction numbers lie in a future that the new cluster will reach only later."""
    sealed, waiting = look(aroha), look(aroha)
    with lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET xid = '1000000000000' WHERE id = %s", [sealed])
        cursor.execute("UPDATE audit_entry SET xid = '1000000000007' WHERE id = %s", [waiting])
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        now = cursor.fetchone()[0]
    position = {"last_entry": sealed, "last_transaction": 1000000000000}
    frontier = tree.Frontier(1, [tree.EMPTY])
    Leaf.objects.create(index=0, entry_id=sealed, hash=tree.EMPTY, is_event=False)
    Checkpoint.objects.create(
        size=1, root=tree.EMPTY, at="2026-11-21T00:00:00Z", note="", frontier=frontier.packed(), **position
    )
    new = [look(aroha), look(aroha)]
    assert seal_all(3) == 3
    assert order() == [sealed, waiting, *new]
    assert now < queries.last_checkpoint().last_transaction < 1000000000000
    later = look(aroha)
    assert seal_all(1) == 1
    assert order()[-1] == later


@in_earnest
def test_nothing_is_signed_on_top_of_a_checkpoint_that_was_changed(aroha):
    look(aroha)
    seal_all(1)
    with lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_checkpoint SET frontier = root, root = %s", [b"x" * 32])
    look(aroha)
    with pytest.raises(BrokenSealError):
        seal()
    assert Leaf.objects.count() == 1


@in_earnest
def test_the_log_is_not_sealed_inside_somebodys_transaction():
    with transaction.atomic(), pytest.raises(RuntimeError):
        seal()


@pytest.mark.django_db
def test_further_subjects_can_be_found(aroha):
    entry = look(aroha, "A", "B", "A", "C", "B")
    look(aroha, "D")
    seal()
    assert set(Mention.objects.values_list("entry_id", "reference")) == {(entry, "B"), (entry, "C")}


@pytest.mark.django_db
def test_an_entry_without_a_subject_is_sealed_too(aroha):
    record.access(by=aroha, action="http", subjects=[], verdict=permitted())
    assert seal() == 1


@pytest.mark.django_db
def test_sealed_events_are_read_in_order_from_where_one_stopped(aroha, django_assert_num_queries):
    look(aroha)
    with transaction.atomic():
        happen(aroha, "first")
        happen(aroha, "second")
    look(aroha)
    assert queries.sealed_events_after(-1, 10) == []
    seal()
    with django_assert_num_queries(1):
        events = queries.sealed_events_after(-1, 1)
        assert [(event.subject, event.leaf.index) for event in events] == [("first", 1)]
    assert [event.subject for event in queries.sealed_events_after(1, 10)] == ["second"]
    assert queries.sealed_events_after(2, 10) == []


@in_earnest
def test_the_oldest_entry_without_a_seal_is_known(aroha):
    assert queries.oldest_unsealed_at() is None
    waiting = Entry.objects.get(pk=look(aroha)).at
    look(aroha)
    assert queries.oldest_unsealed_at() == waiting
    seal_all(2)
    assert queries.oldest_unsealed_at() is None
