"""How markings and caveats are put before a reader: the page's marking, each item's labels, and the choices of
forms. Para 3(h)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from caveats.policy import copying
from caveats.wording import Banner, Names, present
from frameworks import scheme
from frameworks.days import day_for
from frameworks.equivalence import Grade
from frameworks.marking import Label, Marking, labels
from frameworks.models import Level, Official, Participant
from frameworks.terms import terms_of
from requests import queries
from requests.access import Line, OpenCase, OpenItem
from requests.values.fields import PURPOSES


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of information with everything that must stand beside it: its two labels and its caveats."""

    item: OpenItem
    labels: list[Label]
    caveats: Banner
    may_acknowledge: bool
    may_print: bool


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


def highest_labels(grades: Iterable[Grade]) -> list[Label]:
    """Return what a page that shows several things is marked: for each side's ladder the highest level on it. 3(h)."""
    held = list(grades)
    sides = sorted({grade.participant for grade in held})
    highest = (
        max((grade for grade in held if grade.participant == side), key=lambda each: each.rank) for side in sides
    )
    return [Label(grade.participant, grade.label, is_own=True) for grade in highest]


def list_labels(lines: Iterable[Line]) -> list[Label]:
    """Return the marking of a list of cases."""
    return highest_labels(_grade(line.request.level) for line in lines)


def _grade(level: Level) -> Grade:
    return Grade(level.code, level.ladder_id, level.ladder.participant_id, level.label, level.rank)


def draft_labels(*drafts: Mapping[str, Any]) -> list[Label]:
    """Return the marking of a page that shows drafts: what their authors have chosen so far."""
    chosen = [str((sections.get("security") or {}).get("level") or "") for sections in drafts]
    known = scheme.current().grades if any(chosen) else {}
    return highest_labels(known[code] for code in chosen if code in known)


def items(found: OpenCase) -> list[ItemView]:
    """Return every item of a case with its labels, its caveats and whether its receipt is waited for."""
    called = _called(found)
    return [_item(found, item, called) for item in found.items]


def _item(found: OpenCase, item: OpenItem, called: Names) -> ItemView:
    row = item.information
    mine = row.provider_id == found.standing.official.participant_id
    words = item.content.get("caveat_words", ())
    return ItemView(
        item=item,
        labels=item_labels(found, item.marking),
        caveats=present(item.caveats, words=words, names=called, place=str(row.number)),
        may_print=mine or bool(copying(terms=terms_of(found.case.framework), caveats=item.caveats)),
        may_acknowledge=bool(item.verdict) and not mine and row.received_at is None,
    )


def _called(found: OpenCase) -> Names:
    """Return what the codes in the caveats of a case are called; asks for names only where some are needed."""
    agencies, officials = _codes(found, "agencies"), _codes(found, "officials")
    return {
        "purposes": {code: gettext(label) for code, label in PURPOSES},
        "agencies": queries.agency_names(agencies) if agencies else {},
        "officials": queries.official_names(officials) if officials else {},
    }


def _codes(found: OpenCase, name: str) -> set[str]:
    return {code for item in found.items for caveat in item.caveats for code in getattr(caveat, name, ())}


def caveat_choices(found: OpenCase) -> dict[str, Any]:
    """Return what the form for caveats is made with: what may be named, and the day on which it is stated."""
    offered = queries.caveat_choices(found.case, found.standing.at)
    today = day_for(found.standing.official.participant, found.standing.at)
    return {name: list(called.items()) for name, called in offered.items()} | {"today": today}


def choices(by: Official, other: Participant) -> dict[str, Any]:
    """Return the classifications and endorsements a sender may choose: the own ladder first, then the other side's."""
    return {
        "level": queries.level_choices(by.participant_id, other.pk),
        "handled_as": queries.level_choices(other.pk),
        "endorsements": queries.endorsement_choices(by.participant_id, other.pk),
    }
