"""How markings and caveats are put before a reader: the page's marking, each item's labels, and the choices of
forms. Para 3(h)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from frameworks import scheme
from frameworks.marking import Label, Marking, labels
from frameworks.models import Official, Participant
from requests import queries
from requests.access import OpenCase, OpenItem


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of information with everything that must stand beside it."""

    item: OpenItem
    labels: list[Label]
    may_acknowledge: bool


def names() -> Mapping[str, str]:
    """Return the label of every classification level by its code, and the word of every endorsement."""
    return {code: f"{grade.participant} {grade.label}" for code, grade in scheme.current().grades.items()}


def page_labels(found: OpenCase) -> list[Label]:
    """Return the labels of a page that shows a whole case: those of what is marked highest in the reader's own eyes."""
    reader = found.standing.official.participant_id
    markings = [found.marking, *(item.marking for item in found.items if item.verdict)]
    highest = max(markings, key=lambda marking: _rank(marking, reader, found))
    return item_labels(found, highest)


def item_labels(found: OpenCase, marking: Marking) -> list[Label]:
    """Return the originator's own label and the other side's equivalent."""
    return labels(marking, found.standing.at, among=(found.case.requesting_id, found.case.requested_id))


def _rank(marking: Marking, reader: str, found: OpenCase) -> int:
    """Return how high a marking stands on the reader's own ladder."""
    levels = scheme.current()
    own = levels.grades[marking.level_code]
    if own.participant == reader:
        return own.rank
    instructed = levels.grades.get(marking.handled_as)
    counterparts = levels.counterparts(own.code, reader, found.standing.at.date())
    ranks = [counterpart.grade.rank for counterpart in counterparts]
    return max([instructed.rank if instructed else -1, *ranks])


def items(found: OpenCase) -> list[ItemView]:
    """Return every item of a case with its two labels and whether its receipt is waited for."""
    reader = found.standing.official.participant_id
    return [
        ItemView(
            item=item,
            labels=item_labels(found, item.marking),
            may_acknowledge=bool(item.verdict)
            and item.information.provider_id != reader
            and item.information.received_at is None,
        )
        for item in found.items
    ]


def choices(by: Official, other: Participant) -> dict[str, Any]:
    """Return the classifications and endorsements a sender may choose: the own ladder first, then the other side's."""
    return {
        "level": queries.level_choices(by.participant_id, other.pk),
        "handled_as": queries.level_choices(other.pk),
        "endorsements": queries.endorsement_choices(by.participant_id, other.pk),
    }
