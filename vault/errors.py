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


class Destroyed(VaultError):
    """A tombstone stands for it; what was destroyed is not provided again. Para 3(j)."""


class AlreadySealed(VaultError):
    """That version of that object is sealed; content is never overwritten, a change is a new version."""


class KeysUnusable(VaultError):
    """The key-encryption keys are missing, unsafe or malformed; the message says the remedy."""
