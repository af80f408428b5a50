"""Para 3(h): keys come from a provider, lie where nobody else reads, and say the remedy when they do not."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils import timezone

from vault import key_file, key_ring, keys
from vault.errors import KeysExposed, KeysMissing, KeysUnusable

CANARY = "Q0FOQVJZQ0FOQVJZQ0FOQVJZQ0FOQVJZQ0FOQVJZQ0E="


def document(*participants: str) -> dict:
    return key_ring.generate(participants or ["NZ", "JP"], timezone.now())


def test_each_participant_has_a_key_of_its_own(own_keys):
    ring = keys.ring()
    assert ring.participants == {"NZ", "JP", "XX"}
    entries = json.loads(own_keys.read_text())["participants"].values()
    secrets = [key["key"] for entry in entries for key in entry["keys"]]
    assert len(set(secrets)) == 3


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_private_file_is_read(own_keys, mode):
    own_keys.chmod(mode)
    assert keys.ring().active("NZ")


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o602, 0o601, 0o610, 0o666])
def test_a_file_open_to_others_is_refused_with_the_remedy(own_keys, mode):
    own_keys.chmod(mode)
    with pytest.raises(KeysExposed, match=f"chmod 600 {own_keys}"):
        keys.ring()


def test_a_file_of_another_user_is_refused_with_the_remedy(own_keys, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(KeysExposed, match="chown 4711"):
        keys.ring()


def test_a_link_is_judged_by_the_file_it_leads_to(own_keys, settings, tmp_path):
    own_keys.chmod(0o644)
    (tmp_path / "link").symlink_to(own_keys)
    settings.VAULT_KEY_FILE = tmp_path / "link"
    with pytest.raises(KeysExposed):
        keys.ring()


def test_what_is_no_file_is_refused(settings, tmp_path):
    settings.VAULT_KEY_FILE = tmp_path
    with pytest.raises(KeysUnusable):
        keys.ring()


def test_a_missing_file_says_how_to_make_one(settings, tmp_path):
    settings.VAULT_KEY_FILE = tmp_path / "absent.json"
    with pytest.raises(KeysMissing, match="make_keys"):
        keys.ring()


def test_a_file_that_is_not_text_is_refused(own_keys):
    own_keys.write_bytes(b"\xff\xfe")
    with pytest.raises(KeysUnusable, match="not text"):
        keys.ring()


def spoilt(name: str) -> str:
    good = document("NZ", "JP")
    entry, log = good["participants"]["NZ"], good["log"]
    spoil = {
        "no JSON": lambda: CANARY,
        "no mapping": lambda: json.dumps([CANARY]),
        "another format": lambda: json.dumps(good | {"format": 2}),
        "no log": lambda: json.dumps({key: value for key, value in good.items() if key != "log"}),
        "short key": lambda: (entry["keys"][0].update(key="c2hvcnQ="), json.dumps(good))[1],
        "key that is no base64": lambda: (entry["keys"][0].update(key=f"!{CANARY}"), json.dumps(good))[1],
        "key that is no text": lambda: (entry["keys"][0].update(key=7), json.dumps(good))[1],
        "unknown active key": lambda: (entry.update(active="NZ-0"), json.dumps(good))[1],
        "one id twice": lambda: (entry["keys"].append(dict(entry["keys"][0])), json.dumps(good))[1],
        "short seed": lambda: (log.update(signing_seed="c2hvcnQ="), json.dumps(good))[1],
        "deep": lambda: "[" * 100_000,
    }
    return spoil[name]()


SPOILT = [
    "no JSON",
    "no mapping",
    "another format",
    "no log",
    "short key",
    "key that is no base64",
    "key that is no text",
    "unknown active key",
    "one id twice",
    "short seed",
    "deep",
]


@pytest.mark.parametrize("name", SPOILT)
def test_malformed_keys_are_refused_without_being_quoted(name):
    with pytest.raises(KeysUnusable, match="backup") as caught:
        key_ring.parse(spoilt(name))
    assert CANARY not in str(caught.value)
    assert caught.value.__suppress_context__  # what was being read does not show in a traceback either


def test_no_secret_shows_in_a_printout():
    made = document("NZ")
    ring = key_ring.parse(key_ring.to_text(made))
    for secret in (made["log"]["signing_seed"], made["log"]["mac_key"], made["participants"]["NZ"]["keys"][0]["key"]):
        assert secret not in repr(ring)
    assert "signing_seed" not in repr(ring)


def test_a_participant_without_a_key_is_told_how_to_get_one(own_keys):
    with pytest.raises(KeysUnusable, match="--new-key YY"):
        keys.ring().active("YY")


def test_the_environment_provides_keys(settings):
    settings.VAULT_KEY_PROVIDER = "vault.keys.EnvironmentKeys"
    settings.VAULT_KEYS = key_ring.to_text(document("AA"))
    assert keys.ring().participants == {"AA"}


def test_an_empty_environment_says_what_to_set(settings):
    settings.VAULT_KEY_PROVIDER = "vault.keys.EnvironmentKeys"
    settings.VAULT_KEYS = ""
    with pytest.raises(KeysMissing, match="VAULT_KEYS_FILE"):
        keys.ring()


@pytest.mark.parametrize(
    "name", ["", "nonsense", "vault.keys.Absent", "no.such.module", "vault.keys.ring", "json.JSONDecoder"]
)
def test_what_is_no_provider_is_refused_with_the_choice(settings, name):
    settings.VAULT_KEY_PROVIDER = name
    with pytest.raises(KeysUnusable, match=r"vault\.keys\.FileKeys"):
        keys.ring()


def test_keys_are_fetched_once_however_many_threads_ask(own_keys, monkeypatch):
    fetched = []
    fetch = keys.FileKeys.ring

    def slowly(self: keys.FileKeys) -> key_ring.KeyRing:
        fetched.append(1)
        time.sleep(0.05)  # long enough for every other thread to ask
        return fetch(self)

    monkeypatch.setattr(keys.FileKeys, "ring", slowly)
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: keys.ring(), range(64)))
    assert len(fetched) == 1
    assert len({id(ring) for ring in rings}) == 1


def test_a_key_added_while_running_is_found(own_keys):
    keys.ring()
    made = key_ring.with_new_key(json.loads(own_keys.read_text()), "NZ", timezone.now())
    key_file.replace(own_keys, key_ring.to_text(made))
    added = made["participants"]["NZ"]["active"]
    assert keys.find("NZ", added).id == added


def test_a_key_that_is_lost_says_so(own_keys):
    with pytest.raises(KeysUnusable, match="NZ-lost of NZ is missing"):
        keys.find("NZ", "NZ-lost")


def test_a_key_of_one_side_is_not_found_for_the_other(own_keys):
    with pytest.raises(KeysUnusable):
        keys.find("JP", keys.ring().active("NZ").id)
