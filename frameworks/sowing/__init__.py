"""What the exchange must hold before anybody can work: Participants, the 2014 Framework, markings, authorities,
calendars.

Sown once, and again as often as one likes: a row that exists is left as its administrators made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction

from audit import record
from frameworks import calendars
from frameworks.acting import System
from frameworks.models import (
    Authority,
    CalendarVersion,
    Endorsement,
    Equivalence,
    EquivalenceTable,
    Framework,
    HandlingRule,
    Ladder,
    Level,
    Membership,
    Participant,
)
from frameworks.sowing import classification, handling, parties

LOADER = System("system load")
CALENDAR_VERSION = "2026-2030"
CALENDAR_YEARS = range(2026, 2031)


@transaction.atomic
def sow() -> Mapping[str, int]:
    """Put in what is missing; return how many rows of each kind were made."""
    made: Counter[str] = Counter()
    for model, key, rows in SEEDS:
        _sow(made, model, key, rows)
    _calendars(made)
    if made:
        record.event("frameworks.framework.loaded", by=LOADER, subject=parties.CODE, detail=dict(made))
    return made


Rows = Sequence[Mapping[str, Any]]

# In the order in which rows point at each other: what a row is known by, and the rows.
SEEDS: tuple[tuple[type[models.Model], tuple[str, ...], Rows], ...] = (
    (Participant, ("code",), parties.PARTICIPANTS),
    (Framework, ("code",), parties.FRAMEWORKS),
    (Membership, ("framework_id", "participant_id"), parties.MEMBERSHIPS),
    (Ladder, ("code",), classification.LADDERS),
    (Level, ("code",), classification.LEVELS),
    (Endorsement, ("code",), classification.ENDORSEMENTS),
    (EquivalenceTable, ("version",), classification.TABLES),
    (Equivalence, ("table_id", "level_id", "corresponds_to_id"), classification.PAIRS),
    (HandlingRule, ("level_id", "act"), handling.RULES),
    (Authority, ("code",), parties.AUTHORITIES),
)


def _sow(made: Counter[str], model: type[models.Model], key: tuple[str, ...], rows: Rows) -> None:
    """Make the rows that are not there; one that somebody else makes at the same moment is left to them."""
    there = set(model._default_manager.values_list(*key))
    missing = [row for row in rows if tuple(row[name] for name in key) not in there]
    if missing:
        model._default_manager.bulk_create([model(**row) for row in missing], ignore_conflicts=True)
        made[str(model._meta.verbose_name_plural)] += len(missing)


def _calendars(made: Counter[str]) -> None:
    published = set(CalendarVersion.objects.filter(version=CALENDAR_VERSION).values_list("participant_id", "name"))
    for participant in Participant.objects.filter(pk__in=[row["code"] for row in parties.PARTICIPANTS]):
        if (participant.pk, calendars.name_of(participant)) not in published:
            calendars.publish(participant=participant, version=CALENDAR_VERSION, years=CALENDAR_YEARS, by=LOADER)
            made[str(CalendarVersion._meta.verbose_name_plural)] += 1
