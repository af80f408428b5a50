"""All keys of one exchange, and the JSON they are written in. Para 3(h). Pure: no Django, no files.

Each Participant has several generations of a key-encryption key; new wraps are made under the active one, old ones
are kept until ``manage.py rewrap_keys`` has left none under them. The keys of the log stand beside them::

    {
      "format": 1,
      "participants": {
        "NZ": {
          "active": "NZ-20261121-9c41d2e0",
          "keys": [{"id": "NZ-20261121-9c41d2e0", "created": "2026-11-21T09:30:00Z", "key": "(32 bytes, base64)"}]
        }
      },
      "log": {"name": "customs-exchange", "signing_seed": "(32 bytes, base64)", "mac_key": "(32 bytes, base64)"}
    }
"""

import base64
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from vault.envelope import KEY_BYTES, KeyEncryptionKey, key_encryption_key
from vault.errors import KeysUnusable

FORMAT = 1
LOG_NAME = "customs-exchange"
_RESTORE = "Restore the keys from their own backup; new keys would not open what the old ones sealed"


@dataclass(frozen=True, slots=True)
class LogKeys:
    """What the log signs its checkpoints and chains its rows with. Para 3(g)."""

    name: str
    signing_seed: bytes = field(repr=False)
    mac_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key-encryption keys by Participant and id, which of them are active, and the keys of the log."""

    keys: Mapping[str, Mapping[str, KeyEncryptionKey]]
    active_ids: Mapping[str, str]
    log: LogKeys

    @property
    def participants(self) -> frozenset[str]:
        """The Participants that content can be sealed for."""
        return frozenset(self.keys)

    def active(self, participant: str) -> KeyEncryptionKey:
        """Return the key that new wraps for ``participant`` are made under.

        Raises:
            KeysUnusable: if it has none.
        """
        if participant not in self.keys:
            remedy = f"Give it one with: manage.py make_keys --new-key {participant}"
            raise KeysUnusable(f"There is no key-encryption key for {participant}", remedy)
        return self.keys[participant][self.active_ids[participant]]

    def find(self, participant: str, key_id: str) -> KeyEncryptionKey | None:
        """Return one generation of the key of ``participant``, or None if it is not here."""
        return self.keys.get(participant, {}).get(key_id)


def parse(text: str) -> KeyRing:
    """Return the key ring written in ``text``.

    Raises:
        KeysUnusable: if it is malformed; the message holds nothing of the text.
    """
    try:
        return _ring(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KeysUnusable("The keys are malformed", _RESTORE) from None  # the cause could hold a key


def generate(participants: Iterable[str], now: datetime) -> dict[str, Any]:
    """Return fresh keys for ``participants`` and the log, as they are written."""
    log = {"name": LOG_NAME, "signing_seed": _random(), "mac_key": _random()}
    document: dict[str, Any] = {"format": FORMAT, "participants": {}, "log": log}
    for participant in participants:
        document = with_new_key(document, participant, now)
    return document


def with_new_key(document: Mapping[str, Any], participant: str, now: datetime) -> dict[str, Any]:
    """Return ``document`` with one more key for ``participant``, active from now on; the earlier ones stay."""
    earlier = document["participants"].get(participant, {"keys": []})["keys"]
    made = f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    key_id = f"{participant}-{now.astimezone(UTC):%Y%m%d}-{secrets.token_hex(4)}"
    entry = {"active": key_id, "keys": [*earlier, {"id": key_id, "created": made, "key": _random()}]}
    return {**document, "participants": {**document["participants"], participant: entry}}


def to_text(document: Mapping[str, Any]) -> str:
    """Return ``document`` as it is kept."""
    return json.dumps(document, indent=2) + "\n"


def _ring(document: dict[str, Any]) -> KeyRing:
    if document["format"] != FORMAT:
        raise ValueError("another format")
    entries = document["participants"]
    keys = {participant: _generations(participant, entry["keys"]) for participant, entry in entries.items()}
    active_ids = {participant: entry["active"] for participant, entry in entries.items()}
    if any(active_ids[participant] not in keys[participant] for participant in keys):
        raise ValueError("an active key that is not there")
    return KeyRing(keys, active_ids, _log_keys(document["log"]))


def _generations(participant: str, entries: list[dict[str, str]]) -> dict[str, KeyEncryptionKey]:
    made = [key_encryption_key(participant, e["id"], e["created"], _secret(e["key"])) for e in entries]
    if len({key.id for key in made}) < len(made):
        raise ValueError("two keys of one id")
    return {key.id: key for key in made}


def _log_keys(entry: dict[str, str]) -> LogKeys:
    return LogKeys(str(entry["name"]), _secret(entry["signing_seed"]), _secret(entry["mac_key"]))


def _secret(text: str) -> bytes:
    secret = base64.b64decode(text, validate=True)
    if len(secret) != KEY_BYTES:
        raise ValueError("a key of another length")
    return secret


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
