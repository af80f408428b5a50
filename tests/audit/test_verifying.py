"""Requirement L5, tamper tests: an attacker who can write the database, and has no key, is found, and what was done is named."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from audit import chain, notes, reading, record, rows, sealing, tree, verifying, writers
from audit.models import Checkpoint, Entry, Leaf, Mention
from audit.verdict import permitted, prohibited
from tests.audit.fence import lifted
from tests.audit.signer import OtherSigner, TestSigner

pytestmark = pytest.mark.django_db


def look(by, *what):
    return record.access(by=by, action="test.look", subjects=what or ["X-1"], verdict=permitted("author")).entry


@pytest.fixture
def log(aroha, kenji):
    """Ten sealed entries of two writers, with checkpoints at 5 and 10; three more that wait. Returns their ids."""
    ids = []
    for size in (5, 10):
        ids += [look(aroha, f"X-{number}", "L-1") for number in range(size - 5, size - 1)]
        with transaction.atomic():
            ids.append(record.event("test.thing.happened", by=kenji, subject="X-1", detail={"to": "aroha"}))
        sealing.seal()
        writers.begin_anew()
    ids += [look(kenji) for _ in range(3)]
    return ids


def attack(*statements):
    """Do as somebody would who owns the database: triggers off, change, triggers on again."""
    with lifted(), connection.cursor() as cursor:
        for statement, *parameters in statements:
            cursor.execute(statement, parameters)


def faults(**given):
    return [str(fault) for fault in verifying.verify(**given).faults]


def checkpoint(size=10):
    return notes.read(Checkpoint.objects.get(size=size).note)


def test_a_log_that_nobody_touched_is_whole(log):
    findings = verifying.verify(kept=checkpoint(5))
    assert findings.faults == []
    assert (findings.entries, findings.writers, findings.sealed, findings.checkpoints) == (13, 3, 10, 2)
    assert faults(kept=checkpoint(10)) == []


def test_an_empty_log_is_whole():
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_a_log_of_many_writers_that_is_still_growing_is_whole(aroha):
    def work():
        try:
            for _ in range(20):
                look(aroha, "A", "B")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        sealing.seal()
        assert faults() == []
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("place", [0, 2, 9, 10, 12])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "mallory"),
        ("subject", "X-9"),
        ("at", "2026-01-01 00:00:00"),
        ("outcome", "prohibited"),
        ("status", "200"),
        ("detail", '{"to":"mallory"}'),
        ("subjects", '["X-9"]'),
        ("name", ""),
        ("request_id", "other"),
    ],
)
def test_an_edited_entry_is_found_at_its_place_sealed_or_not(log, place, field, value):
    attack((f"UPDATE audit_entry SET {field} = %s WHERE id = %s", value, log[place]))  # noqa: S608
    first, *others = faults()
    assert first.startswith(f"Entry {log[place]} (")
    assert "its content or its code was changed" in first
    assert len(others) == (0 if place > 9 else 2 if field == "subjects" and place not in (4, 9) else 1)


def test_what_json_would_call_the_same_is_not_the_same(log):
    attack(('UPDATE audit_entry SET detail = \'{ "to": "aroha" }\' WHERE id = %s', log[4]))
    assert f"Entry {log[4]}" in faults()[0]


@pytest.mark.parametrize(
    ("place", "named", "what"),
    [
        (0, 1, "before it, number 1 of its writer is missing"),
        (2, 3, "before it, number 3 of its writer is missing"),
        (10, 11, "before it, number 1 of its writer is missing"),
        (11, 12, "before it, number 2 of its writer is missing"),
    ],
)
def test_a_deleted_entry_is_found_at_the_next_one_of_its_writer(log, place, named, what):
    attack(("DELETE FROM audit_entry WHERE id = %s", log[place]))
    assert faults()[0].startswith(f"Entry {log[named]} (")
    assert faults()[0].endswith(what)


def test_the_last_sealed_entry_of_a_writer_is_missed_by_the_seal(log):
    attack(("DELETE FROM audit_entry WHERE id = %s", log[4]))
    assert f"Entry {log[4]}: was sealed as 4 and is gone" in faults()


def test_the_very_end_of_what_is_not_sealed_can_be_cut_off_and_only_that(log):
    """The known window: as long as the sealer is behind, about a second."""
    attack(("DELETE FROM audit_entry WHERE id = %s", log[12]))
    assert faults() == []


FORGED = f"INSERT INTO audit_entry ({rows.COLUMNS}, mac) SELECT {rows.COLUMNS}, mac FROM audit_entry WHERE id = %s"  # noqa: S608


@pytest.mark.parametrize(("writer", "seq"), [("'forged'", "1"), ("writer", "4")])
def test_a_forged_entry_is_found(log, writer, seq):
    attack((FORGED.replace('SELECT "writer", "seq"', f"SELECT {writer}, {seq}"), log[12]))
    newest = Entry.objects.latest("id").pk
    assert faults()[0].startswith(f"Entry {newest} (")
    assert faults()[0].endswith("its content or its code was changed")


def test_a_forged_entry_with_a_leaf_of_its_own_is_found(log):
    attack(
        (FORGED.replace('SELECT "writer", "seq"', "SELECT 'forged', 1"), log[12]),
        (
            'INSERT INTO audit_leaf ("index", entry_id, hash, is_event) SELECT 10, max(id), %s, %s FROM audit_entry',
            b"x" * 32,
            False,
        ),
    )
    assert "Sealed order: it holds 11 entries, and the last checkpoint states 10" in faults()


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 7), (0, 9)])
def test_two_sealed_entries_that_changed_places_are_found(log, one, other):
    swap = 'UPDATE audit_leaf SET entry_id = %s WHERE "index" = %s'
    attack((swap, 0, one), (swap, log[one], other), (swap, log[other], one))
    named = "\n".join(faults())
    assert f"Entry {log[other]} " in named
    assert f"is not what was sealed as {one}" in named


def test_two_entries_that_exchanged_everything_but_their_ids_are_found(log):
    swap = "UPDATE audit_entry SET id = %s WHERE id = %s"
    attack((swap, 10**6, log[1]), (swap, log[1], log[2]), (swap, log[2], 10**6))
    assert f"Entry {log[1]} " in "\n".join(faults())
    assert "is not what was sealed as 1" in "\n".join(faults())


def test_a_log_cut_off_below_its_checkpoint_is_found(log):
    attack(("DELETE FROM audit_leaf WHERE entry_id >= %s", log[7]), ("DELETE FROM audit_entry WHERE id >= %s", log[7]))
    assert faults()[0] == "Sealed order: it holds 7 entries, and the last checkpoint states 10"


def test_a_leaf_taken_out_of_the_middle_is_found(log):
    attack(('DELETE FROM audit_leaf WHERE "index" = 3',), ("DELETE FROM audit_entry WHERE id = %s", log[3]))
    assert "Sealed entry 3: is missing from the sealed order, with all that rests on it" in faults()


def empty(*tables):
    attack(*[(f"DELETE FROM audit_{table}",) for table in tables])  # noqa: S608


def test_a_log_that_was_dropped_is_found(log):
    empty("entry", "mention", "leaf")
    assert faults()[0] == "Sealed order: it holds 0 entries, and the last checkpoint states 10"


def test_a_log_that_was_dropped_with_its_checkpoints_is_found_by_whoever_kept_one(log):
    kept = checkpoint()
    empty("entry", "mention", "leaf", "checkpoint")
    assert faults() == []
    assert faults(kept=kept) == ["Kept checkpoint: it states 10 entries; 0 are left: the log was cut off"]


def roll_back(log):
    attack(
        ("DELETE FROM audit_mention WHERE entry_id >= %s", log[5]),
        ("DELETE FROM audit_leaf WHERE entry_id >= %s", log[5]),
        ("DELETE FROM audit_entry WHERE id >= %s", log[5]),
        ("DELETE FROM audit_checkpoint WHERE size > 5",),
    )


def test_a_log_rolled_back_with_its_checkpoints_is_found_by_whoever_kept_a_later_one(log):
    kept = checkpoint(10)
    roll_back(log)
    assert faults() == []
    assert faults(kept=kept) == ["Kept checkpoint: it states 10 entries; 5 are left: the log was cut off"]


def test_a_log_that_went_another_way_after_a_rollback_is_found_by_whoever_kept_the_first(log, aroha):
    kept = checkpoint(10)
    roll_back(log)
    writers.begin_anew()
    for _ in range(7):
        look(aroha)
    sealing.seal()
    assert faults() == []
    assert faults(kept=kept) == ["Kept checkpoint: the first 10 entries are not those that it was signed over"]


def rewrite(ids, *, mac_key, signer):
    """Recompute everything there is to recompute: codes, leaves, frontiers, roots, signatures."""
    frontier, previous = tree.Frontier(), {}
    statements = []
    for row in sorted(reading.entries(), key=lambda row: row.ident):
        code = chain.mac(mac_key, previous.get(row.value("writer"), chain.FIRST), row.bytes)
        previous[row.value("writer")] = code
        statements.append(("UPDATE audit_entry SET mac = %s WHERE id = %s", code, row.ident))
        if row.leaf is None:
            continue
        leaf = tree.leaf_hash(chain.sealable(row.bytes, code))
        frontier.append(leaf)
        statements.append(('UPDATE audit_leaf SET hash = %s WHERE "index" = %s', leaf, row.leaf))
        if frontier.size in (5, 10):
            at = Checkpoint.objects.get(size=frontier.size).at
            note = sealing.signed(notes.Head(signer.name, frontier.size, frontier.root()), at).whole()
            changes = frontier.root(), frontier.packed(), note, frontier.size
            statements.append(
                ("UPDATE audit_checkpoint SET root = %s, frontier = %s, note = %s WHERE size = %s", *changes)
            )
    attack(*statements)


def test_whoever_recomputes_everything_without_the_keys_is_found(log, settings):
    attack(("UPDATE audit_entry SET actor = 'mallory' WHERE id = %s", log[2]))
    settings.AUDIT_SIGNER = "tests.audit.signer.OtherSigner"
    rewrite(log, mac_key=OtherSigner.key_of_codes, signer=OtherSigner)
    settings.AUDIT_SIGNER = "tests.audit.signer.TestSigner"
    named = faults()
    assert named[0].startswith(f"Entry {log[0]} (")
    assert "Checkpoint 5: is not signed by the key of this log" in named


def test_whoever_has_the_key_of_the_codes_alone_is_found_by_the_signatures(log, settings):
    attack(("UPDATE audit_entry SET actor = 'mallory' WHERE id = %s", log[2]))
    settings.AUDIT_SIGNER = "tests.audit.signer.OtherSigner"
    rewrite(log, mac_key=TestSigner.key_of_codes, signer=OtherSigner)
    settings.AUDIT_SIGNER = "tests.audit.signer.TestSigner"
    assert faults() == [f"Checkpoint {size}: is not signed by the key of this log" for size in (5, 10)]


def test_whoever_has_every_key_is_found_by_whoever_kept_a_checkpoint(log):
    kept = checkpoint(10)
    attack(("UPDATE audit_entry SET actor = 'mallory' WHERE id = %s", log[2]))
    rewrite(log, mac_key=TestSigner.key_of_codes, signer=TestSigner)
    assert faults() == []
    assert faults(kept=kept) == ["Kept checkpoint: the first 10 entries are not those that it was signed over"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("at = '2026-01-01 00:00:00+00:00'", "its time was changed"),
        ("root = %s", "the entries sealed as 5 to 9 are not those it was made over"),
        ("frontier = %s", "the entries sealed as 5 to 9 are not those it was made over"),
        ("last_entry = 1000000", "its place in the log was changed"),
        ("note = ''", "its text was changed"),
        ("note = replace(note, '10', '11')", "its text states something else"),
        ("note = replace(note, 'exchange.test/log', 'exchange.other/log')", "its text states something else"),
        ("note = (SELECT note FROM audit_checkpoint WHERE size = 5)", "its text states something else"),
    ],
)
def test_a_changed_checkpoint_is_found(log, change, what):
    attack((f"UPDATE audit_checkpoint SET {change} WHERE size = 10", *([b"x" * 96] if "%s" in change else [])))  # noqa: S608
    assert faults()[0].startswith("Checkpoint 10: ")
    assert any(what in fault for fault in faults())


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (notes.ED25519, "its signature does not hold"),
        (notes.COSIGNATURE, "the signature over its time does not hold"),
    ],
)
def test_a_signature_that_does_not_hold_is_found(log, kind, what):
    note, key = checkpoint(), TestSigner().public_key()
    line = note.by(TestSigner.name, kind, key).line()
    broken = notes.Signature(TestSigner.name, notes.key_id(TestSigner.name, kind, key), b"\0" * 5 + b"x" * 67).line()
    attack(("UPDATE audit_checkpoint SET note = %s WHERE size = 10", note.whole().replace(line, broken)))
    assert faults() == [f"Checkpoint 10: {what}"]


def test_a_checkpoint_that_was_kept_must_be_signed_by_this_log(log):
    head = checkpoint().head
    forged = notes.Note(head.text(), (notes.Signature(head.origin, b"\0\0\0\0", b"x" * 64),))
    assert faults(kept=forged) == ["Kept checkpoint: is not signed by the key of this log"]


def test_the_key_that_was_kept_counts_not_the_one_that_is_here(log):
    trusted = verifying.Trusted(OtherSigner.name, OtherSigner().public_key())
    assert faults(trusted=trusted)[0] == "Checkpoint 5: is not signed by the key of this log"
    assert faults(trusted=verifying.Trusted(TestSigner.name, TestSigner().public_key())) == []


def test_a_trigger_that_is_gone_is_named(log):
    with lifted():
        assert faults()[0].startswith("Trigger audit_checkpoint_")
    assert faults() == []


def test_an_event_hidden_from_those_who_tell_of_it_is_found(log):
    attack(('UPDATE audit_leaf SET is_event = %s WHERE "index" = 4', False))
    assert faults()[0].endswith("its leaf hides or feigns an event")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_mention WHERE entry_id = %s",
        "UPDATE audit_mention SET reference = 'L-2' WHERE entry_id = %s",
        "INSERT INTO audit_mention (entry_id, reference) VALUES (%s, 'L-9')",
    ],
)
def test_references_taken_from_or_added_to_the_list_are_found(log, statement):
    assert Mention.objects.filter(entry_id=log[2]).exists()
    attack((statement, log[2]))
    assert faults() == ["References: the list by which accesses are found does not agree with the entries"]


@pytest.mark.postgresql
def test_an_entry_kept_out_of_the_seal_is_found(aroha):
    hidden = look(aroha)
    attack(("UPDATE audit_entry SET xid = '1000000000000' WHERE id = %s", hidden))
    look(aroha)
    sealing.seal()
    assert Leaf.objects.count() == 1
    assert faults()[0].startswith(f"Entry {hidden} (")
    assert faults()[0].endswith("was left out of the seal")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change",
    [
        "at = 'nonsense'",
        "at = x'00ff'",
        "seq = 'three'",
        "mac = 'text'",
        "mac = 7",
        "subjects = 'no json'",
        "detail = x'ff'",
    ],
)
def test_nonsense_in_a_column_is_a_fault_not_a_crash(log, change):
    attack((f"UPDATE audit_entry SET {change} WHERE id = %s", log[2]))  # noqa: S608
    assert faults()


def test_a_ruined_log_is_not_told_line_by_line(log, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_FAULTS", 3)
    attack(("UPDATE audit_entry SET actor = 'mallory'",))
    findings = verifying.verify()
    assert (len(findings.faults), findings.more_faults) == (3, 20)


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out, stderr=err)
    except CommandError as ended:
        return ended.returncode, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_says_that_the_log_is_whole(log, tmp_path):
    (tmp_path / "kept").write_text(checkpoint(5).whole())
    (tmp_path / "key").write_text(notes.verifier_key(TestSigner.name, TestSigner().public_key()) + "\n")
    code, out, err = run("--checkpoint", str(tmp_path / "kept"), "--public-key", str(tmp_path / "key"))
    assert (code, err) == (0, "")
    assert "13 entries of 3 writers; 10 of them sealed; 2 checkpoints." in out
    assert "The access log is whole." in out


def test_the_command_says_what_it_could_not_compare(log):
    assert "--checkpoint" in run()[1]


def test_the_command_names_the_wrong_record_and_fails(log):
    attack(("UPDATE audit_entry SET actor = 'mallory' WHERE id = %s", log[2]))
    code, _, err = run()
    assert code == 1
    assert err.startswith(f"Entry {log[2]} (")


@pytest.mark.parametrize("option", ["--checkpoint", "--public-key"])
@pytest.mark.parametrize("content", ["", "nonsense", "a+b+c\n"])
def test_the_command_refuses_files_that_are_not_what_they_should_be(log, tmp_path, option, content):
    (tmp_path / "file").write_text(content)
    assert run(option, str(tmp_path / "file"))[0] == 2
    assert run(option, str(tmp_path / "absent"))[0] == 2


def test_the_sealing_command_seals(log):
    out = StringIO()
    call_command("seal_audit", stdout=out)
    assert out.getvalue() == "3 entries sealed.\n"


def test_a_refusal_is_verified_like_anything_else(kenji):
    record.access(by=kenji, action="test.look", subjects=[], verdict=prohibited("a", "3(g)", "No."))
    sealing.seal()
    assert faults() == []
    assert timezone.now() >= Checkpoint.objects.get().at
