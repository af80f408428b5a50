"""What the exchange must hold before anybody can work: Participants, the 2014 Framework, markings, authorities,
calendars.

Sown once, and again as often as one likes: a row that exists is left as its administrators made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
    _rows(made, Participant, "code", parties.PARTICIPANTS)
    _rows(made, Framework, "code", parties.FRAMEWORKS)
    _pairs(made, Membership, parties.MEMBERSHIPS)
    _rows(made, Ladder, "code", classification.LADDERS)
    _rows(made, Level, "code", classification.LEVELS)
    _rows(made, Endorsement, "code", classification.ENDORSEMENTS)
    _rows(made, EquivalenceTable, "version", classification.TABLES)
    _pairs(made, Equivalence, classification.PAIRS)
    _handling_rules(made)
    _rows(made, Authority, "code", parties.AUTHORITIES)
    _calendars(made)
    if made:
        record.event("frameworks.framework.loaded", by=LOADER, subject=parties.CODE, detail=dict(made))
    return made


def _rows(made: Counter[str], model: type[models.Model], key: str, rows: tuple[Mapping[str, Any], ...]) -> None:
    for row in rows:
        values = {name: value for name, value in row.items() if name != key}
        _, is_new = model._default_manager.get_or_create(**{key: row[key]}, defaults=values)
        if is_new:
            _count(made, model)


def _pairs(made: Counter[str], model: type[models.Model], rows: tuple[Mapping[str, Any], ...]) -> None:
    for row in rows:
        _, is_new = model._default_manager.get_or_create(**row)
        if is_new:
            _count(made, model)


def _handling_rules(made: Counter[str]) -> None:
    for level, act, english, japanese, is_provisional in handling.RULES:
        words = {"text": english, "text_ja": japanese, "is_provisional": is_provisional}
        _, is_new = HandlingRule.objects.get_or_create(level_id=level, act=act, defaults=words)
        if is_new:
            _count(made, HandlingRule)


def _calendars(made: Counter[str]) -> None:
    for participant in Participant.objects.filter(pk__in=[row["code"] for row in parties.PARTICIPANTS]):
        name = calendars.name_of(participant)
        if not CalendarVersion.objects.filter(participant=participant, name=name, version=CALENDAR_VERSION).exists():
            calendars.publish(participant=participant, version=CALENDAR_VERSION, years=CALENDAR_YEARS, by=LOADER)
            _count(made, CalendarVersion)


def _count(made: Counter[str], model: type[models.Model]) -> None:
    made[str(model._meta.verbose_name_plural)] += 1
