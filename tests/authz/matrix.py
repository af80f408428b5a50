"""The table of what is expected, as it stands in ``matrix.csv``, and the routes that there are."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

FILE = Path(__file__).with_name("matrix.csv")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OUTCOMES = {"allow", "empty", "withheld", "hide", "refuse", "purpose", "login", "enrol", "confirm", "405"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; each of its cells holds patterns."""

    number: int
    routes: tuple[str, ...]
    methods: tuple[str, ...]
    roles: tuple[str, ...]
    relations: tuple[str, ...]
    outcome: str

    def fits(self, route: str, method: str, role: str, relation: str) -> bool:
        """Say whether this line speaks of the cell."""
        asked = ((self.routes, route), (self.methods, method), (self.roles, role), (self.relations, relation))
        return all(any(fnmatchcase(word, pattern) for pattern in patterns) for patterns, word in asked)

    @property
    def named(self) -> list[str]:
        """The routes that it names in full, without a pattern for whatever may come."""
        return [route for route in self.routes if route != "*" and not route.endswith(":*")]


@dataclass(slots=True)
class Matrix:
    """The whole table; it remembers which of its lines decided something."""

    rows: list[Row]
    decided: set[int] = field(default_factory=set)

    def expected(self, route: str, method: str, role: str, relation: str) -> str:
        """Return what the first line that fits expects."""
        row = next(row for row in self.rows if row.fits(route, method, role, relation))
        self.decided.add(row.number)
        return row.outcome

    def declared(self, route: str) -> list[str]:
        """Return the methods that the table declares for a route: those of which some line says more than 405."""
        rows = [row for row in self.rows if row.outcome != "405" and any(fnmatchcase(route, n) for n in row.named)]
        return [method for method in METHODS if any(method in row.methods or "*" in row.methods for row in rows)]


def read() -> Matrix:
    """Return the table as it stands in the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = [(number, line) for number, line in enumerate(file, 1) if not line.startswith("#")]
    table = csv.reader(line for _number, line in lines)
    numbers = [number for number, _line in lines]
    rows = [_row(number, cells) for number, cells in zip(numbers, table, strict=True)]
    return Matrix(rows[1:])


def _row(number: int, cells: list[str]) -> Row:
    routes, methods, roles, relations, outcome, _why = cells
    return Row(number, *(tuple(cell.split()) for cell in (routes, methods, roles, relations)), outcome)


@dataclass(frozen=True, slots=True)
class Leaf:
    """An address that a view answers: the name by which one asks for it, and its whole pattern."""

    name: str
    pattern: str
    view: Any


def leaves() -> list[Leaf]:
    """Return every address of the site, those of the libraries included."""
    return list(_leaves(get_resolver().url_patterns, "", ""))


def _leaves(patterns: list[Any], space: str, before: str) -> Iterator[Leaf]:
    for pattern in patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _leaves(
                pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space, where
            )
        elif isinstance(pattern, URLPattern):
            yield Leaf(f"{space}{pattern.name}" if pattern.name else where, where, pattern.callback)
