"""What can go wrong in the vault, each with a type of its own. No message holds content or a key."""

from collections.abc import Iterable
from uuid import UUID


class VaultError(Exception):
    """Anything the vault refuses."""


class NotSealable(VaultError, ValueError):
    """The content is not what JSON in UTF-8 can carry: a lone surrogate, a NaN, another type."""


class NotCovered(VaultError):
    """There is no receipt of a recorded access that covers what was to be opened. Para 3(g)."""


class NoKey(VaultError):
    """That side has no wrapped key: it never had one, or it was recalled or destroyed. Para 3(j).

    ``sealed_ids`` names all of those asked for that cannot be opened, so that a list can leave them out and say why.
    """

    def __init__(self, participant: str, sealed_ids: Iterable[UUID]) -> None:
        self.participant = participant
        self.sealed_ids = tuple(sealed_ids)
        super().__init__(f"{participant} has no key for {', '.join(map(str, self.sealed_ids))}")


class Tampered(VaultError):
    """Ciphertext, wrapped key or their context is not what was sealed: altered, moved, cut off or of another key."""


class AlreadySealed(VaultError):
    """That version of that object was sealed before; content is never overwritten, a change is a new version."""


class Destroyed(AlreadySealed):
    """It was sealed before and destroyed since; what was destroyed is not provided again. Para 3(j)."""


class KeysUnusable(VaultError):
    """The key-encryption keys cannot be used as they are; says the remedy."""

    def __init__(self, fault: str, remedy: str) -> None:
        self.fault = fault
        self.remedy = remedy
        super().__init__(f"{fault}. {remedy}.")


class KeysMissing(KeysUnusable):
    """There are no keys where they are looked for."""


class KeysExposed(KeysUnusable):
    """The keys lie where others than their owner can read or replace them."""
