"""The classification scheme as it stands: every level, and every row that says which levels correspond.

Para 3(h). Read once for each HTTP request, however many markings a page shows; afresh wherever there is no request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.signals import request_finished, request_started
from django.dispatch import receiver

from frameworks.equivalence import Counterpart, Coverage, Grade, Table, counterparts, coverage
from frameworks.models import Level


@dataclass(frozen=True, slots=True)
class Scheme:
    """All levels and equivalence tables, and the two questions asked of them."""

    grades: Mapping[str, Grade]
    tables: tuple[Table, ...]

    def counterparts(self, code: str, participant: str, on: date) -> tuple[Counterpart, ...]:
        """Return the levels of ``participant`` that correspond to ``code`` on that day."""
        return counterparts(code, participant, grades=self.grades, tables=self.tables, on=on)

    def coverage(self, held: str, needed: str, on: date) -> Coverage:
        """Say whether the level ``held`` reaches ``needed`` on that day."""
        return coverage(held, needed, grades=self.grades, tables=self.tables, on=on)

    def participants(self) -> tuple[str, ...]:
        """Return the Participants that have a ladder."""
        return tuple(sorted({grade.participant for grade in self.grades.values()}))


COLUMNS = (
    "code",
    "ladder_id",
    "ladder__participant_id",
    "label",
    "rank",
    "equivalences__corresponds_to_id",
    "equivalences__table_id",
    "equivalences__table__is_provisional",
    "equivalences__table__valid_from",
    "equivalences__table__valid_until",
)


def load() -> Scheme:
    """Read the scheme from the database, in one query: every level with the rows that begin at it."""
    grades: dict[str, Grade] = {}
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    tables: dict[str, tuple[bool, date, date | None]] = {}
    for code, ladder, participant, label, rank, other, version, *validity in Level.objects.values_list(*COLUMNS):
        grades[code] = Grade(code, ladder, participant, label, rank)
        if version is not None:
            pairs[version].append((code, other))
            tables[version] = (validity[0], validity[1], validity[2])
    found = (Table(version, tuple(sorted(pairs[version])), *tables[version]) for version in sorted(tables))
    return Scheme(grades, tuple(found))


_of_this_request: ContextVar[dict[str, Scheme] | None] = ContextVar("scheme_of_this_request", default=None)


def current() -> Scheme:
    """Return the scheme, read at most once during one HTTP request."""
    kept = _of_this_request.get()
    if kept is None:
        return load()
    if "scheme" not in kept:
        kept["scheme"] = load()
    return kept["scheme"]


@receiver(request_started)
def _begin(**_: Any) -> None:
    _of_this_request.set({})


@receiver(request_finished)
def _end(**_: Any) -> None:
    _of_this_request.set(None)
