"""What was told, for tests that ask who heard of what."""

from __future__ import annotations

import time

from audit.queries import oldest_unsealed_at
from audit.sealing import seal
from exchange.models import Notification
from exchange.notifications import project


def seal_all() -> None:
    """Seal the whole log; on PostgreSQL wait for the transactions of others on the same server, which it waits for."""
    patience = time.monotonic() + 60
    seal()
    while oldest_unsealed_at() is not None:
        assert time.monotonic() < patience, "an entry stays unsealed: does another transaction run on and on?"
        time.sleep(0.05)
        seal()


def tell() -> None:
    """Seal the log and make every notice there is to make."""
    seal_all()
    while project():
        pass


def heard() -> set[tuple[str, str]]:
    """Return who was told of what, as pairs of user name and notice."""
    return set(Notification.objects.values_list("official__username", "notice"))


def heard_since(step) -> set[tuple[str, str]]:
    """Tell what was to be told, do ``step``, tell again; return what came of the step alone."""
    tell()
    before = set(Notification.objects.values_list("pk", flat=True))
    step()
    tell()
    return set(Notification.objects.exclude(pk__in=before).values_list("official__username", "notice"))
