"""What is provided in answer, as a value. Para 3, 3(a), 3(h)."""

from __future__ import annotations

from dataclasses import dataclass, field

from caveats.kinds import Caveat
from frameworks.marking import Marking

TITLE_LIMIT = 200
TEXT_LIMIT = 20_000
REASON_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class NewInformation:
    """An item about to be provided: what it says, how it is marked, under which caveats and for which purposes.

    ``caveat_words`` are the provider's own words, one for each caveat in the same order (empty where none were added).
    """

    title: str
    text: str
    marking: Marking
    caveats: tuple[Caveat, ...] = ()
    caveat_words: tuple[str, ...] = ()
    purposes: tuple[str, ...] = field(default=())
