"""What is asked of the log: by those who tell people of events, by auditors, by whoever watches the seal. Para 3(g).

Pages go on from a key, counts stop at a thousand and one: neither grows slower with the log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from audit.models import Checkpoint, Entry

PAGE = 25
MOST_COUNTED = 1000
MOST_EXPORTED = 100_000
LARGEST = 2**63 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEY = re.compile(r"(\d{1,17})-(\d{1,18})", re.ASCII)
OUTCOMES = {"permitted": Q(outcome="permitted"), "refused": ~Q(outcome="permitted") & ~Q(outcome="")}
"""An event that rests on no verdict has no outcome: it is neither."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries; empty means all. ``scope`` is ``own`` (by the own officials) or ``provided`` (by the own side)."""

    scope: str = ""
    actor: str = ""
    reference: str = ""
    outcome: str = ""
    door: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def told(self) -> dict[str, str]:
        """Return what was asked for, as the log records it."""
        return {name: str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Found:
    """A page of entries, newest first; the keys before and after which its neighbours lie; how many match in all."""

    entries: list[Entry]
    before: str
    after: str
    count: int

    @property
    def is_counted(self) -> bool:
        """Whether ``count`` is all of them; else there are more."""
        return self.count <= MOST_COUNTED


def sealed_events_after(leaf_index: int, limit: int) -> list[Entry]:
    """Return at most ``limit`` events sealed after that leaf, in the sealed order, each with its ``leaf``."""
    events = Entry.objects.filter(leaf__is_event=True, leaf__index__gt=leaf_index)
    return list(events.select_related("leaf").order_by("leaf__index")[:limit])


def page(participant: str, wanted: Wanted, *, after: str = "", before: str = "") -> Found:
    """Return a page of the entries that concern ``participant``: those after a key, or those just before another."""
    matching = _matching(participant, wanted)
    count = matching[: MOST_COUNTED + 1].count()
    newer = _newer(matching, before) if before else []
    if newer:
        shown, has_newer, has_older = newer[:PAGE][::-1], len(newer) > PAGE, True
    else:
        older = list(_older(matching, after)[: PAGE + 1])
        shown, has_newer, has_older = older[:PAGE], bool(after), len(older) > PAGE
    return Found(
        shown, _key(shown[0]) if shown and has_newer else "", _key(shown[-1]) if shown and has_older else "", count
    )


def export(participant: str, wanted: Wanted) -> Iterator[Entry]:
    """Yield the entries that concern ``participant``, newest first: `MOST_EXPORTED`, and one more if there are more."""
    found = _matching(participant, wanted).order_by("-at", "-id")
    return found[: MOST_EXPORTED + 1].iterator(chunk_size=1000)


def entry(participant: str, ident: int) -> Entry | None:
    """Return an entry that concerns ``participant``, with its leaf if it is sealed."""
    return Entry.objects.filter(_concerns(participant), pk=min(ident, LARGEST)).select_related("leaf").first()


def checkpoints(before: str = "") -> list[Checkpoint]:
    """Return a page of checkpoints, newest first, and one more if there are older ones."""
    found = Checkpoint.objects.order_by("-size")
    if re.fullmatch(r"\d{1,18}", before, re.ASCII):
        found = found.filter(size__lt=int(before))
    return list(found[: PAGE + 1])


def checkpoint(size: int) -> Checkpoint | None:
    """Return the checkpoint over so many entries."""
    return Checkpoint.objects.filter(size=min(size, LARGEST)).first()


def last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint, if there is any."""
    return Checkpoint.objects.order_by("-size").first()


def oldest_unsealed_at() -> datetime | None:
    """Return when the oldest entry that waits for its seal was written; none if all are sealed."""
    last = last_checkpoint()
    sealed, transaction = (last.last_entry, last.last_transaction) if last else (0, 0)
    waiting = Entry.objects.filter(pk__gt=sealed)
    if connection.vendor == "postgresql":
        waiting = Entry.objects.extra(where=["(xid, id) > (%s::text::xid8, %s)"], params=[transaction, sealed])
    return waiting.order_by("id").values_list("at", flat=True).first()


def waiting_since(late: datetime) -> datetime | None:
    """Return since when an entry has waited for its seal, if that is before ``late``."""
    oldest = oldest_unsealed_at()
    return oldest if oldest and oldest < late else None


def _concerns(participant: str) -> Q:
    """What an auditor may see: acts of the own officials, and anybody's access to what the own side provided."""
    return Q(actor_participant=participant) | Q(provider=participant)


def _matching(participant: str, wanted: Wanted) -> QuerySet[Entry]:
    scopes = {"own": Q(actor_participant=participant), "provided": Q(provider=participant)}
    found = Entry.objects.filter(scopes.get(wanted.scope, _concerns(participant)))
    for name in ("actor", "door"):
        if getattr(wanted, name):
            found = found.filter(**{name: getattr(wanted, name)})
    if wanted.outcome in OUTCOMES:
        found = found.filter(OUTCOMES[wanted.outcome])
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__lt=wanted.until)
    return found.filter(pk__in=_naming(wanted.reference)) if wanted.reference else found


def _naming(reference: str) -> QuerySet[Entry, int]:
    """Return the ids of the entries that name ``reference``: as subject, as case, or among several on a list. Each
    part has its index; one condition over all three would read the log from end to end."""
    parts = ({"subject": reference}, {"case": reference}, {"mentions__reference": reference})
    first, *others = (Entry.objects.order_by().filter(**part).values_list("pk", flat=True) for part in parts)
    return first.union(*others)


def _older(matching: QuerySet[Entry], after: str) -> QuerySet[Entry]:
    at, ident = _moment_and_id(after) or (None, 0)
    if at:
        matching = matching.filter(Q(at__lt=at) | Q(at=at, id__lt=ident), at__lte=at)
    return matching.order_by("-at", "-id")


def _newer(matching: QuerySet[Entry], before: str) -> list[Entry]:
    """Return the entries just before a key, the nearest first, one more than a page."""
    at, ident = _moment_and_id(before) or (None, 0)
    if not at:
        return []
    found = matching.filter(Q(at__gt=at) | Q(at=at, id__gt=ident), at__gte=at)
    return list(found.order_by("at", "id")[: PAGE + 1])


def _key(entry: Entry) -> str:
    return f"{(entry.at - EPOCH) // timedelta(microseconds=1)}-{entry.pk}"


def _moment_and_id(key: str) -> tuple[datetime, int] | None:
    match = KEY.fullmatch(key)
    return (EPOCH + timedelta(microseconds=int(match[1])), int(match[2])) if match else None
