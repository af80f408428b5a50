"""What is provided in answer, as a value. Para 3, 3(a), 3(h)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from caveats.kinds import Caveat
from frameworks.marked import Marking
from frameworks.text import TextFault, clean
from requests.values.faults import Fault, Faulty

TITLE_LIMIT = 200
TEXT_LIMIT = 20_000
REASON_LIMIT = 2_000
INSTRUCTION_LIMIT = 1_000


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


NEEDED = gettext_noop("This is needed")


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

    def cleaned(self) -> NewInformation:
        """Return the item with its texts as they are kept.

        Raises:
            Faulty: with everything that cannot be kept as it is, and where there is no title or text.
        """
        faults: list[Fault] = []
        texts: dict[str, str] = {}
        for name, limit, lines in (("title", TITLE_LIMIT, False), ("text", TEXT_LIMIT, True)):
            try:
                texts[name] = take(getattr(self, name), name=name, limit=limit, lines=lines, required=True)
            except Faulty as faulty:
                faults.extend(faulty.faults)
        if faults:
            raise Faulty(faults)
        instruction = take(self.marking.handling_instruction, name="handling_instruction", limit=INSTRUCTION_LIMIT)
        title, text = texts["title"], texts["text"]
        return replace(self, title=title, text=text, marking=replace(self.marking, handling_instruction=instruction))


def take(value: str, *, name: str, limit: int, lines: bool = True, required: bool = False, paragraph: str = "3") -> str:
    """Return a text that was typed as it is kept: NFC, trimmed, within its limit, without what hides or breaks.

    Raises:
        Faulty: beside the field ``name``.
    """
    try:
        text = clean(value, limit=limit, lines=lines)
    except TextFault as fault:
        raise Faulty([Fault((name,), fault.message, paragraph, fault.params)]) from fault
    if required and not text:
        raise Faulty([Fault((name,), NEEDED, paragraph)])
    return text
