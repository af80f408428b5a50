"""Every event that any room records stands in the catalogue of notices, or in the list of those told to nobody."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from audit.lifecycle import Lifecycle
from exchange.catalogue import CATALOGUE, NOTICES, SILENT
from tests.architecture.tree import ROOMS, name_of, sources

EVENT = re.compile(rf"(?:{'|'.join(ROOMS)})(?:\.[a-z_]+){{2}}")
TABLES = "audit/lifecycle.py"  # records the events of the state tables, which are looked at themselves


def _of_the_tables() -> Iterator[tuple[str, str]]:
    """Yield the event of each step of every state table."""
    for file, _tree in sources():
        if file.name == "lifecycle.py" and name_of(file) != TABLES:
            module = import_module(name_of(file).removesuffix(".py").replace("/", "."))
            for table in vars(module).values():
                if isinstance(table, Lifecycle):
                    yield from ((step.event, f"{name_of(file)}: {step.name}") for step in table.steps)


def _recorded() -> Iterator[tuple[str, str]]:
    """Yield what each call of ``record.event`` names: itself, or, by way of a table or a function, in its module."""
    for file, tree in sources():
        if name_of(file) == TABLES:
            continue
        for call in filter(_records, ast.walk(tree)):
            where = f"{name_of(file)}:{call.lineno}"
            found = list(_names(call.args[0], tree))
            assert found, f"{where} records an event whose name cannot be found"
            yield from ((name, where) for name in found)


def _records(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="record"), attr="event")) if node.args:
            return True
    return False


def _names(name: ast.expr, tree: ast.Module) -> list[str]:
    match name:
        case ast.Constant(value=str(event)):
            return [event]
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
            return [event for event in (*CATALOGUE, *SILENT) if event.startswith(beginning)]
    return [text for text in _texts(tree) if EVENT.fullmatch(text)]


def _texts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


EMITTED = {**dict(_of_the_tables()), **dict(_recorded())}


@pytest.mark.parametrize("event", sorted(EMITTED))
def test_an_event_is_told_or_silent(event: str) -> None:
    assert (event in CATALOGUE) != (event in SILENT), f"{event} ({EMITTED[event]}) stands in neither table, or in both"


@pytest.mark.parametrize("event", sorted({*CATALOGUE, *SILENT}))
def test_nothing_is_listed_that_never_happens(event: str) -> None:
    assert event in EMITTED


@pytest.mark.parametrize("event", sorted(EMITTED))
def test_an_event_is_named_room_thing_verb(event: str) -> None:
    assert EVENT.fullmatch(event)


def test_the_search_finds_events_of_every_kind() -> None:
    """A search that has gone blind would pass every law above."""
    assert {"requests.request.acknowledged", "requests.request.submitted", "frameworks.deadline.overdue"} <= set(
        EMITTED
    )


def test_each_silence_has_its_reason() -> None:
    assert all(SILENT.values())


def test_no_two_notices_share_a_code() -> None:
    assert len(NOTICES) == sum(map(len, CATALOGUE.values()))
