"""Who signs checkpoints and keys the writers' codes: a seam, so that this room knows no cryptography of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

DEFAULT, VERIFIER = "vault.signing.Signer", "vault.signing.verify"


class Signer(Protocol):
    """What setting ``AUDIT_SIGNER`` names: a class that is made without arguments."""

    @property
    def name(self) -> str:
        """The name of the log, which stands in every checkpoint."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of ``message``."""

    def public_key(self) -> bytes:
        """Return the 32 bytes of the key that checks signatures."""

    def mac_key(self) -> bytes:
        """Return the key of the writers' codes."""


def signer() -> Signer:
    """Return the signer of this site."""
    return _signer(getattr(settings, "AUDIT_SIGNER", DEFAULT))


def holds(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Say whether ``signature`` is that of ``message`` by the owner of ``public_key``."""
    check = import_string(getattr(settings, "AUDIT_VERIFIER", VERIFIER))
    return bool(check(message, signature, public_key))


def mac_key() -> bytes:
    """Return the key of the writers' codes."""
    return _mac_key(getattr(settings, "AUDIT_SIGNER", DEFAULT))


@lru_cache(maxsize=4)
def _signer(path: str) -> Signer:
    made: Signer = import_string(path)()
    return made


@lru_cache(maxsize=4)
def _mac_key(path: str) -> bytes:
    return _signer(path).mac_key()


def _forget(*, setting: str, **kwargs: Any) -> None:
    """Read keys anew when a test changes where they come from."""
    if setting.startswith(("AUDIT_", "VAULT_")):
        _signer.cache_clear()
        _mac_key.cache_clear()


setting_changed.connect(_forget, dispatch_uid="audit.signing")
