"""What lists are made from. Every one of them starts at `access.visible_to` or at one's own role; none holds
content."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext

from audit import record
from audit.verdict import Verdict, prohibited, require
from frameworks import annex, scheme
from frameworks.models import Authority, Deadline, Endorsement, Framework, Official, Participant
from frameworks.rules import holds_clearance_for, is_designated, is_in_force, is_supervisor
from requests.access import OpenCase, marking_of, visible_to
from requests.lifecycle import REQUEST
from requests.models import Case, Grant, Request
from requests.rules import gettext_noop, may_file
from requests.values.cleaning import UNKNOWN_CHOICE
from requests.values.faults import Fault, Faulty
from requests.values.fields import PRIORITIES, PURPOSES

PAGE = 25
FILTERS: Mapping[str, Collection[str]] = {
    "state": Request.State.values,
    "priority": dict(PRIORITIES),
    "direction": ("outgoing", "incoming"),
}
NO_CHANNEL = prohibited("not_party", "7", gettext_noop("A request goes to another Participant of the Framework"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of cases and, where there are more, the place where the next begins."""

    grants: Sequence[Grant]
    after: str


def cases(*, by: Official, filters: Mapping[str, str], after: str = "") -> Page:
    """Return one page of the cases one may know, newest first, each grant with ``due_at``, its next open target.

    ``filters`` may name ``state``, ``priority`` and ``direction`` (``outgoing``, ``incoming``); ``after`` is a
    place that an earlier page gave. Pages go by key, never by offset, so the hundredth costs what the first does.

    Raises:
        Faulty: where a filter is none of those values.
    """
    wrong = [name for name, known in FILTERS.items() if filters.get(name) and filters[name] not in known]
    if wrong:
        raise Faulty([Fault((name,), UNKNOWN_CHOICE, "") for name in wrong])
    target = Deadline.objects.filter(subject=OuterRef("asked"), met_at=None, lifted_at=None).order_by("due_at")
    found = visible_to(by).filter(case__requests__number=1).annotate(asked=F("case__requests__reference"))
    found = found.annotate(due_at=Subquery(target.values("due_at")[:1]))
    for name, column in (("state", "case__requests__state"), ("priority", "case__requests__priority")):
        if filters.get(name):
            found = found.filter(**{column: filters[name]})
    direction = {"outgoing": "case__requesting", "incoming": "case__requested"}.get(filters.get("direction", ""))
    if direction:
        found = found.filter(**{direction: by.participant_id})
    place = _place(after)
    if place:
        opened_at, case_id = place
        found = found.filter(opened_at__lte=opened_at).exclude(opened_at=opened_at, case__gte=case_id)
    rows = list(found.order_by("-opened_at", "-case_id")[: PAGE + 1])
    shown = rows[:PAGE]
    return Page(shown, f"{shown[-1].opened_at.isoformat()}_{shown[-1].case_id}" if len(rows) > PAGE else "")


def _place(after: str) -> tuple[datetime, int] | None:
    """Return the place a page ended at; anything but a place that was given out begins at the top."""
    moment, _, number = after.partition("_")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    try:
        opened_at = parse_datetime(moment)
    except ValueError:
        return None
    return (opened_at, int(number)) if opened_at is not None and timezone.is_aware(opened_at) else None


@dataclass(frozen=True, slots=True)
class Channel:
    """Whom one may ask under which Framework, or why not."""

    framework: Framework
    requested: Participant
    verdict: Verdict


def open_channels(*, by: Official) -> list[Channel]:
    """Return every channel of the own Participant, open or with the reason why it is not (paras 7, 19), and record
    the look."""
    now = timezone.now()
    channels: list[Channel] = []
    for framework in by.participant.frameworks.all():
        verdict = may_file(is_designated(by, framework, now), is_in_force(framework, now))
        others = framework.participants.exclude(pk=by.participant_id)
        channels.extend(Channel(framework, other, verdict) for other in others)
    overall = reduce(or_, (channel.verdict for channel in channels), NO_CHANNEL)
    record.access(
        by=by,
        action="requests.draft.channels",
        subjects=[channel.framework.pk for channel in channels],
        verdict=overall,
    )
    return channels


def assignable(opened: OpenCase) -> list[Official]:
    """Return the officials of the requested side to whom a request can be assigned: designated today and cleared
    for it."""
    case, at = opened.case, opened.standing.at
    marking = marking_of(opened.request)
    people = annex.recipients(case.framework, case.requested, at)
    return [person for person in people if holds_clearance_for(person, marking, at)]


def grantable(*, by: Official, framework: Framework) -> list[Official]:
    """Return the officials of the own side to whom a supervisor may grant need to know."""
    people = annex.recipients(framework, by.participant, timezone.now())
    return [person for person in people if person.pk != by.pk]


def level_choices(*participants: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the classification levels of each Participant as groups of choices, in the order asked for."""
    grades = scheme.current().grades.values()
    return [
        (
            code,
            [
                (grade.code, grade.label)
                for grade in sorted(grades, key=lambda grade: grade.rank)
                if grade.participant == code
            ],
        )
        for code in participants
    ]


def endorsement_choices(*participants: str) -> list[tuple[str, str]]:
    """Return the endorsements of the Participants' ladders."""
    found = Endorsement.objects.filter(ladder__participant__in=participants).order_by("ladder", "code")
    return [(endorsement.code, endorsement.label) for endorsement in found]


def request_of(case: Case) -> Request:
    """Return the request of a case that was found through `access`."""
    request: Request = case.requests.get(number=1)
    request.case = case
    return request


def colleague(*, by: Official, framework: Framework, username: str) -> Official | None:
    """Return the official of that name designated on one's own side today, or None."""
    people = annex.recipients(framework, by.participant, timezone.now())
    return next((person for person in people if person.username == username), None)


def agency_names(codes: Collection[str] | None = None, *, country: str = "") -> dict[str, str]:
    """Return what authorities are called in the reader's language: those of ``codes``, or all of a country."""
    found = Authority.objects.filter(pk__in=codes) if codes is not None else Authority.objects.filter(country=country)
    japanese = (get_language() or "").startswith("ja")
    return {row.pk: row.name_ja if japanese else row.name for row in found}


def official_names(codes: Collection[str]) -> dict[str, str]:
    """Return the names of officials by the name they sign in with."""
    return dict(Official.objects.filter(username__in=codes).values_list("username", "name"))


def caveat_choices(case: Case, at: datetime) -> dict[str, dict[str, str]]:
    """Return what caveats may name, and what it is called: purposes, the receiving side's agencies and officials."""
    people = annex.recipients(case.framework, case.requesting, at)
    return {
        "purposes": {code: gettext(label) for code, label in PURPOSES},
        "agencies": agency_names(country=case.requesting.country),
        "officials": {person.username: person.name for person in people},
    }


@dataclass(frozen=True, slots=True)
class Overview:
    """One page of the open requests of a side, without content, and the place where the next page begins."""

    requests: Sequence[Request]
    after: str


def overview(*, by: Official, after: str = "") -> Overview:
    """Return the open requests of a supervisor's own Participant, newest first, without content. Para 3(g).

    Raises:
        Denied: for everybody but a supervisor; the refusal is on record.
    """
    verdict = is_supervisor(by)
    rows = _open_requests(by, _place(after)) if verdict else []
    shown = rows[:PAGE]
    references = [request.case.reference for request in shown]
    record.access(by=by, action="requests.case.overview", subjects=references or [by.participant_id], verdict=verdict)
    require(verdict)
    return Overview(shown, f"{shown[-1].filed_at.isoformat()}_{shown[-1].pk}" if len(rows) > PAGE else "")


def _open_requests(by: Official, place: tuple[datetime, int] | None) -> list[Request]:
    own_side = Q(case__requesting=by.participant_id) | Q(case__requested=by.participant_id)
    found = Request.objects.filter(own_side, number=1, state__in=list(REQUEST.owners))
    if place:
        filed_at, key = place
        found = found.filter(filed_at__lte=filed_at).exclude(filed_at=filed_at, pk__gte=key)
    return list(found.select_related("case").order_by("-filed_at", "-pk")[: PAGE + 1])
