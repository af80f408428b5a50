"""Para 3(h): the key file is made once, private, and with a warning that cannot be missed."""

import errno
import json
import os
import stat

import pytest
from django.core.management import CommandError, call_command

from vault import key_file, key_ring, keys


@pytest.fixture
def path(settings, tmp_path):
    settings.VAULT_KEY_FILE = tmp_path / "made" / "keys.json"
    settings.VAULT_PARTICIPANTS = ["JP", "NZ"]
    return settings.VAULT_KEY_FILE


def test_it_writes_a_private_file_with_a_key_for_each_side_and_warns(path, capsys):
    old = os.umask(0)
    try:
        call_command("make_keys")
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert keys.ring().participants == {"JP", "NZ"}
    warned = capsys.readouterr().err
    assert "NOT against a thief of this machine" in warned
    assert "apart from the data" in warned
    assert [found.name for found in path.parent.iterdir()] == ["keys.json"]


def test_it_shows_no_key(path, capsys):
    call_command("make_keys")
    shown = capsys.readouterr()
    made = json.loads(path.read_text())
    assert made["log"]["mac_key"] not in shown.out + shown.err
    assert made["participants"]["NZ"]["keys"][0]["key"] not in shown.out + shown.err


def test_it_never_overwrites_keys(path):
    call_command("make_keys")
    before = path.read_bytes()
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("make_keys")
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["keys.json"]


def test_if_missing_leaves_what_is_there_in_silence(path, capsys):
    call_command("make_keys", "--if-missing")
    before = path.read_bytes()
    capsys.readouterr()
    call_command("make_keys", "--if-missing")
    assert path.read_bytes() == before
    assert capsys.readouterr().err == ""


def test_another_file_can_be_named(path, tmp_path):
    call_command("make_keys", f"--file={tmp_path / 'secret.json'}")
    assert not path.exists()
    assert key_ring.parse(key_file.read(tmp_path / "secret.json")).participants == {"JP", "NZ"}


def test_a_new_key_becomes_the_active_one_and_the_others_stay(path):
    call_command("make_keys")
    before = json.loads(path.read_text())
    call_command("make_keys", "--new-key=NZ")
    after = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert after["participants"]["JP"] == before["participants"]["JP"]
    assert after["log"] == before["log"]
    assert after["participants"]["NZ"]["keys"][:-1] == before["participants"]["NZ"]["keys"]
    assert after["participants"]["NZ"]["active"] == after["participants"]["NZ"]["keys"][-1]["id"]


def test_a_further_participant_gets_its_first_key(path):
    call_command("make_keys")
    call_command("make_keys", "--new-key=AU")
    assert keys.ring().participants == {"AU", "JP", "NZ"}


@pytest.mark.parametrize("code", ["nz", "N", "N Z", "NINELETTERS", "ＮＺ", ""])
def test_what_is_no_participant_gets_no_key(path, code):
    call_command("make_keys")
    before = path.read_bytes()
    with pytest.raises(CommandError):
        call_command("make_keys", f"--new-key={code}")
    assert path.read_bytes() == before


def test_a_new_key_needs_a_file_that_is_whole_and_private(path):
    with pytest.raises(CommandError, match="no key file"):
        call_command("make_keys", "--new-key=NZ")
    call_command("make_keys")
    path.chmod(0o644)
    with pytest.raises(CommandError, match="chmod 600"):
        call_command("make_keys", "--new-key=NZ")


def test_a_write_that_fails_leaves_the_old_keys_and_no_remains(path, monkeypatch):
    call_command("make_keys")
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("make_keys", "--new-key=NZ")
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["keys.json"]
