"""The sweep over deadlines: what is due to be told and was not yet told. Para 18.

It never counts days and never asks whether something happens to be today: it takes every open deadline whose next
moment has passed, so a missed run heals itself. However often and however concurrently it runs, each thing is told
once: a row is claimed by a conditional update, what was told is unique, and both stand in one transaction with the
log's entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from audit import record
from frameworks.acting import System
from frameworks.models import Deadline, Reminder
from frameworks.reminding import ESCALATED, OVERDUE, REMINDERS, Moment, next_after, split

WORKER = System("deadline worker")
EVENTS = {
    **dict.fromkeys(REMINDERS, "frameworks.deadline.reminded"),
    ESCALATED: "frameworks.deadline.escalated",
    OVERDUE: "frameworks.deadline.overdue",
}


@dataclass(frozen=True, slots=True)
class Told:
    """That one thing was told about one deadline."""

    deadline: int
    subject: str
    kind: str


def look(now: datetime, limit: int = 200) -> list[Told]:
    """Tell what is due to be told about at most ``limit`` deadlines, and return what was told.

    An idle pass is one query. Call it again until it returns nothing.
    """
    waiting = _waiting(now).order_by("next_look_at", "pk").values_list("pk", flat=True)[:limit]
    found = list(waiting)
    return _tell_batch(found, now) if found else []


def _waiting(now: datetime) -> QuerySet[Deadline]:
    return Deadline.objects.filter(next_look_at__lte=now, met_at=None, lifted_at=None)


@transaction.atomic
def _tell_batch(found: list[int], now: datetime) -> list[Told]:
    locked = _waiting(now).filter(pk__in=found).order_by("next_look_at", "pk").select_for_update(skip_locked=True)
    deadlines = list(locked)
    told_before = _told_before(deadlines)
    told: list[Told] = []
    for deadline in deadlines:
        told += _tell(deadline, told_before[deadline.pk], now)
    return told


def _told_before(deadlines: list[Deadline]) -> Mapping[int, set[tuple[str, datetime]]]:
    told: dict[int, set[tuple[str, datetime]]] = defaultdict(set)
    for row in Reminder.objects.filter(deadline__in=deadlines).values_list("deadline_id", "kind", "due_at"):
        told[row[0]].add((row[1], row[2]))
    return told


def _tell(deadline: Deadline, told_before: set[tuple[str, datetime]], now: datetime) -> list[Told]:
    moments = moments_of(deadline)
    if not _claim(deadline, next_after(moments, now)):
        return []
    passed = [moment for moment in moments if moment.at <= now and (moment.kind, deadline.due_at) not in told_before]
    telling, overtaken = split(passed)
    Reminder.objects.bulk_create(
        Reminder(
            deadline=deadline, kind=moment.kind, due_at=deadline.due_at, told_at=now, was_overtaken=moment in overtaken
        )
        for moment in passed
    )
    for moment in telling:
        _record(deadline, moment)
    return [Told(deadline.pk, deadline.subject, moment.kind) for moment in telling]


def moments_of(deadline: Deadline) -> list[Moment]:
    """Return what is told about a deadline and when, as it was laid down when it was set."""
    return [Moment(kind, datetime.fromisoformat(at)) for kind, at in deadline.explanation["moments"]]


def _claim(deadline: Deadline, next_look_at: datetime | None) -> bool:
    """Move the row on, if nobody has moved, met or lifted it since it was read."""
    same = Deadline.objects.filter(pk=deadline.pk, next_look_at=deadline.next_look_at, met_at=None, lifted_at=None)
    return same.update(next_look_at=next_look_at) == 1


def _record(deadline: Deadline, moment: Moment) -> None:
    record.event(
        EVENTS[moment.kind],
        by=WORKER,
        subject=deadline.subject,
        case=deadline.subject.partition("/")[0],
        detail={
            "deadline": deadline.kind,
            "told": moment.kind,
            "due_at": deadline.due_at.isoformat(),
            "responsible": deadline.responsible_id,
            "framework": deadline.framework_id,
        },
    )
