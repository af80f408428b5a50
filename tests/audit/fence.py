"""Lifting the fence around the log's tables, for tests alone: to empty them, and to do what an attacker would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection

from audit import append_only, writers


@contextmanager
def lifted() -> Iterator[None]:
    """Take the triggers off for the length of a block, and put the same ones back."""
    names = append_only.expected(connection)
    if connection.vendor == "postgresql":
        down = [f"ALTER TABLE {append_only.table_of(name)} DISABLE TRIGGER {name}" for name in names]
        up = [f"ALTER TABLE {append_only.table_of(name)} ENABLE ALWAYS TRIGGER {name}" for name in names]
    else:
        down = [f"DROP TRIGGER {name}" for name in names]
        up = list(names.values())
    _run(down)
    try:
        yield
    finally:
        _run(up)


def lifting(flush: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``flush`` (a method of Django's database operations) with the fence lifted around it."""

    @wraps(flush)
    def wrapped(operations: Any, sql_list: list[str]) -> Any:
        with lifted():
            result = flush(operations, sql_list)
        writers.begin_anew()  # what the threads' tails point at is gone
        return result

    return wrapped


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
