"""What may stand in the log: plain words, cut to length, with nothing in them that a screen would obey.

An entry must never fail, or mislead its reader, because of what somebody typed. Control and bidirectional characters
are written as ``⟦U+202E⟧``, and what is too long ends in ``…`` (security requirement L8).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

LONGEST = 400
"""Of a word in ``detail`` or in a list."""
CUT = "…"


def word(value: object, *, limit: int = LONGEST) -> str:
    """Return ``value`` as a text that is safe to store and to show, no longer than ``limit``."""
    text = str(value)
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return text if len(text) <= limit else text[: limit - 1] + CUT


def words(values: Iterable[object], *, limit: int = LONGEST) -> list[str]:
    """Return `word` of each."""
    return [word(value, limit=limit) for value in values]


def plain(value: Any) -> Any:
    """Return ``value`` with nothing in it but words, whole numbers, yes, no and nothing; the rest becomes words."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {word(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    return word(value)


def _visible(character: str) -> str:
    """Show what is not to be seen; all spaces (category Zs, the ideographic one among them) may stay."""
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return f"⟦U+{ord(character):04X}⟧"
