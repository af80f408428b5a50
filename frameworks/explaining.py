"""Why a deadline is due when it is: the days counted, the days skipped and why, on the clocks of both sides.

Para 18. Everything said here was written down when the deadline was set; nothing is counted again, and no query is
made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.models import Deadline
from frameworks.terms import terms_of
from frameworks.wording import say_moment, say_weekday


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """One moment on one side's clock."""

    participant: str
    text: str


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day on the way that did not count, and why."""

    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the due moment came about, in one language: sentences in order, and the days behind them."""

    title: str
    paragraph: str
    due: tuple[LocalMoment, ...]
    started: tuple[LocalMoment, ...]
    steps: tuple[str, ...]
    counted: tuple[str, ...]
    skipped: tuple[SkippedDay, ...]
    calendar: str


def explain(deadline: Deadline, language: str = "") -> Explanation:
    """Explain a deadline in ``language``, or in the one in use. Uses ``framework`` and ``calendar`` of the row."""
    with translation.override(language or translation.get_language()):
        way = deadline.explanation
        target = terms_of(deadline.framework).target(deadline.kind)
        return Explanation(
            title=_(target.text),
            paragraph=target.paragraph,
            due=tuple(_on_the_clocks(deadline.due_at, way)),
            started=tuple(_on_the_clocks(deadline.started_at, way)),
            steps=tuple(_steps(deadline)),
            counted=tuple(_day(day) for day in way.get("counted", ())),
            skipped=tuple(_skipped(way)),
            calendar=str(deadline.calendar) if deadline.calendar else "",
        )


def _on_the_clocks(at: datetime, way: Mapping[str, Any]) -> Iterator[LocalMoment]:
    """The own clock of each side, with its own name for the zone at that moment."""
    for participant, zone in sorted(way["zones"].items()):
        yield LocalMoment(participant, say_moment(at, ZoneInfo(zone)))


def _day(iso: str) -> str:
    return say_weekday(date.fromisoformat(iso))


def _skipped(way: Mapping[str, Any]) -> Iterator[SkippedDay]:
    for day, english, japanese in way.get("skipped", ()):
        yield SkippedDay(_day(day), _in_the_language(english, japanese))


def _in_the_language(english: str, japanese: str) -> str:
    return japanese if (translation.get_language() or "").startswith("ja") else english


def _steps(deadline: Deadline) -> Iterator[str]:
    way = deadline.explanation
    if "hours" in way:
        yield ngettext(
            "Runs %(hours)s hour by the clock, day and night.",
            "Runs %(hours)s hours by the clock, day and night.",
            way["hours"],
        ) % {"hours": way["hours"]}
        return
    yield from _receipt(deadline, way)
    yield from _length(deadline, way)
    yield _("Saturdays, Sundays and the days off of the side that acts are skipped.")
    yield _("The last day ends at %(time)s, local time of the side that acts.") % {"time": way["cut_off"]}
    yield _("This is an agreed target. It binds nobody.")


def _receipt(deadline: Deadline, way: Mapping[str, Any]) -> Iterator[str]:
    day = _day(way["start_day"])
    if _arrived_late(deadline, way):
        yield _("It arrived after %(time)s, so it counts as received on %(day)s.") % {
            "time": way["cut_off"],
            "day": day,
        }
    elif way["start_day_off"]:
        reason = _in_the_language(*way["start_day_off"])
        yield _("It was received on %(day)s, a day off (%(reason)s).") % {"day": day, "reason": reason}
    else:
        yield _("It was received on %(day)s.") % {"day": day}
    yield _("The day of receipt does not count.")


def _arrived_late(deadline: Deadline, way: Mapping[str, Any]) -> bool:
    zone = ZoneInfo(way["zones"][deadline.responsible_id])
    return deadline.started_at.astimezone(zone).date() < date.fromisoformat(way["start_day"])


def _length(deadline: Deadline, way: Mapping[str, Any]) -> Iterator[str]:
    days = way["working_days"]
    yield ngettext(
        "The target is %(days)s working day of the side that acts.",
        "The target is %(days)s working days of the side that acts.",
        days,
    ) % {"days": days}
    if "asked_for" in way:
        yield _("%(day)s was asked for. It is later than the target, so it counts.") % {"day": _day(way["asked_for"])}
