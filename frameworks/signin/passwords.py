"""What a password must be: long, and none that a stranger would try. Para 3(h).

Sixteen characters at least and 128 at most, in any script and with any signs: no rule about kinds of characters, and no
expiry by default (NIST 800-63B-4; NZISM 3.9, 16.1.31). What is refused is what can be guessed: the shipped list,
patterns, and words that anyone who knows the office or the official would try first.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from frameworks.signin.hashing import normalised

LEAST, MOST = 16, 128
LEAST_VARIETY = 6
LEAST_OF_ITS_OWN = 12  # characters that must be left when the words everybody here knows are taken out
LIST = Path(__file__).parent / "data" / "long_common_passwords.txt"
LOOK_ALIKES = str.maketrans("@4031!$57", "aaoeiisst")
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
CONTEXT = [
    "customs",
    "exchange",
    "framework",
    "zeikan",
    "kanzei",
    "newzealand",
    "nzcs",
    "aotearoa",
    "japan",
    "nippon",
    "nihon",
    "password",
    "passphrase",
    "税関",
    "関税",
    "日本",
    "ニュージーランド",
    "パスワード",
    "情報交換",
    "国際情報",
]


class LengthValidator:
    """Refuses passwords that are too short, or longer than a person types. ASVS 6.2.1, 6.2.9."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError unless ``password`` has 16 to 128 code points once normalised."""
        length = len(normalised(password))
        if length < LEAST:
            raise ValidationError(self.get_help_text(), code="password_too_short")
        if length > MOST:
            message = _("The password must have %(most)d characters or fewer.") % {"most": MOST}
            raise ValidationError(message, code="password_too_long")

    def get_help_text(self) -> str:
        """Say what is asked."""
        return _(
            "The password must have %(least)d characters or more. Several words in a row are easy to remember."
        ) % {"least": LEAST}


class CommonValidator:
    """Refuses what is on the shipped list, also with other digits or look-alike signs. ASVS 6.2.4."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError if ``password`` is one that strangers try."""
        if not common_passwords().isdisjoint(_disguises(folded(password))):
            raise ValidationError(
                _("This password is on a list of passwords that are often used."), code="password_common"
            )

    def get_help_text(self) -> str:
        """Say what is asked."""
        return _("It must not be a password that is often used.")


class PatternValidator:
    """Refuses repeats, runs along the keyboard or the alphabet, and few different characters. NZISM 16.1.31.C.04."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError if ``password`` follows a pattern."""
        text = folded(password)
        if len(set(text)) < LEAST_VARIETY or _is_repeat(text) or _is_mostly_a_run(text):
            raise ValidationError(_("This password repeats itself or follows a pattern."), code="password_pattern")

    def get_help_text(self) -> str:
        """Say what is asked."""
        return _("It must not repeat itself or follow the keyboard.")


class ContextValidator:
    """Refuses passwords made of the official's own names, the office and the words of this work. ASVS 6.2.11."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError if hardly anything is left once the known words are taken out of ``password``."""
        text = folded(password)
        for word in sorted({*CONTEXT, *_words_of(user)}, key=len, reverse=True):
            text = text.replace(word, "")
        if len(text) < LEAST_OF_ITS_OWN:
            message = _(
                "This password is made of names or words that others know. Use words that have nothing to do with you."
            )
            raise ValidationError(message, code="password_context")

    def get_help_text(self) -> str:
        """Say what is asked."""
        return _("It must not be made of your name, your office or the words of your work.")


@cache
def common_passwords() -> frozenset[str]:
    """Return the shipped list, folded; its header lines are left out."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(_bare(line) for line in lines if not line.startswith("# "))


def folded(password: str) -> str:
    """Return ``password`` as it is compared: normalised and without regard to capitals."""
    return normalised(password).casefold()


def _bare(text: str) -> str:
    return re.sub(r"[\s\-_.,]", "", text)


def _disguises(text: str) -> set[str]:
    plain = _bare(text)
    trimmed = plain.rstrip("0123456789!?.*@#$%&")
    return {plain, trimmed, plain.translate(LOOK_ALIKES), trimmed.translate(LOOK_ALIKES)} - {""}


def _is_repeat(text: str) -> bool:
    return any(text == (text[:unit] * len(text))[: len(text)] for unit in range(1, len(text) // 2 + 1))


def _is_mostly_a_run(text: str) -> bool:
    """Say whether four in five neighbours stand beside each other in a row of keys or in the alphabet."""
    steps = [_is_step(first, second) for first, second in pairwise(text)]
    return sum(steps) * 5 >= len(steps) * 4


def _is_step(first: str, second: str) -> bool:
    if first == second:
        return True
    return any(pair in row for row in ROWS for pair in (first + second, second + first))


def _words_of(user: Any) -> set[str]:
    """Return the words that belong to ``user``; a single Latin letter or two would take too much away."""
    participant = getattr(user, "participant", None)
    sources = [getattr(user, name, "") for name in ("username", "name", "email", "office")]
    sources += [getattr(participant, name, "") for name in ("name", "name_ja", "short_name")]
    words = {word for source in sources for word in re.split(r"[\W_\d]+", folded(str(source or "")))}
    return {word for word in words if len(word) >= (2 if _is_ideographic(word) else 3)}


def _is_ideographic(word: str) -> bool:
    return bool(word) and "CJK" in unicodedata.name(word[0], "")
