"""What is asked of the log: sealed events for those who tell people of them, and the state of the seal. Para 3(g)."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from audit.models import Checkpoint, Entry


def sealed_events_after(leaf_index: int, limit: int) -> list[Entry]:
    """Return at most ``limit`` events sealed after that leaf, in the sealed order, each with its ``leaf``."""
    events = Entry.objects.filter(leaf__is_event=True, leaf__index__gt=leaf_index)
    return list(events.select_related("leaf").order_by("leaf__index")[:limit])


def last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint, if there is any."""
    return Checkpoint.objects.order_by("-size").first()


def oldest_unsealed_at() -> datetime | None:
    """Return when the oldest entry that waits for its seal was written; none if all are sealed."""
    last = last_checkpoint()
    entry, transaction = (last.last_entry, last.last_transaction) if last else (0, 0)
    waiting = Entry.objects.filter(pk__gt=entry)
    if connection.vendor == "postgresql":
        waiting = Entry.objects.extra(where=["(xid, id) > (%s::text::xid8, %s)"], params=[transaction, entry])
    return waiting.order_by("id").values_list("at", flat=True).first()
