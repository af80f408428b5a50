"""A transaction that comes to nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import transaction


class Undone(Exception):
    """What goes wrong in it."""


@contextmanager
def rolled_back(*, savepoint: bool = True) -> Iterator[None]:
    """Run a block in a transaction, or a savepoint of the one around it, and roll it back."""
    with suppress(Undone), transaction.atomic(savepoint=savepoint):
        yield
        raise Undone
