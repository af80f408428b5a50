"""What may be stated as a caveat, judged in one place for the form and the API.

Para 3(a). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from caveats.kinds import Caveat, CaveatError, Fault, FreeText, faults, from_plain
from frameworks.text import TextFault, clean

WORDS_LIMIT = 2000


def gettext_noop(message: str) -> str:
    """Mark a message for translation; the door says it in the reader's language."""
    return message


def state(
    kind: object,
    parameters: object,
    words: str,
    *,
    choices: Mapping[str, Collection[str]] | None = None,
    today: date | None = None,
) -> tuple[Caveat, str]:
    """Return the caveat that a provider states, and its own words about it as they are kept.

    Para 3(a). ``choices`` and ``today`` as in `kinds.faults`.

    Raises:
        CaveatError: with every fault, each beside its field: ``kind``, a parameter, or ``words``.
    """
    spoken, found = _read_words(kind, words)
    try:
        caveat = from_plain(kind, parameters)
    except CaveatError as error:
        raise CaveatError(*error.faults, *found) from error
    found = [*faults(caveat, choices=choices, today=today), *found]
    if found:
        raise CaveatError(*found)
    return caveat, spoken


def _read_words(kind: object, words: str) -> tuple[str, list[Fault]]:
    try:
        spoken = clean(words, limit=WORDS_LIMIT, lines=True)
    except TextFault as fault:
        return "", [Fault("words", fault.message, fault.params)]
    if kind == FreeText.code and not spoken:
        return "", [Fault("words", gettext_noop("Write the caveat in words."))]
    return spoken, []
