"""Which day it is for a Participant: everything that has a last day ends at midnight of the Participant's own zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from frameworks.models import Participant


def day_for(participant: Participant, on: date | datetime) -> date:
    """Return the day that ``on`` is for ``participant``; a plain day is taken to be one of its own already."""
    return on.astimezone(ZoneInfo(participant.time_zone)).date() if isinstance(on, datetime) else on
