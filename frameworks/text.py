"""What people type, made safe to store and honest to show. Pure.

Para 3(h): names and descriptions are kept as they were written, in either script. What cannot be stored is refused
with a message; what cannot be seen (bidirectional and other format characters) is kept and shown by its code point.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

EDGES = " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
LINE_CHARACTERS = "\n\t"
# Letters and marks that print as nothing, so that a blank name could be passed off as a name.
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


class TextFault(ValueError):
    """Text that cannot be stored: a stable code, an English message id and its parameters."""

    def __init__(self, code: str, message: str, params: Mapping[str, str]) -> None:
        self.code = code
        self.message = message
        self.params = dict(params)
        super().__init__(message % self.params)


FAULTS = {
    "nul": gettext_noop("Contains the null character (%(character)s). Remove it."),
    "surrogate": gettext_noop("Contains half of a character (%(character)s). Type that character again."),
    "line_break": gettext_noop("Must be on one line, without tabs or line breaks."),
    "control": gettext_noop("Contains the control character %(character)s. Remove it."),
    "unreadable": gettext_noop("Contains a character that could not be read (%(character)s). Type it again."),
    "too_long": gettext_noop("Must be %(limit)s characters or fewer. It has %(length)s."),
}


def clean(value: str, *, limit: int, lines: bool = False) -> str:
    """Return ``value`` as it is stored: NFC, without blank ends, line breaks as one newline.

    Args:
        limit: the most code points allowed after normalisation.
        lines: whether tabs and line breaks may stand inside.

    Raises:
        TextFault: for a null, half a surrogate pair, another control character, a line break where none may be, or
            too much text.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip(EDGES)
    for character in text:
        code = _fault_in(character, lines)
        if code:
            raise TextFault(code, FAULTS[code], {"character": code_point(character)})
    if len(text) > limit:
        raise TextFault("too_long", FAULTS["too_long"], {"limit": str(limit), "length": str(len(text))})
    return text


def _fault_in(character: str, lines: bool) -> str:
    if character >= " " and character < "\x7f":
        return ""
    if character == "\x00":
        return "nul"
    if character == "\ufffd":  # what a server puts where bytes were no text: keeping it would be a silent change
        return "unreadable"
    if character in LINE_CHARACTERS:
        return "" if lines else "line_break"
    return {"Cc": "control", "Cs": "surrogate"}.get(unicodedata.category(character), "")


def code_point(character: str) -> str:
    """Return the usual name of a code point, such as ``U+202E``."""
    return f"U+{ord(character):04X}"


def visible(value: str) -> str:
    """Return ``value`` with every character that cannot be seen replaced by its code point, such as ``⟦U+202E⟧``.

    Variation selectors stay: Japanese names are written with them.
    """
    return "".join(f"⟦{code_point(character)}⟧" if _is_hidden(character) else character for character in value)


def _is_hidden(character: str) -> bool:
    if character in LINE_CHARACTERS:
        return False
    return character in BLANK_LETTERS or unicodedata.category(character) in HIDDEN_CATEGORIES


def fold(value: str) -> str:
    """Return the form in which two spellings of one name are the same.

    Compatibility forms (full-width, half-width), case, hiragana and katakana, blank runs and unseen characters make no
    difference. For comparing only, never for storing.
    """
    seen = "".join(char for char in value if not _is_hidden(char) and char not in VARIATION_SELECTORS)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    kana = unicodedata.normalize("NFKC", folded.translate(KATAKANA_TO_HIRAGANA))
    return " ".join("".join(char for char in kana if not _is_hidden(char)).split())
