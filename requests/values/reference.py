"""References of cases: said over the telephone, saying nothing.

``NZ-JP-2026-482137``: who asked, who was asked, the year, and six digits of which the last is a check digit. The
digits are drawn at random within a channel and year, so that neither a number nor a gap between two of them tells
how many cases there are that one does not know (a running number would). Para 3(g); docs/adr/0003.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

FORM = re.compile(r"[A-Z]{2}-[A-Z]{2}-\d{4}-\d{6}", re.ASCII)

# Damm's quasigroup of order 10 finds every wrong digit and every swap of neighbours (H. M. Damm, 2004).
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> str:
    """Return Damm's check digit of a string of digits."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def draw(requesting: str, requested: str, year: int) -> str:
    """Return a new reference of a channel and year; whoever stores it makes sure that it is the only one."""
    digits = f"{secrets.randbelow(100_000):05d}"
    return f"{requesting}-{requested}-{year}-{digits}{check_digit(digits)}"


def normalise(typed: str) -> str:
    """Return a reference as it is kept, however it was typed: full width, small letters, blanks or other dashes."""
    folded = unicodedata.normalize("NFKC", typed).upper().strip()
    return re.sub(r"[\s\u2010-\u2015\u2212\uff0d\u30fc]+", "-", folded)


def is_reference(text: str) -> bool:
    """True where ``text`` has the form of a reference and its check digit holds."""
    return bool(FORM.fullmatch(text)) and check_digit(text[-6:-1]) == text[-1]
