"""Telling a story in its own time: within the demonstration's loading, and nowhere else, the clock can be set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Do what follows as if it were ``moment``: made-up cases have made-up pasts, through the same actions as real
    ones."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield
