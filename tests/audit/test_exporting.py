"""Requirement L7: an auditor verifies the log elsewhere, with one small script that needs nothing but Python."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from audit import exporting, notes, record, sealing, writers
from audit.models import Checkpoint
from audit.verdict import permitted, prohibited
from tests.audit.signer import OtherSigner, TestSigner

SCRIPT = Path(__file__).parents[2] / "docs" / "verifier" / "verify_export.py"
pytestmark = pytest.mark.django_db


def look(by, *what, verdict=permitted()):  # noqa: B008  (a verdict does not change)
    record.access(by=by, action="test.look", subjects=what or ["X-1"], verdict=verdict, detail={"名": "髙"})


@pytest.fixture
def export(aroha, tmp_path):
    """Seven sealed entries of two writers with checkpoints at 4 and 7, and one that waits, as lines."""
    for size in (4, 7):
        for number in range(3):
            look(aroha, f"X-{number}", "L-1")
        if size == 4:
            look(aroha, verdict=prohibited("a", "3(g)", "No."))
        sealing.seal()
        writers.begin_anew()
    look(aroha)
    lines = list(exporting.lines())
    (tmp_path / "kept").write_text(Checkpoint.objects.get(size=4).note)
    (tmp_path / "key").write_text(notes.verifier_key(TestSigner.name, TestSigner().public_key()) + "\n")
    return lines


def verified(tmp_path, lines, *options, kept="kept"):
    (tmp_path / "export").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, tmp_path / "export", tmp_path / kept, *options],
        capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def changed(lines, at, change):
    told = json.loads(lines[at])
    change(told)
    return [*lines[:at], json.dumps(told), *lines[at + 1 :]]


def test_an_export_says_what_it_holds(export):
    head, *told = map(json.loads, export)
    assert head["format"] == exporting.FORMAT
    assert [record.get("leaf", "checkpoint") for record in told] == [
        0,
        1,
        2,
        3,
        "checkpoint",
        4,
        5,
        6,
        "checkpoint",
        None,
    ]


def test_an_untouched_export_is_whole(tmp_path, export):
    code, said = verified(tmp_path, export)
    assert code == 0, said
    assert "Whole: the first 4 entries are those of the checkpoint of exchange.test/log." in said
    assert "3 sealed after it, 1 not sealed yet." in said


def test_json_written_in_another_way_is_still_the_same_log(tmp_path, export):
    again = [json.dumps(json.loads(line), indent=None, separators=(" , ", " : "), ensure_ascii=True) for line in export]
    assert again != export
    assert verified(tmp_path, again)[0] == 0


@pytest.mark.parametrize("at", [1, 4, 6])
@pytest.mark.parametrize("field", ["actor", "at", "detail", "status"])
def test_an_edited_entry_is_found(tmp_path, export, at, field):
    place = json.loads(export[0])["fields"].index(field)
    code, said = verified(tmp_path, changed(export, at, lambda told: told["values"].__setitem__(place, "other")))
    assert code == 1
    assert f"NOT WHOLE: the first {4 if at <= 4 else 7} entries are not those of the checkpoint" in said


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda lines: [*lines[:2], *lines[3:]], "is number 3 of its writer, not 2"),
        (lambda lines: [*lines[:4], *lines[5:]], "a checkpoint over 4 entries stands behind 3: some are missing"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "is number 2 of its writer, not 1"),
        (lambda lines: lines[:3], "the checkpoint states 4 entries, the export has 2: cut off"),
        (lambda lines: [lines[0], *lines[6:8], *lines[1:5]], "sealed entry 0 is missing"),
        (lambda lines: changed(lines, 2, lambda told: told.update(mac="00" * 32)), "are not those of the checkpoint"),
        (lambda lines: [*lines[:10], lines[10], lines[8]], "is number 3 of its writer, not 4"),
    ],
)
def test_what_is_missing_moved_or_forged_is_found(tmp_path, export, spoil, why):
    code, said = verified(tmp_path, spoil(export))
    assert (code, why in said) == (1, True), said


def test_an_export_of_another_log_is_found(tmp_path, export, settings, aroha):
    settings.AUDIT_SIGNER = "tests.audit.signer.OtherSigner"
    head = notes.Head("elsewhere.test/log", 4, notes.read(Checkpoint.objects.get(size=7).note).head.root)
    (tmp_path / "other").write_text(sealing.signed(head, Checkpoint.objects.first().at).whole())
    code, said = verified(tmp_path, export, kept="other")
    assert (code, "NOT WHOLE" in said) == (1, True)


def test_files_that_are_something_else_are_refused(tmp_path, export):
    (tmp_path / "nonsense").write_text("nonsense")
    assert verified(tmp_path, export, kept="nonsense")[0] == 2
    assert verified(tmp_path, ["{}"])[0] == 2
    assert verified(tmp_path, [])[0] == 2
    assert verified(tmp_path, [export[0], "[]"])[0] == 2
    assert verified(tmp_path, export, kept="absent")[0] == 2


def test_the_script_says_what_it_cannot_check(tmp_path, export):
    assert "Not checked: whose checkpoint it is" in verified(tmp_path, export)[1]
    code, said = verified(tmp_path, export, "--public-key", tmp_path / "key")
    assert (code, "signature was NOT checked" in said) == (0, True)


def test_a_checkpoint_of_another_key_is_found(tmp_path, export):
    (tmp_path / "key").write_text(notes.verifier_key(TestSigner.name, OtherSigner().public_key()))
    code, said = verified(tmp_path, export, "--public-key", tmp_path / "key")
    assert (code, "is not signed by the key you kept" in said) == (1, True)


@pytest.mark.parametrize("is_forged", [False, True])
def test_openssl_checks_the_signature_with_what_the_script_writes(tmp_path, export, is_forged):
    assert shutil.which("openssl"), "OpenSSL comes with every Debian that runs this suite"
    if is_forged:
        note = notes.read((tmp_path / "kept").read_text())
        key = notes.key_id(TestSigner.name, notes.ED25519, TestSigner().public_key())
        forged = notes.Note(note.text, (notes.Signature(TestSigner.name, key, b"x" * 64),))
        (tmp_path / "kept").write_text(forged.whole())
    _, said = verified(tmp_path, export, "--public-key", tmp_path / "key", "--openssl", tmp_path)
    command = next(line for line in said.splitlines() if line.startswith("openssl "))
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode == 0) is not is_forged


def test_the_command_writes_what_the_script_reads(tmp_path, export, capsys):
    call_command("verify_audit", "--export", str(tmp_path / "export"))
    assert (tmp_path / "export").read_text(encoding="utf-8").splitlines() == export


def test_keys_are_told_and_known_again():
    text = notes.verifier_key("log", bytes(range(32)))
    assert notes.read_verifier_key(text + "\n") == ("log", bytes(range(32)))
    for bad in ("", "log", text[:-4], text.replace("log", "other"), text.replace("+", "-")):
        with pytest.raises(notes.Malformed):
            notes.read_verifier_key(bad)
