"""Set-ups in which the vault would not work or not protect. Para 3(h).

==========  ====================================================================================
vault.E001  VAULT_KEY_PROVIDER names no key provider
vault.E002  there are no keys (in service only: a first start makes them with ``make_keys``)
vault.E003  the key file is open to other users, or another user's
vault.E004  the keys cannot be read or are malformed
vault.E005  a Participant of VAULT_PARTICIPANTS has no key-encryption key
vault.E006  VAULT_RECEIPT names no class of receipts (``check --deploy``)
vault.W001  the key file lies in the directory of the database (``check --deploy``, in service only)
==========  ====================================================================================
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.utils.module_loading import import_string

from vault import keys
from vault.errors import KeysExposed, KeysMissing, KeysUnusable
from vault.key_ring import KeyRing


def register_checks() -> None:
    """Tell Django of the checks."""
    register(check_keys, Tags.security)
    register(check_receipt, Tags.security, deploy=True)
    register(check_key_file_apart, Tags.security, deploy=True)


def check_keys(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Say what keeps the keys from being used; looks at the keys as they are now, not as they were fetched."""
    try:
        provider = keys.provider()
    except KeysUnusable as unusable:
        return [_error(unusable, "vault.E001")]
    try:
        return _without_key(provider.ring())
    except KeysMissing as missing:
        return [_error(missing, "vault.E002")] if settings.IN_SERVICE else []
    except KeysExposed as exposed:
        return [_error(exposed, "vault.E003")]
    except KeysUnusable as unusable:
        return [_error(unusable, "vault.E004")]


def check_receipt(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Say if there can be no receipts, so that nothing could be opened."""
    try:
        found = import_string(settings.VAULT_RECEIPT)
    except ImportError:
        found = None
    if isinstance(found, type) and hasattr(found, "covers"):
        return []
    fault = f"VAULT_RECEIPT names no class of receipts: {settings.VAULT_RECEIPT!r}."
    return [Error(fault, hint="Use audit.receipts.Receipt.", id="vault.E006")]


def check_key_file_apart(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Say if a backup of the database's directory would take the keys along."""
    if not settings.IN_SERVICE or settings.VAULT_KEY_PROVIDER != "vault.keys.FileKeys":
        return []
    file = Path(settings.VAULT_KEY_FILE).resolve()
    if not any(file.is_relative_to(directory) for directory in _database_directories()):
        return []
    hint = "Move it to a volume of its own, set VAULT_KEY_FILE, and keep it out of the database's backup."
    return [Warning(f"The key file {file} lies with the database that it protects.", hint=hint, id="vault.W001")]


def _without_key(ring: KeyRing) -> list[CheckMessage]:
    missing = sorted(set(settings.VAULT_PARTICIPANTS) - ring.participants)
    return [
        Error(
            f"There is no key-encryption key for {participant}.",
            hint=f"Make one with: manage.py make_keys --new-key {participant}.",
            id="vault.E005",
        )
        for participant in missing
    ]


def _database_directories() -> list[Path]:
    files = [db["NAME"] for db in settings.DATABASES.values() if db["ENGINE"].endswith("sqlite3")]
    return [Path(file).resolve().parent for file in files]


def _error(unusable: KeysUnusable, identity: str) -> Error:
    return Error(f"{unusable.fault}.", hint=f"{unusable.remedy}.", id=identity)
