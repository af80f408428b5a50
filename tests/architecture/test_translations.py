"""English and Japanese are both whole: nothing empty, nothing guessed, one term one translation, nothing forgotten."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from tests.architecture.catalogue import PLACEHOLDER, PO, Entry, entries, terms, terms_in
from tests.architecture.tree import ROOMS, ROOT, room_of, tracked

CATALOGUE = entries()
SAME_IN_BOTH = {"API"}
"""Messages that Japanese writes as English does."""
SAME_BUT_FOR_PLACEHOLDERS = re.compile(r"[\W\d]*")

NOT_THE_TERM = {
    "calendar": ("This is not a day of the calendar.", "%(months)s calendar month"),
    "close": (
        "After three failed attempts the way in is closed for a quarter of an hour.",
        "Somebody tried to use your account and failed; the way in was closed for a while.",
    ),
    "answer": ("Choose one of the answers offered",),
    "information": ("Information",),  # over a banner; as the name of a field it is translated as the glossary says
    "official": ("Let the official try again",),
    "paragraph": (
        "(paragraph %(paragraph)s)",
        "%(reason)s (paragraph %(paragraph)s)",
        "%(text)s (paragraph %(paragraph)s)",
        "Paragraph %(paragraph)s",
    ),  # the number says 第3項(g) by itself
    "party": ("The Participant is not party to this Framework",),
    "request": ("Request number", "The program sends it with each request, in a header:"),  # of a program
    "sign in": ("The instrument was signed in English. The English text prevails, so it is not translated here.",),
    "state": (
        "%(caveat)s: there is nothing left to choose from. State it in words.",
        "(provisional wording, until the Participant states its own rule)",
        "About once a second, new entries are added to a tree of hashes, and a checkpoint states how many entries there "
        "are and which root the tree has. Both Participants see the same checkpoints. Keep one from time to time: "
        "whoever changes, removes or reorders an entry afterwards can no longer make the log agree with it.",
        "State the purpose for which you read this",
        "State the purpose when content is read:",
        "What you state here binds everybody downstream, and is shown wherever the information is shown.",
    ),  # the verb
}
"""Where a message uses a word of the glossary for something else."""


def test_the_catalogue_is_current(tmp_path: Path) -> None:
    if not all(map(shutil.which, ("xgettext", "msgmerge", "msguniq", "msgattrib"))):
        pytest.skip("gettext is missing. On Debian: apt-get install gettext")
    _copy_what_is_gathered_from(tmp_path)
    environment = {**os.environ, "EXCHANGE_MODE": "test", "EXCHANGE_DATA": str(tmp_path / "data")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "manage.py", "makemessages", "--verbosity", "0"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    gathered = {entry.key for entry in entries(tmp_path / PO.relative_to(ROOT))}
    assert gathered - {entry.key for entry in CATALOGUE} == set(), "not in the catalogue. Run: make messages"
    assert {entry.key for entry in CATALOGUE} - gathered == set(), "no longer said. Run: make messages"


def _copy_what_is_gathered_from(folder: Path) -> None:
    for file in tracked():
        if room_of(file) in (*ROOMS, "templates", "locale", "manage.py", "pyproject.toml"):
            copy = folder / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def test_no_message_is_empty_or_a_guess() -> None:
    assert [entry.message for entry in CATALOGUE if not entry.said or not all(entry.said)] == []
    assert [entry.message for entry in CATALOGUE if any("fuzzy" in remark for remark in entry.remarks)] == []
    assert not any(line.startswith("#~") for line in PO.read_text(encoding="utf-8").splitlines())


def test_the_catalogue_says_nothing_of_where_and_when_it_was_made() -> None:
    text = PO.read_text(encoding="utf-8")
    assert not re.search(r"^#: |POT-Creation-Date|PO-Revision-Date|Last-Translator", text, re.MULTILINE)


def test_placeholders_are_the_same() -> None:
    assert [(entry.message, entry.said) for entry in CATALOGUE if not _has_the_same_placeholders(entry)] == []


def _has_the_same_placeholders(entry: Entry) -> bool:
    wanted = set(PLACEHOLDER.findall(entry.plural or entry.message))
    return all(set(PLACEHOLDER.findall(said)) == wanted for said in entry.said)


def test_the_compiled_catalogue_is_the_one_that_is_read() -> None:
    with PO.with_suffix(".mo").open("rb") as compiled:
        messages = gettext.GNUTranslations(compiled)
    for entry in CATALOGUE:
        if entry.plural:
            found = [messages.ngettext(entry.message, entry.plural, 1)]
        elif entry.context:
            found = [messages.pgettext(entry.context, entry.message)]
        else:
            found = [messages.gettext(entry.message)]
        assert found == entry.said, "Run: make messages"


def test_the_glossary_says_each_term_once() -> None:
    spellings = [spelling for term in terms() for spelling in term.english]
    assert len(terms()) >= 50
    assert len(spellings) == len(set(spellings))


def test_one_term_has_one_translation() -> None:
    otherwise = [
        (term.english[0], entry.message, entry.said)
        for entry in CATALOGUE
        for term in terms_in(entry.message)
        if entry.message not in NOT_THE_TERM.get(term.english[0], ())
        and not all(any(word in said for word in term.japanese) for said in entry.said)
    ]
    assert otherwise == []


def test_no_exception_is_left_over() -> None:
    said = {entry.message for entry in CATALOGUE}
    assert [message for message in chain(*NOT_THE_TERM.values(), SAME_IN_BOTH) if message not in said] == []


def test_japanese_is_not_english() -> None:
    same = [
        entry.message
        for entry in CATALOGUE
        if entry.message in entry.said
        and entry.message not in SAME_IN_BOTH
        and not SAME_BUT_FOR_PLACEHOLDERS.fullmatch(PLACEHOLDER.sub("", entry.message))
    ]
    assert same == []
