"""Para 3(h): an unsafe set-up of the vault is named, with its remedy, before anything is sealed in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as site
from django.core.checks import CheckMessage
from django.core.checks.registry import registry

from vault import checks, key_ring


def found(*, deploy: bool = False) -> list[str]:
    """What the vault's registered checks have to say."""
    ours = [check for check in registry.get_checks(deploy) if check.__module__ == "vault.checks"]
    return sorted(message.id for check in ours for message in check(app_configs=None))


def keys_only() -> CheckMessage:
    (message,) = checks.check_keys(None)
    return message


@pytest.fixture
def database(tmp_path) -> Iterator[dict]:
    """A database that nobody connects to, to be said to lie somewhere."""
    somewhere = {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/data/exchange.sqlite3"}
    with mock.patch.dict(site.DATABASES, {"default": somewhere}):
        yield somewhere


@pytest.fixture
def in_service(settings, database) -> None:
    settings.IN_SERVICE = True


def test_the_ordinary_set_up_has_no_issues(own_keys):
    assert found() == found(deploy=True) == []


def test_service_with_keys_apart_has_no_issues(own_keys, in_service, database):
    assert found(deploy=True) == []
    database |= {"ENGINE": "django.db.backends.postgresql", "NAME": "exchange"}
    assert found(deploy=True) == []


@pytest.mark.parametrize("provider", ["nonsense", "vault.keys.Absent", "json.JSONDecoder"])
def test_an_unknown_provider(settings, provider):
    settings.VAULT_KEY_PROVIDER = provider
    assert found() == ["vault.E001"]
    assert "vault.keys.FileKeys" in keys_only().hint


def test_missing_keys_are_an_error_in_service_alone(settings, tmp_path):
    settings.VAULT_KEY_FILE = tmp_path / "absent.json"
    assert found() == []
    settings.IN_SERVICE = True
    assert found() == ["vault.E002"]
    assert "make_keys" in keys_only().hint


def test_an_empty_environment_is_missing_keys(settings):
    settings.IN_SERVICE, settings.VAULT_KEY_PROVIDER, settings.VAULT_KEYS = True, "vault.keys.EnvironmentKeys", ""
    assert found() == ["vault.E002"]


def test_a_key_file_that_others_can_read(own_keys):
    own_keys.chmod(0o644)
    assert found() == ["vault.E003"]
    assert f"chmod 600 {own_keys}" in keys_only().hint


def test_a_malformed_key_file(own_keys):
    own_keys.write_text("{}")
    assert found() == ["vault.E004"]


def test_the_file_is_looked_at_as_it_is_now(own_keys):
    assert found() == []
    own_keys.chmod(0o666)
    assert found() == ["vault.E003"]


def test_a_participant_without_a_key(own_keys, settings):
    settings.VAULT_PARTICIPANTS = ["JP", "NZ", "YY"]
    assert found() == ["vault.E005"]
    assert "--new-key YY" in keys_only().hint


@pytest.mark.parametrize(
    "name", ["", "no.such.Receipt", "tests.vault.receipts.Absent", "json.dumps", "json.JSONDecoder"]
)
def test_receipts_that_there_are_none_of(own_keys, settings, name):
    settings.VAULT_RECEIPT = name
    assert found(deploy=True) == ["vault.E006"]


def test_keys_that_lie_with_the_database_in_service(own_keys, in_service, database, settings):
    database["NAME"] = own_keys.parent.parent / "exchange.sqlite3"
    assert found(deploy=True) == ["vault.W001"]
    settings.IN_SERVICE = False
    assert found(deploy=True) == []


def test_keys_that_seem_to_lie_apart_but_for_a_link(own_keys, in_service, database, settings, tmp_path):
    (tmp_path / "elsewhere").symlink_to(own_keys.parent)
    settings.VAULT_KEY_FILE = tmp_path / "elsewhere" / own_keys.name
    database["NAME"] = own_keys.parent / "exchange.sqlite3"
    assert found(deploy=True) == ["vault.W001"]


def test_keys_of_another_provider_have_no_file_to_lie_anywhere(own_keys, in_service, database, settings):
    database["NAME"] = own_keys.parent / "exchange.sqlite3"
    settings.VAULT_KEY_PROVIDER, settings.VAULT_KEYS = "vault.keys.EnvironmentKeys", Path(own_keys).read_text()
    assert found(deploy=True) == []


def test_no_message_quotes_a_key(own_keys):
    document = json.loads(own_keys.read_text())
    secret = document["log"]["mac_key"]
    del document["log"]["name"]
    own_keys.write_text(key_ring.to_text(document))
    message = keys_only()
    assert secret not in f"{message.msg} {message.hint}"
