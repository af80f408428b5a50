"""What an instrument says, as data: purposes, grounds, targets and the paragraphs they rest on. Pure.

A second instrument is a second module beside `jp_nz_2014`, with its own `TERMS`, and no ``if`` anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol

HOME = "frameworks.terms."


class NamesItsTerms(Protocol):
    """Anything that names a terms module, such as a `frameworks.models.Framework`."""

    @property
    def terms(self) -> str:
        """Dotted name of the module."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which a request may be refused."""

    code: str
    paragraph: str
    text: str


@dataclass(frozen=True, slots=True)
class Particular:
    """What a request for approval has to include."""

    code: str
    paragraph: str
    text: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose for which information may be used."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Priority:
    """How pressing a request is."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """How soon something is hoped for, and of whom. Agreed, adjustable, and binding on nobody.

    Exactly one of ``working_days`` (by priority), ``hours``, ``months`` and ``days_before`` (a date that is given) says
    how long. ``paragraph`` is where the target rests; ``serves`` names what it is for.
    """

    kind: str
    paragraph: str
    serves: str
    runs_from: str
    responsible: str
    text: str
    when_missed: str
    working_days: Mapping[str, int] | None = field(default=None, hash=False)
    hours: int | None = None
    months: int | None = None
    days_before: tuple[int, ...] = ()
    lapses_after: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """One instrument's rules as the software applies them.

    ``citations`` maps what a rule is about to the paragraph it rests on; ``paragraphs`` holds the words themselves, in
    the language of the instrument. ``routes`` names the roads by which information may leave the receiving customs
    administration; a road that is not named does not exist.
    """

    code: str
    version: int
    short_title: str
    priorities: tuple[Priority, ...]
    purposes: tuple[Purpose, ...]
    refusal_grounds: tuple[Ground, ...]
    deadlines: tuple[Target, ...]
    routes: frozenset[str]
    citations: Mapping[str, str] = field(hash=False)
    paragraphs: Mapping[str, str] = field(hash=False)
    particulars_of_approval: tuple[Particular, ...] = ()

    def target(self, kind: str) -> Target:
        """Return the target of that kind.

        Raises:
            KeyError: if the instrument names none.
        """
        for target in self.deadlines:
            if target.kind == kind:
                return target
        raise KeyError(kind)

    def ground(self, code: str) -> Ground:
        """Return the refusal ground of that code.

        Raises:
            KeyError: if the instrument knows no such ground.
        """
        for ground in self.refusal_grounds:
            if ground.code == code:
                return ground
        raise KeyError(code)


def terms_of(framework: NamesItsTerms) -> Terms:
    """Return the terms of a framework.

    Raises:
        ValueError: if it names a module outside ``frameworks.terms``.
    """
    if not framework.terms.startswith(HOME):
        raise ValueError(f"{framework.terms!r} is not a terms module")
    terms = import_module(framework.terms).TERMS
    assert isinstance(terms, Terms)  # noqa: S101  (a module that defines something else is a fault of this program)
    return terms
