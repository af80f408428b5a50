"""The Japanese catalogue and the glossary, as the tests of translation read them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.architecture.tree import ROOT

PO = ROOT / "locale" / "ja" / "LC_MESSAGES" / "django.po"
GLOSSARY = ROOT / "locale" / "glossary.md"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%?%\{\w+\}|\{\w+\}")
LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d\])? (".*")')


@dataclass
class Entry:
    """One message: what the code says, in which context, and what Japanese readers read."""

    remarks: list[str] = field(default_factory=list)
    context: str = ""
    message: str = ""
    plural: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells one entry from every other."""
        return self.context, self.message, self.plural


@dataclass(frozen=True)
class Term:
    """One row of the glossary: the spellings of a term, and those of its one translation."""

    english: tuple[str, ...]
    japanese: tuple[str, ...]


def entries(file: Path = PO) -> list[Entry]:
    """Return the messages of a catalogue, without its header."""
    blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
    return [entry for block in blocks if (entry := _entry(block)).message]


def _entry(block: str) -> Entry:
    entry, parts = Entry(), []
    for line in block.splitlines():
        if line.startswith("#"):
            entry.remarks.append(line)
        elif found := LINE.fullmatch(line):
            parts.append([found[1], json.loads(found[2])])
        else:
            parts[-1][1] += json.loads(line)
    names = {"msgctxt": "context", "msgid": "message", "msgid_plural": "plural"}
    for keyword, text in parts:
        if keyword == "msgstr":
            entry.said.append(text)
        else:
            setattr(entry, names[keyword], text)
    return entry


@cache
def terms() -> tuple[Term, ...]:
    """Return the rows of the glossary."""
    return tuple(_terms())


def _terms() -> Iterator[Term]:
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 7 and cells[1] not in ("English", "---"):
            english = (cells[1], *filter(None, cells[2].split(", ")))
            yield Term(english, (cells[3], *filter(None, cells[4].split("、"))))


def terms_in(message: str) -> Iterator[Term]:
    """Yield the terms that a message says, the longest first: `oral request` is not also `request`."""
    spellings = ((spelling, term) for term in terms() for spelling in term.english)
    rest = re.sub(r"%\(\w+\)[sd]", "", message)
    for spelling, term in sorted(spellings, key=lambda pair: -len(pair[0])):
        flags = re.NOFLAG if spelling[0].isupper() else re.IGNORECASE
        without = re.sub(rf"(?<![\w-]){re.escape(spelling)}(?:s|es|'s)?(?!\w)", "\0", rest, flags=flags)
        if without != rest:
            yield term
        rest = without
