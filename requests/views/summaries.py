"""How what a request says is laid out: sections, rows and the words for answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from requests.values.fields import SECTIONS, Field, Section
from requests.values.faults import Faulty
from requests.values.para6 import clean_entry


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer; ``kind`` tells the page how to set it."""

    name: str
    label: str
    value: Any
    kind: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Block:
    """One section as it is read: rows, or entries of rows where it is a list."""

    section: Section
    title: str
    rows: tuple[Row, ...]
    entries: tuple[tuple[Row, ...], ...]

    @property
    def is_empty(self) -> bool:
        """True where nothing was said."""
        return not self.rows and not self.entries


def blocks(sections: Mapping[str, Any], names: Mapping[str, str]) -> list[Block]:
    """Return every section of a request as pages show it; ``names`` maps classification codes to their labels."""
    return [_block(section, sections.get(section.code), names) for section in SECTIONS]


def _block(section: Section, given: Any, names: Mapping[str, str]) -> Block:
    if section.repeated:
        entries = tuple(rows(section, entry, names) for entry in given or [])
        return Block(section, _(section.title), (), entries)
    return Block(section, _(section.title), rows(section, given or {}, names), ())


def rows(section: Section, given: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the answered questions of a section or an entry; what was left empty takes no room."""
    answered = [(item, given.get(item.name)) for item in section.fields]
    return tuple(
        Row(item.name, _(item.label), _said(item, value, names), item.kind, item.paragraph)
        for item, value in answered
        if value
    )


def _said(item: Field, value: Any, names: Mapping[str, str]) -> Any:
    if item.kind == "choices":
        return [names.get(code, code) for code in value]
    if item.kind == "choice":
        label = dict(item.choices).get(value)
        return _(label) if label else names.get(value, value)
    if item.kind == "date":
        return date.fromisoformat(value)
    return value


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a draft's task list: the section and how far it is."""

    section: Section
    title: str
    state: str
    words: str
    count: int


def tasks(sections: Mapping[str, Any]) -> list[Task]:
    """Return the task list of a draft: what is done, what is still needed, what may be left out."""
    return [_task(section, sections.get(section.code)) for section in SECTIONS]


def _task(section: Section, given: Any) -> Task:
    state = _state(section, given)
    words = {
        "done": pgettext("task", "Completed"),
        "needed": pgettext("task", "Not yet started"),
        "optional": pgettext("task", "Optional"),
        "incomplete": pgettext("task", "Incomplete"),
    }[state]
    return Task(section, _(section.title), state, words, len(given or []) if section.repeated else 0)


def _state(section: Section, given: Any) -> str:
    if not given:
        return "needed" if section.required else "optional"
    if section.repeated:
        return "done"
    try:
        clean_entry(section, given)
    except Faulty:
        return "incomplete"
    return "done"
