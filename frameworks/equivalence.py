"""Which security classifications of two Participants correspond, and whose clearance covers which marking. Pure.

Para 3(f), 3(h). Tables go in, an answer comes out. Rows are read in both directions and never chained: that A
corresponds to B, and B to C, says nothing about A and C. Where no row applies the answer is empty, and whoever asks
must fail closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class Grade:
    """One level of one Participant's ladder; ranks compare inside one ladder only."""

    code: str
    ladder: str
    participant: str
    label: str
    rank: int


@dataclass(frozen=True, slots=True)
class Table:
    """One dated version of a correspondence, as pairs of level codes."""

    version: str
    pairs: tuple[tuple[str, str], ...]
    is_provisional: bool
    valid_from: date
    valid_until: date | None = None

    def is_valid(self, on: date) -> bool:
        """Say whether the version counts on that day; its last day is included."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A level of the other side that corresponds, and the table that says so."""

    grade: Grade
    table: str
    is_provisional: bool


class Coverage(Enum):
    """Whether a level that somebody may hold reaches a marking."""

    COVERED = "covered"
    TOO_LOW = "too low"
    NO_ROW = "no row"


def counterparts(
    code: str, participant: str, *, grades: Mapping[str, Grade], tables: Iterable[Table], on: date
) -> tuple[Counterpart, ...]:
    """Return the levels of ``participant`` that correspond to ``code`` on that day, the highest first, each once.

    A definitive table speaks before a provisional one. An unknown code has no counterpart.
    """
    found: dict[str, Counterpart] = {}
    for table in sorted(tables, key=lambda table: (table.is_provisional, table.version)):
        if not table.is_valid(on):
            continue
        for other in _paired_with(code, table):
            grade = grades.get(other)
            if grade and grade.participant == participant:
                found.setdefault(other, Counterpart(grade, table.version, table.is_provisional))
    return tuple(sorted(found.values(), key=lambda found: (-found.grade.rank, found.grade.code)))


def _paired_with(code: str, table: Table) -> Iterable[str]:
    for one, other in table.pairs:
        if code in (one, other):
            yield other if code == one else one


def coverage(held: str, needed: str, *, grades: Mapping[str, Grade], tables: Iterable[Table], on: date) -> Coverage:
    """Say whether ``held`` (a clearance or a ceiling) reaches the marking ``needed``.

    On one ladder the ranks decide. Between ladders the highest counterpart of the marking decides, so that a marking
    with two counterparts asks for the stricter one.
    """
    if held not in grades or needed not in grades:
        return Coverage.NO_ROW
    holder, marking = grades[held], grades[needed]
    if holder.ladder == marking.ladder:
        return _compare(holder.rank, marking.rank)
    found = counterparts(needed, holder.participant, grades=grades, tables=tables, on=on)
    ranks = [each.grade.rank for each in found if each.grade.ladder == holder.ladder]
    return _compare(holder.rank, max(ranks)) if ranks else Coverage.NO_ROW


def _compare(held: int, needed: int) -> Coverage:
    return Coverage.COVERED if held >= needed else Coverage.TOO_LOW
