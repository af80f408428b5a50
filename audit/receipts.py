"""Proof that an access was recorded, without which the vault opens nothing. Para 3(g), 3(h)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass
from typing import NoReturn

_ISSUER = object()


@dataclass(frozen=True, slots=True)
class Receipt:
    """That ``entry`` stands in the log and permitted reading what is covered; made by `audit.record` alone."""

    entry: int
    sealed: frozenset[str]
    issuer: InitVar[object]

    def __post_init__(self, issuer: object) -> None:
        if issuer is not _ISSUER:
            raise TypeError("a receipt is issued by audit.record, after the entry stands in the log")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a receipt cannot be imitated by a subclass")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a receipt holds for the request that it was issued in; it cannot be copied or kept")

    def covers(self, sealed_id: str) -> bool:
        """Say whether reading the sealed object of that id was recorded, and permitted."""
        return sealed_id in self.sealed


def issue(entry: int, sealed: Iterable[str]) -> Receipt:
    """Return the receipt of an entry that stands. A test sees to it that `audit.record` alone calls this."""
    return Receipt(entry, frozenset(sealed), _ISSUER)
