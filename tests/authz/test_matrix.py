"""Every route × method × role × relation has the outcome that is written down by hand for it. Paras 3(g), 3(h); Z1.

``matrix.csv`` is the table, to be read and argued about; `people` says who asks, `places` what for, `asking` what else
must hold of every answer: it is on record, it carries its headers, and what was not allowed changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from django.urls import resolve

from tests.authz.asking import Cell, Tally, ask, faults, is_domain, with_room
from tests.authz.matrix import METHODS, OUTCOMES, Matrix, leaves, read
from tests.authz.people import ACTORS, Actor
from tests.authz.places import PLACES, Place
from tests.authz.world import World

EITHER_WAY = ("anonymous", "password-only", "official", "supervisor-unconfirmed", "administrator", "token")
"""The roles that also ask for JSON: one of each gate, and one of each power."""
WHATEVER_METHOD = ("anonymous", "password-only", "official", "supervisor-unconfirmed", "token")
"""The roles that try methods which nobody declares: one of each gate. That depends on no relation, as the rows say."""


def cells_of(matrix: Matrix, place: Place) -> Iterator[Cell]:
    """Yield every cell of a place: declared methods for everybody, the others for one of each gate."""
    declared = matrix.declared(place.label)
    everybody = asking_for(place)
    for method in METHODS:
        if method not in declared or (method == "HEAD" and place.kind == "plain"):
            yield from (Cell(place, method, actor) for actor in _one_each(everybody, WHATEVER_METHOD))
            continue
        yield from (Cell(place, method, actor) for actor in everybody)
        if method != "HEAD":
            yield from (Cell(place, method, actor, "json") for actor in _one_each(everybody, EITHER_WAY))


def asking_for(place: Place) -> list[Actor]:
    """Return who asks for a place; at pages, which know no tokens, one token stands for all."""
    actors = ACTORS[place.kind]
    if place.is_api:
        return actors
    return [actor for actor in actors if not actor.has_token] + _one_each(actors, ("token",))


def _one_each(actors: list[Actor], roles: tuple[str, ...]) -> list[Actor]:
    """Return the first actor of each of the roles."""
    return list({actor.role: actor for actor in reversed(actors) if actor.role in roles}.values())


def test_every_route_is_declared(tally: Tally) -> None:
    """A route that nobody has thought about fails here, by its name; a pattern for whatever may come is no thought."""
    named = {name for row in read().rows for name in row.named}
    labels: dict[str, list[str]] = {}
    for place in PLACES:
        labels.setdefault(place.route, []).append(place.label)
    for leaf in leaves():
        of_leaf = labels.get(leaf.name, [leaf.name])
        tally.undeclared.extend(label for label in of_leaf if not any(fnmatchcase(label, name) for name in named))
    assert tally.undeclared == []


def test_every_route_is_asked_for(world: World) -> None:
    """Each address of the site is one that some place leads to."""
    actor = next(actor for actor in ACTORS["case"] if actor.role == "official")
    led_to = {resolve(place.path(world, actor)).route for place in PLACES}
    assert [leaf.name for leaf in leaves() if leaf.pattern not in led_to] == []


def test_the_table_names_no_route_that_is_gone() -> None:
    known = {leaf.name for leaf in leaves()}
    assert {place.route for place in PLACES} <= known
    labels = {place.label for place in PLACES} | known
    named = {name for row in read().rows for name in row.named}
    assert [name for name in sorted(named) if not any(fnmatchcase(label, name) for label in labels)] == []


def test_the_table_says_what_can_be_understood() -> None:
    rows = read().rows
    assert {row.outcome for row in rows} <= OUTCOMES
    assert {method for row in rows for method in row.methods} <= {*METHODS, "*"}
    roles = {actor.role for actors in ACTORS.values() for actor in actors}
    relations = {actor.relation for actors in ACTORS.values() for actor in actors}
    for words, patterns in ((roles, "roles"), (relations, "relations")):
        used = {pattern for row in rows for pattern in getattr(row, patterns)}
        assert [pattern for pattern in sorted(used) if not any(fnmatchcase(word, pattern) for word in words)] == []


def test_every_line_of_the_table_decides_something() -> None:
    """A line below one that says it all would be read, and believed, for nothing."""
    matrix = read()
    for place in PLACES:
        for cell in cells_of(matrix, place):
            matrix.expected(place.label, cell.method, cell.actor.role, cell.actor.relation)
    assert [row for row in matrix.rows if row.number not in matrix.decided] == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.label)
def test_every_cell_is_as_it_is_written(place: Place, world: World, matrix: Matrix, tally: Tally) -> None:
    wrong = with_room(
        lambda: [fault for cell in cells_of(matrix, place) for fault in _faults(world, matrix, cell, tally)]
    )
    tally.unexpected.extend(wrong)
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _faults(world: World, matrix: Matrix, cell: Cell, tally: Tally) -> list[str]:
    actor = cell.actor
    return faults(world, cell, matrix.expected(cell.place.label, cell.method, actor.role, actor.relation), tally)


def test_the_log_knows_every_request(tally: Tally) -> None:
    """L2: as many requests on record as were sent."""
    assert tally.sent == tally.logged


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.label)
def test_no_form_is_taken_without_its_token(place: Place, world: World, matrix: Matrix) -> None:
    """V4: whoever may send a form may not be made to send it by another site; a token of the machine door is no cookie."""
    senders = [
        actor
        for actor in ACTORS[place.kind]
        if matrix.expected(place.label, "POST", actor.role, actor.relation) == "allow" and not actor.has_token
    ]
    for actor in senders[:1]:
        cell = Cell(place, "POST", actor, is_forged=True)
        answer = ask(world, cell, place.path(world, actor), Tally())
        assert answer.response.status_code == 403
        assert {table for table in answer.written if is_domain(table)} == set()
        assert answer.entries
