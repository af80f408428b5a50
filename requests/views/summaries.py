"""How what a request says is laid out: sections, rows and the words for answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from frameworks.terms import Ground
from frameworks.wording import say_paragraph
from requests.values.cleaning import clean_entry
from requests.values.faults import Faulty
from requests.values.fields import Field, Section
from requests.values.sections import SECTIONS


@dataclass(frozen=True, slots=True)
class Value:
    """An answer as `components/value.html` sets it: one of a text, several, or a day."""

    text: str = ""
    texts: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer and the paragraph that asks for it."""

    name: str
    label: str
    value: Value
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
        Row(item.name, _(item.label), _said(item, value, names), item.paragraph) for item, value in answered if value
    )


def _said(item: Field, value: Any, names: Mapping[str, str]) -> Value:
    if item.kind in ("choices", "list"):
        return Value(texts=tuple(names.get(code, code) for code in value))
    if item.kind == "choice":
        label = dict(item.choices).get(value)
        return Value(_(label) if label else names.get(value, value))
    if item.kind == "date":
        return Value(day=date.fromisoformat(value))
    return Value(value)


def say_ground(ground: Ground) -> str:
    """Return a ground for refusing in words, with its paragraph. Para 4."""
    return _("%(text)s (paragraph %(paragraph)s)") % {
        "text": _(ground.text),
        "paragraph": say_paragraph(ground.paragraph),
    }


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a draft's task list: what it is called, where it leads and how far it is."""

    label: str
    href: str
    hint: str
    status: str
    colour: str


def tasks(draft_id: Any, sections: Mapping[str, Any]) -> list[Task]:
    """Return the task list of a draft: what is done, what is still needed, what may be left out."""
    return [_task(draft_id, section, sections.get(section.code)) for section in SECTIONS]


def _task(draft_id: Any, section: Section, given: Any) -> Task:
    status, colour = {
        "done": (pgettext("task", "Completed"), ""),
        "needed": (pgettext("task", "Not yet started"), "blue"),
        "optional": (pgettext("task", "Optional"), "grey"),
        "incomplete": (pgettext("task", "Incomplete"), "yellow"),
    }[_state(section, given)]
    count = len(given or []) if section.repeated else 0
    hint = ngettext("%(count)d named", "%(count)d named", count) % {"count": count} if count else ""
    href = reverse("requests:section", args=[draft_id, section.code])
    return Task(_(section.title), href, hint, status, colour)


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
