"""What was told, for tests that ask who heard of what."""

from __future__ import annotations

from audit.sealing import seal
from exchange.models import Notification
from exchange.notifications import project


def tell() -> None:
    """Seal the log and make every notice there is to make."""
    seal()
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
