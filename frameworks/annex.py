"""The Annex: who may communicate under a Framework, on which day, for which side. Para 7."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from frameworks.days import day_for
from frameworks.models import Designation, Framework, Official, Participant


def standing_on(day: date) -> Q:
    """Return the condition of the lines that stand on ``day``, the same as `Designation.covers`."""
    still = Q(valid_until=None) | Q(valid_until__gt=day) | Q(valid_until=day, ended_at=None)
    return Q(valid_from__lte=day) & still


def lines_of(framework: Framework, participant: Participant, on: date | datetime) -> QuerySet[Designation]:
    """Return the lines of one side that stand on that day, of open accounts, with their officials."""
    return (
        Designation.objects.filter(standing_on(day_for(participant, on)))
        .filter(framework=framework, official__participant=participant, official__is_active=True)
        .select_related("official")
        .order_by("official__name", "official__pk")
    )


def recipients(framework: Framework, participant: Participant, on: date | datetime) -> list[Official]:
    """Return the officials of one side with whom the other may communicate on that day, each once."""
    return _each_once(lines_of(framework, participant, on))


def intake_officials(framework: Framework, participant: Participant, on: date | datetime) -> list[Official]:
    """Return the officials of one side who see what comes in until it is assigned, each once."""
    return _each_once(lines_of(framework, participant, on).filter(is_intake=True))


def _each_once(lines: QuerySet[Designation]) -> list[Official]:
    return list({line.official_id: line.official for line in lines}.values())
