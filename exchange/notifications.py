"""Notifications: a projection of the sealed log onto the officials whom the catalogue names. R1, R2; paras 3(d), 4, 6.

Nothing is queued when something happens: the entry in the log is the outbox. `project` reads what was sealed after its
cursor and moves the cursor in the transaction that writes the notices, so a crash between two steps loses nothing and
doubles nothing, and two projectors at once do the work of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from audit.models import Entry
from audit.queries import sealed_events_after
from exchange import mail, telling
from exchange.catalogue import CATALOGUE, SILENT
from exchange.models import Cursor, Notification

logger = structlog.get_logger(__name__)
CURSOR = "notifications"


def project(limit: int = 200) -> int:
    """Turn at most ``limit`` sealed events into notices; return how many events were dealt with.

    Call it again until it returns 0. Another projector at the same time does no harm: one of the two writes.
    """
    cursor, _ = Cursor.objects.get_or_create(name=CURSOR)
    events = list(sealed_events_after(cursor.leaf_index, limit))
    if not events:
        return 0
    with transaction.atomic():
        if not _move(cursor, events[-1].leaf.index):
            return 0
        _tell_all(events, timezone.now())
    return len(events)


def _move(cursor: Cursor, to: int) -> bool:
    """Move the cursor on unless another has; who has moved it holds it until the transaction ends."""
    held = Cursor.objects.filter(name=cursor.name, leaf_index=cursor.leaf_index)
    return held.update(leaf_index=to, moved_at=timezone.now()) == 1


def _tell_all(events: Sequence[Entry], now: datetime) -> None:
    entries = [event.pk for event in events]
    told = set(Notification.objects.filter(entry_id__in=entries).values_list("official_id", "entry_id"))
    new = [notice for event in events for notice in _notices(event, now) if (notice.official_id, event.pk) not in told]
    mail.enclose(Notification.objects.bulk_create(new))


def _notices(event: Entry, now: datetime) -> Iterator[Notification]:
    """Yield what is told of an event: to each official once, by the first notice that fits; to the actor never."""
    if event.name not in CATALOGUE:
        if event.name not in SILENT:
            logger.error("event.uncatalogued", name=event.name, entry=event.pk)
        return
    told, heard = telling.of(event, now), {event.actor}
    parameters = told.parameters
    for notice in CATALOGUE[event.name]:
        for official in notice.recipients(told):
            if official.username in heard:
                continue
            heard.add(official.username)
            yield Notification(
                official=official,
                entry_id=event.pk,
                notice=notice.code,
                event=event.name,
                subject=event.subject,
                case=told.reference,
                parameters=parameters,
                happened_at=event.at,
                made_at=now,
            )
