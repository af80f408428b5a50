"""Who holds the key-encryption keys: a provider, chosen by the setting VAULT_KEY_PROVIDER. Para 3(h).

One duty, several backends: a provider hands out the `KeyRing`. `FileKeys` is for the first start and for sites whose
key file lies on a volume of its own; `EnvironmentKeys` takes the same JSON from whatever starts the process. A device
that gives no key out is a further provider: its ring holds keys whose `encrypt` and `decrypt` ask the device.

The keys are never in the database or its backup: that is what makes a stolen copy of either worthless.
"""

from abc import ABC, abstractmethod
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils.module_loading import import_string

from vault import key_file, key_ring
from vault.envelope import KeyEncryptionKey
from vault.errors import KeysMissing, KeysUnusable
from vault.key_ring import KeyRing


class KeyProvider(ABC):
    """Hands out the keys of this exchange."""

    @abstractmethod
    def ring(self) -> KeyRing:
        """Return all keys, freshly fetched.

        Raises:
            KeysUnusable: with the remedy.
        """


class FileKeys(KeyProvider):
    """Keys in the file named by VAULT_KEY_FILE, which must be its user's alone."""

    def ring(self) -> KeyRing:
        """Return the keys of the file."""
        return key_ring.parse(key_file.read(Path(settings.VAULT_KEY_FILE)))


class EnvironmentKeys(KeyProvider):
    """Keys in VAULT_KEYS, or in the file that VAULT_KEYS_FILE names, as what starts the process hands secrets over.

    Such a file is guarded by whoever mounted it; its mode is often fixed, so it is not judged here.
    """

    def ring(self) -> KeyRing:
        """Return the keys of the setting."""
        if not settings.VAULT_KEYS:
            raise KeysMissing("VAULT_KEYS is empty", "Set VAULT_KEYS_FILE to the path of a secret that make_keys wrote")
        return key_ring.parse(settings.VAULT_KEYS)


_rings: dict[tuple[str, ...], KeyRing] = {}
_lock = Lock()


def provider() -> KeyProvider:
    """Return the provider that the settings name.

    Raises:
        KeysUnusable: if they name none.
    """
    name = settings.VAULT_KEY_PROVIDER
    try:
        named = import_string(name)
    except ImportError:
        named = None
    if not (isinstance(named, type) and issubclass(named, KeyProvider)):
        remedy = "Use vault.keys.FileKeys, vault.keys.EnvironmentKeys, or your own subclass of vault.keys.KeyProvider"
        raise KeysUnusable(f"VAULT_KEY_PROVIDER names no key provider: {name!r}", remedy)
    return named()


def ring() -> KeyRing:
    """Return the keys; they are fetched once in a process."""
    configured = (settings.VAULT_KEY_PROVIDER, str(settings.VAULT_KEY_FILE), settings.VAULT_KEYS)
    found = _rings.get(configured)
    if found is not None:
        return found
    with _lock:
        if configured not in _rings:
            _rings[configured] = provider().ring()
        return _rings[configured]


def forget() -> None:
    """Let the keys be fetched anew when next asked for."""
    with _lock:
        _rings.clear()


def find(participant: str, key_id: str) -> KeyEncryptionKey:
    """Return the key of that id, fetching the keys anew if it was added since they were.

    Raises:
        KeysUnusable: if it is not among them.
    """
    found = ring().find(participant, key_id)
    if found is None:
        forget()
        found = ring().find(participant, key_id)
    if found is None:
        remedy = "Restore it from the backup of the keys; without it what it wraps stays shut"
        raise KeysUnusable(f"The key-encryption key {key_id} of {participant} is missing", remedy)
    return found
