"""Small modules, small functions, names that say something."""

import ast
from statistics import median

import pytest

from tests.architecture.tree import ROOMS, name_of, sources, tracked

LONGEST_FUNCTION = 50
LONGEST_MODULE = 300
USUAL_FUNCTION = 8
NAMELESS = {"utils", "util", "core", "common", "helpers", "helper", "misc", "base", "lib", "services", "manager"}
SOURCES = list(sources())
FUNCTIONS = [
    (f"{name_of(file)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
    for file, tree in SOURCES
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]


def test_no_function_is_longer_than_a_screen() -> None:
    assert [name for name, lines in FUNCTIONS if lines > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("room", ROOMS)
def test_most_functions_are_short(room: str) -> None:
    sizes = [
        _statement_lines(node)
        for file, tree in SOURCES
        if name_of(file).startswith(f"{room}/")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    assert not sizes or median(sizes) <= USUAL_FUNCTION


def _statement_lines(node: ast.FunctionDef) -> int:
    """Count the lines of a function's body, its docstring aside."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_is_longer_than_can_be_taken_in() -> None:
    long = {
        name_of(file): lines
        for file, _ in SOURCES
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(file) for file in tracked() if file.suffix == ".py" and file.stem in NAMELESS] == []


def test_every_public_function_says_what_it_is_for() -> None:
    silent = [
        f"{name_of(file)}:{node.lineno} {node.name}"
        for file, tree in SOURCES
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)
    ]
    assert silent == []
