"""Views never touch rows, actions and rules never see the web, rules never write. Decision 3."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import name_of, sources

DOMAIN = ("requests",)  # the rooms with doors of their own; later issues add theirs
WRITING = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}


def _inside(*parts: str) -> Iterator[tuple[Path, ast.Module]]:
    for file, tree in sources():
        path = name_of(file).removesuffix(".py").split("/")
        if path[0] in DOMAIN and len(path) > 1 and path[1] in parts:
            yield file, tree


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_views_never_touch_objects() -> None:
    touching = [
        f"{name_of(file)}:{node.lineno}"
        for file, tree in _inside("views", "api", "forms", "serializers")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager")
    ]
    assert touching == []


def test_actions_never_see_the_web() -> None:
    seeing = [
        f"{name_of(file)}: {name}"
        for file, tree in _inside("actions", "rules", "lifecycle", "queries", "models", "values")
        for name in _imported(tree)
        if name.startswith(("django.http", "django.shortcuts", "django.urls", "rest_framework"))
    ]
    assert seeing == []


def test_rules_never_write() -> None:
    writing = [
        f"{name_of(file)}:{node.lineno}"
        for file, tree in _inside("rules")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
    ]
    assert writing == []
