"""The work list: what waits for me, for my colleagues, for the other side; what is due soon and what is overdue.

It starts at the grants and never shows more than they give. Subjects are opened for the lines that are shown, under one
entry of the log. However long it is, it costs the same number of queries. Paras 3(g), 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as say

from exchange.models import Notification
from exchange.templatetags.deadlines import SOON
from frameworks.explaining import LocalMoment
from frameworks.marking import Label
from frameworks.models import Deadline, Official, Participant
from frameworks.terms import terms_of
from frameworks.wording import say_moment
from requests.access import Line, open_lines, visible_to
from requests.lifecycle import REQUEST
from requests.models import Draft, Grant
from requests.values.fields import PRIORITIES


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


MOST = 200
"""The lines a work list may have; whoever has more open cases finds the others in the list of cases."""
GROUPS = (
    ("me", gettext_noop("Waiting for me")),
    ("side", gettext_noop("Waiting for my side")),
    ("other", gettext_noop("Waiting for the other side")),
)
NEARNESS = ("overdue", "soon")
TABS = (
    ("", gettext_noop("All open cases")),
    ("soon", gettext_noop("Due soon")),
    ("overdue", gettext_noop("Overdue")),
)
OF_THE_REQUEST = {
    "asked": "reference",
    "state": "state",
    "priority": "priority",
    "assigned": "assigned_to",
    "filed_at": "filed_at",
    "level_label": "level__label",
    "level_rank": "level__rank",
}
URGENCY = {code: place for place, (code, _) in enumerate(PRIORITIES)}


@dataclass(frozen=True, slots=True)
class Due:
    """The next open deadline of a case: what is due, when on both sides' clocks, and how near that is."""

    at: datetime
    title: str
    clocks: tuple[LocalMoment, ...]
    nearness: str


@dataclass(frozen=True, slots=True)
class Item:
    """One case on the list."""

    line: Line
    marking: str
    counterpart: Participant
    is_ours: bool
    due: Due | None


@dataclass(frozen=True, slots=True)
class Group:
    """The cases whose next move is the same party's."""

    code: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """One way of narrowing the list, with how many lines it has."""

    code: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class WorkList:
    """A work list as one official sees it."""

    groups: tuple[Group, ...]
    tabs: tuple[Tab, ...]
    labels: tuple[Label, ...]
    drafts: int
    notices: int
    is_cut: bool


def worklist(*, by: Official, tab: str = "") -> WorkList:
    """Return the open cases that ``by`` needs to know, grouped by whose move it is, what is due first in front."""
    now = datetime.now(UTC)
    found = list(_open_grants(by)[: MOST + 1])
    near = {grant.pk: _nearness(grant, now) for grant in found[:MOST]}
    shown = [grant for grant in found[:MOST] if tab not in NEARNESS or near[grant.pk] == tab]
    lines = open_lines(by=by, grants=sorted(shown, key=_place), action="exchange.worklist.list")
    items = [(_whose_move(by, line.grant), _item(by, line, near[line.grant.pk])) for line in lines]
    drafts, notices = _counts(by)
    return WorkList(
        groups=tuple(
            Group(code, say(title), tuple(item for whose, item in items if whose == code)) for code, title in GROUPS
        ),
        tabs=tuple(_tabs(list(near.values()), tab)),
        labels=tuple(_labels(shown)),
        drafts=drafts,
        notices=notices,
        is_cut=len(found) > MOST,
    )


def _open_grants(by: Official) -> QuerySet[Grant]:
    """Return the grants of open cases with what the list needs of their requests and deadlines, in one query."""
    asked = {name: F(f"case__requests__{column}") for name, column in OF_THE_REQUEST.items()}
    deadline = Deadline.objects.filter(subject=OuterRef("asked"), met_at=None, lifted_at=None).order_by("due_at", "pk")
    return (
        visible_to(by)
        .filter(case__requests__number=1, case__requests__state__in=list(REQUEST.owners))
        .annotate(**asked)
        .annotate(due_at=Subquery(deadline.values("due_at")[:1]), due_kind=Subquery(deadline.values("kind")[:1]))
        .select_related("case__framework", "case__requesting", "case__requested")
        .order_by(F("due_at").asc(nulls_last=True), F("filed_at"), "pk")
    )


def _nearness(grant: Grant, now: datetime) -> str:
    due_at = _of(grant, "due_at")
    if due_at is None or due_at - now > SOON:
        return ""
    return "overdue" if due_at < now else "soon"


def _of(grant: Grant, name: str) -> Any:
    """Return what the query has put beside the grant."""
    return getattr(grant, name)


def _place(grant: Grant) -> tuple[bool, datetime, int, datetime]:
    """Due first, then by priority, then by age; what has no deadline comes last."""
    due_at, filed_at = _of(grant, "due_at"), _of(grant, "filed_at")
    return due_at is None, due_at or filed_at, URGENCY.get(_of(grant, "priority"), len(URGENCY)), filed_at


def _whose_move(by: Official, grant: Grant) -> str:
    """Return whose move it is, as the state table says: mine, a colleague's, or the other side's."""
    ours = "requesting" if grant.case.requesting_id == by.participant_id else "requested"
    if REQUEST.owners[_of(grant, "state")] != ours:
        return "other"
    if ours == "requesting":
        return "me" if grant.basis == Grant.Basis.AUTHOR else "side"
    assigned = _of(grant, "assigned")
    waits_at_intake = assigned is None and grant.basis == Grant.Basis.INTAKE
    return "me" if assigned == by.pk or waits_at_intake else "side"


def _item(by: Official, line: Line, nearness: str) -> Item:
    case = line.grant.case
    is_ours = case.requesting_id == by.participant_id
    return Item(
        line=line,
        marking=_of(line.grant, "level_label"),
        counterpart=case.requested if is_ours else case.requesting,
        is_ours=is_ours,
        due=_due(by, line.grant, nearness),
    )


def _due(by: Official, grant: Grant, nearness: str) -> Due | None:
    at, case = _of(grant, "due_at"), grant.case
    if at is None:
        return None
    sides = sorted((case.requesting, case.requested), key=lambda side: side.pk != by.participant_id)
    clocks = tuple(LocalMoment(side.pk, say_moment(at, ZoneInfo(side.time_zone))) for side in sides)
    target = terms_of(case.framework).target(_of(grant, "due_kind"))
    return Due(at, say(target.text), clocks, nearness)


def _tabs(nearnesses: Sequence[str], current: str) -> Iterator[Tab]:
    for code, label in TABS:
        count = nearnesses.count(code) if code else len(nearnesses)
        yield Tab(code, say(label), count, is_current=code == current)


def _labels(grants: Sequence[Grant]) -> Iterator[Label]:
    """Return what the page as a whole is marked: for each side that asked, the highest of its own ladder. Para 3(h)."""
    for side in sorted({grant.case.requesting_id for grant in grants}):
        highest = max(
            (grant for grant in grants if grant.case.requesting_id == side), key=lambda grant: _of(grant, "level_rank")
        )
        yield Label(side, _of(highest, "level_label"), is_own=True)


def _counts(by: Official) -> tuple[int, int]:
    """Return how many drafts and how many unread notices ``by`` has, in one query."""
    mine = {"official": OuterRef("pk"), "read_at": None}
    notices = Notification.objects.filter(**mine).order_by().values("official").annotate(n=Count("pk")).values("n")
    drafts = Draft.objects.filter(author=OuterRef("pk"), filed_as=None).order_by().values("author")
    counts = Official.objects.filter(pk=by.pk).values_list(
        Coalesce(Subquery(drafts.annotate(n=Count("pk")).values("n")), 0), Coalesce(Subquery(notices), 0)
    )
    drafted, waiting = counts.get()
    return drafted, waiting
