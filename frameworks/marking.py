"""How a piece of information is marked, and the two labels it is always shown under.

Para 3(f), 3(h). The originator's own label comes first, then the equivalent of every other side. Where no row of the
equivalence table applies, the originator must say in writing how the other side is to handle it, or nothing is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from frameworks import scheme
from frameworks.equivalence import Counterpart, Coverage
from frameworks.marked import Marking
from frameworks.models import Endorsement
from frameworks.scheme import Scheme

__all__ = ["Label", "Marking", "MarkingFault", "faults", "labels", "reach"]


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on the page for one Participant; an empty text means that none corresponds."""

    participant: str
    text: str
    is_own: bool
    is_provisional: bool = False
    by_instruction: bool = False


@dataclass(frozen=True, slots=True)
class MarkingFault:
    """What a marking lacks: the field beside which it is said, and an English message id."""

    field: str
    message: str


def labels(marking: Marking, on: date | datetime, *, among: Collection[str] | None = None) -> list[Label]:
    """Return the originator's own label, then one for each other Participant with a ladder (or of ``among``)."""
    levels, day = scheme.current(), _day(on)
    own = levels.grades[marking.level_code]
    found = [Label(own.participant, _with_endorsements(own.label, marking), is_own=True)]
    return found + [_label_for(side, marking, levels, day) for side in _others(own.participant, levels, among)]


def _label_for(participant: str, marking: Marking, levels: Scheme, day: date) -> Label:
    instructed = levels.grades.get(marking.handled_as)
    if instructed and instructed.participant == participant:
        return Label(participant, instructed.label, is_own=False, by_instruction=True)
    found = levels.counterparts(marking.level_code, participant, day)
    return Label(participant, _joined(found), is_own=False, is_provisional=any(each.is_provisional for each in found))


def _joined(found: tuple[Counterpart, ...]) -> str:
    return " / ".join(each.grade.label for each in found)


def _with_endorsements(label: str, marking: Marking) -> str:
    """Endorsements are written as they stand on a document: the code after its ladder, such as COMMERCIAL."""
    words = [code.partition(":")[2] for code in marking.endorsements]
    return f"{label}: {', '.join(words)}" if words else label


def faults(marking: Marking, on: date | datetime, *, among: Collection[str] | None = None) -> list[MarkingFault]:
    """Return what is missing before anything so marked may be sent; empty when nothing is."""
    levels = scheme.current()
    own = levels.grades.get(marking.level_code)
    if own is None:
        return [MarkingFault("level", gettext_noop("Choose a level of your own classification"))]
    others = _others(own.participant, levels, among)
    found = list(_instruction_faults(marking, levels, others, _day(on)))
    return found + _endorsement_faults(marking, own.ladder)


def _instruction_faults(marking: Marking, levels: Scheme, others: Collection[str], day: date) -> Iterator[MarkingFault]:
    unmatched = [side for side in others if not levels.counterparts(marking.level_code, side, day)]
    instructed = levels.grades.get(marking.handled_as)
    if marking.handled_as and (instructed is None or instructed.participant not in others):
        yield MarkingFault("handled_as", gettext_noop("Choose a level of the other side's classification"))
    elif any(instructed is None or instructed.participant != side for side in unmatched):
        yield MarkingFault(
            "handled_as",
            gettext_noop("No level of the other side corresponds to this one. Say as which level it shall be handled"),
        )
    if (unmatched or marking.handled_as) and not marking.handling_instruction.strip():
        yield MarkingFault(
            "handling_instruction", gettext_noop("Write how the other side shall handle the information")
        )


def _endorsement_faults(marking: Marking, ladder: str) -> list[MarkingFault]:
    asked = set(marking.endorsements)
    if not asked or Endorsement.objects.filter(pk__in=asked, ladder=ladder).count() == len(asked):
        return []
    return [MarkingFault("endorsements", gettext_noop("Choose endorsements of your own classification"))]


def reach(held: str, marking: Marking, on: date) -> Coverage:
    """Say whether a clearance or a ceiling reaches ``marking``; of a row and an instruction, the stricter counts."""
    levels = scheme.current()
    found = [levels.coverage(held, marking.level_code, on)]
    if levels.grades.get(marking.handled_as) and _ladder(levels, held) == _ladder(levels, marking.handled_as):
        found.append(levels.coverage(held, marking.handled_as, on))
    if Coverage.TOO_LOW in found:
        return Coverage.TOO_LOW
    return Coverage.COVERED if Coverage.COVERED in found else Coverage.NO_ROW


def _ladder(levels: Scheme, code: str) -> str:
    grade = levels.grades.get(code)
    return grade.ladder if grade else ""


def _others(own: str, levels: Scheme, among: Collection[str] | None) -> list[str]:
    return [side for side in levels.participants() if side != own and (among is None or side in among)]


def _day(on: date | datetime) -> date:
    """A table of correspondence has no time zone of its own; its days are UTC days."""
    return on.astimezone(timezone.get_fixed_timezone(0)).date() if isinstance(on, datetime) else on
