"""The only doors to the content of cases. Para 3(g), 3(h).

Each door decides, records what was decided, and only then opens: the record gives the receipt without which the
vault unwraps nothing. What one has no need to know raises `Unknown`, exactly as what does not exist does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from audit import record
from audit.verdict import Verdict, permitted, prohibited
from caveats import attaching, policy
from caveats.kinds import Caveat
from frameworks import rules as framework_rules
from frameworks.days import day_for
from frameworks.marking import Marking
from frameworks.models import Official
from frameworks.terms import terms_of
from requests import rules
from requests.lifecycle import REQUEST
from requests.models import Case, Draft, Grant, Information, Refusal, Request
from requests.rules import Standing, gettext_noop
from requests.values.fields import PURPOSES
from requests.values.reference import is_reference
from vault import store
from vault.errors import Tampered
from vault.models import Sealed

PEOPLE = ("filed_by", "assigned_to", "assigned_by", "acknowledged_by", "answered_by", "closed_by")
CASEWORK = "casework"
"""What is recorded as the purpose of looking through one's own lists."""


class Unknown(Exception):
    """What one has no need to know, and what does not exist: the same answer for both."""


class PurposeNeeded(Exception):
    """The case may be known, but no purpose was stated for reading it. Para 3(b)."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item of information as one reader sees it: with its content, or with the reason why it stays shut."""

    information: Information
    marking: Marking
    caveats: tuple[Caveat, ...]
    verdict: Verdict
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenRefusal:
    """A refusal with the reason as it was told."""

    refusal: Refusal
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that was opened: what it says, and how the reader stands to it."""

    case: Case
    request: Request
    verdict: Verdict
    content: Mapping[str, Any]
    marking: Marking
    items: tuple[OpenItem, ...]
    refusals: tuple[OpenRefusal, ...]
    standing: Standing
    purpose: str

    @property
    def mover(self) -> str:
        """Whose move it is: ``requesting``, ``requested``, or ``""`` when nothing is waited for."""
        return REQUEST.owners.get(self.request.state, "")

    @property
    def acts(self) -> dict[str, Verdict]:
        """What the reader may do to the request now, and why not otherwise."""
        return rules.acts(self.standing, self.request)


def active_grants(at: datetime) -> Q:
    """Return the condition of grants that count at a moment."""
    return Q(ended_at=None, starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def visible_to(by: Official) -> QuerySet[Grant]:
    """Return the grants that say which cases an official may know now, newest case first.

    Every list, count, search and export starts here. Someone designated under no Framework today sees none.
    """
    now = timezone.now()
    designated = framework_rules.designated_frameworks(by, now)
    return Grant.objects.filter(active_grants(now), official=by, case__framework__in=designated)


def standing_of(by: Official, case: Case, grant: Grant | None, at: datetime) -> Standing:
    """Gather how an official stands to a case."""
    return Standing(
        official=by,
        case=case,
        grant=grant,
        designated=framework_rules.is_designated(by, case.framework, at),
        in_force=framework_rules.is_in_force(case.framework, at),
        intake=framework_rules.is_intake(by, case.framework, at),
        at=at,
    )


def find_case(*, by: Official, reference: str, action: str = "requests.case.look") -> tuple[Case, Standing]:
    """Return a case one may know, without its content, and record the look.

    Raises:
        Unknown: where there is none or one has no need to know it; the refusal is on record.
    """
    case, standing, verdict = _decide(by, reference)
    _record(by, action, reference, case, verdict)
    if case is None or standing is None or not verdict:
        raise Unknown
    return case, standing


def open_case(*, by: Official, reference: str, purpose: str, action: str = "requests.case.read") -> OpenCase:
    """Open a case with everything in it that the reader may read.

    Raises:
        Unknown: where there is none or one has no need to know it.
        PurposeNeeded: where one may know it but states none of the purposes of para 3(b).
    """
    case, standing, verdict = _decide(by, reference)
    if case is None or standing is None or not verdict:
        _record(by, action, reference, case, verdict)
        raise Unknown
    stated = _stated(purpose)
    if not stated:
        _record(by, action, reference, case, stated)
        raise PurposeNeeded
    return _open(by, case, standing, verdict, purpose, action)


def _decide(by: Official, reference: str) -> tuple[Case | None, Standing | None, Verdict]:
    now = timezone.now()
    prefetch_related_objects([by], "designations")  # asked for thrice below; an official lives as long as one request
    case, grant = _case_and_grant(by, reference) if is_reference(reference) else (None, None)
    if case is None:
        return None, None, prohibited("unknown", "3(g)", gettext_noop("There is nothing under this reference"))
    standing = standing_of(by, case, grant, now)
    return case, standing, rules.need_to_know(standing)


def _case_and_grant(by: Official, reference: str) -> tuple[Case | None, Grant | None]:
    """Return the case of a reference with the grant ``by`` holds for it; where there is no grant, the case alone."""
    held = Grant.objects.filter(official=by, case__reference=reference, ended_at=None)
    grant = held.select_related("case__framework").first()
    if grant is not None:
        return grant.case, grant
    return Case.objects.filter(reference=reference).select_related("framework").first(), None


def _stated(purpose: str) -> Verdict:
    if purpose in dict(PURPOSES):
        return permitted(purpose)
    return prohibited("no_purpose", "3(b)", gettext_noop("State the purpose for which you read this"))


def _record(
    by: Official, action: str, reference: str, case: Case | None, verdict: Verdict, purpose: str = ""
) -> record.Receipt:
    return record.access(
        by=by,
        action=action,
        subjects=[reference],
        verdict=verdict,
        case=case.reference if case else "",
        provider=case.other_side(by.participant_id) if case else "",
        purpose=purpose,
    )


def marking_of(thing: Request | Information) -> Marking:
    """Return the marking of a request or an item; the written handling instruction stays with its content."""
    return Marking(
        level_code=thing.level_id,
        endorsements=tuple(thing.endorsements),
        handled_as=thing.handled_as_id or "",
    )


def _open(by: Official, case: Case, standing: Standing, verdict: Verdict, purpose: str, action: str) -> OpenCase:
    request = case.requests.select_related(*PEOPLE, "sealed").get(number=1)
    marking = marking_of(request)
    request_verdict = (
        verdict
        if request.filed_by.participant_id == by.participant_id
        else verdict & _cleared(by, marking, standing.at)
    )
    judged = [(item, *_judge(by, item, purpose, standing.at)) for item in _items(case)]
    refusals = _refusals(request)
    readable = [item for item, _, item_verdict in judged if item_verdict]
    sealed = [request.sealed, *(item.sealed for item in readable), *(refusal.sealed for refusal in refusals)]
    if not request_verdict:
        _record(by, action, case.reference, case, request_verdict, purpose=purpose)
        raise Unknown
    receipt = record.access(
        by=by,
        action=action,
        subjects=[case.reference, *(item.reference for item in readable)],
        verdict=request_verdict,
        purpose=purpose,
        case=case.reference,
        provider=case.other_side(by.participant_id),
        sealed=[str(row.pk) for row in sealed],
        detail={"withheld": {item.reference: v.reasons[0].code for item, _, v in judged if not v}},
    )
    contents = store.open_many(sealed, participant=by.participant_id, receipt=receipt)
    _require_own(
        (request.sealed, "request", request.reference),
        *((item.sealed, "information", item.reference) for item in readable),
        *((row.sealed, "refusal", f"{request.reference}/{place}") for place, row in enumerate(refusals, 1)),
    )
    return OpenCase(
        case=case,
        request=request,
        verdict=request_verdict,
        content=contents[request.sealed_id],
        marking=marking,
        items=tuple(
            OpenItem(item, marking_of(item), caveats, v, contents.get(item.sealed_id, {}))
            for item, caveats, v in judged
            if not _is_hidden(v)
        ),
        refusals=tuple(OpenRefusal(refusal, contents[refusal.sealed_id]) for refusal in refusals),
        standing=standing,
        purpose=purpose,
    )


def _require_own(*belonging: tuple[Sealed, str, str]) -> None:
    """Refuse content that belongs to something else: a row that was made to point at another's opens for nobody."""
    for sealed, kind, owner in belonging:
        if (sealed.kind, sealed.owner_id) != (kind, owner):
            raise Tampered(f"{sealed} does not belong to {kind} {owner}")


def _items(case: Case) -> list[Information]:
    related = ("sealed", "provided_by", "received_by", "caveats")
    rows = list(case.information.select_related(*related).prefetch_related("caveats__caveats"))
    for row in rows:
        row.case = case
    return rows


def _refusals(request: Request) -> list[Refusal]:
    refused = (Request.State.REFUSED, Request.State.CANNOT_BE_EXECUTED, Request.State.CLOSED)
    return list(request.refusals.select_related("sealed", "refused_by")) if request.state in refused else []


def _cleared(by: Official, marking: Marking, at: datetime) -> Verdict:
    return framework_rules.holds_clearance_for(by, marking, at)


def _judge(by: Official, item: Information, purpose: str, at: datetime) -> tuple[tuple[Caveat, ...], Verdict]:
    """Return an item's caveats and whether this reader may open it; its own side's information binds nobody (rule
    2)."""
    caveats = attaching.of(item.caveats)
    if item.provider_id == by.participant_id:
        return caveats, permitted("own_information")
    reading = policy.reading(
        terms=terms_of(item.case.framework),
        caveats=caveats,
        official=by.username,
        purpose=purpose,
        on=day_for(by.participant, at),
    )
    return caveats, reading & _cleared(by, marking_of(item), at)


def _is_hidden(verdict: Verdict) -> bool:
    """An eyes-only item does not exist for others; one shut for another reason says so."""
    return any(reason.code == "named_officials_only" for reason in verdict.reasons)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: the request, the grant it is seen by, and its subject, sealed until here."""

    grant: Grant
    request: Request
    subject: str


def open_lines(*, by: Official, grants: Sequence[Grant], action: str) -> list[Line]:
    """Open the subject lines of one page of a list: one entry in the log names every row it shows, one receipt
    covers them.

    ``grants`` are rows of `visible_to`.
    """
    found = Request.objects.filter(case__in=[grant.case_id for grant in grants], number=1)
    requests = {row.case_id: row for row in found.select_related("sealed", "case", "assigned_to", "level__ladder")}
    shown = [(grant, requests[grant.case_id]) for grant in grants if grant.case_id in requests]
    receipt = record.access(
        by=by,
        action=action,
        subjects=[request.case.reference for _, request in shown],
        verdict=permitted("list"),
        purpose=CASEWORK,
        sealed=[str(request.sealed_id) for _, request in shown],
    )
    readable = [request.sealed for _, request in shown]
    _require_own(*((request.sealed, "request", request.reference) for _, request in shown))
    contents = store.open_many(readable, participant=by.participant_id, receipt=receipt)
    return [Line(grant, request, contents[request.sealed_id]["request"]["subject"]) for grant, request in shown]


def open_draft(*, by: Official, draft_id: Any) -> tuple[Draft, dict[str, Any]]:
    """Open one's own draft; nobody else's exists. Returns the draft and its sections.

    Raises:
        Unknown: where there is none of one's own under this id.
    """
    draft = (
        Draft.objects.select_related("sealed", "framework", "requested", "filed_as")
        .filter(pk=draft_id, author=by)
        .first()
    )
    verdict = (
        permitted("author")
        if draft
        else prohibited("unknown", "3(g)", gettext_noop("There is nothing under this reference"))
    )
    sealed = [str(draft.sealed_id)] if draft and draft.sealed_id else []
    receipt = record.access(
        by=by,
        action="requests.draft.open",
        subjects=[f"draft:{draft_id}"],
        verdict=verdict,
        purpose=CASEWORK,
        sealed=sealed,
    )
    if draft is None:
        raise Unknown
    if draft.sealed is None:
        return draft, {}
    return draft, store.open_(draft.sealed, participant=by.participant_id, receipt=receipt)


def open_drafts(*, by: Official) -> list[tuple[Draft, dict[str, Any]]]:
    """Return one's own unfinished drafts with what they say so far, last saved first."""
    drafts = list(Draft.objects.filter(author=by, filed_as=None).select_related("sealed", "requested")[:50])
    with_content = [draft.sealed for draft in drafts if draft.sealed]
    receipt = record.access(
        by=by,
        action="requests.draft.list",
        subjects=[f"draft:{draft.pk}" for draft in drafts],
        verdict=permitted("author"),
        purpose=CASEWORK,
        sealed=[str(row.pk) for row in with_content],
    )
    contents = store.open_many(with_content, participant=by.participant_id, receipt=receipt)
    return [(draft, contents[draft.sealed.pk] if draft.sealed else {}) for draft in drafts]


def who_can_see(*, by: Official, reference: str) -> tuple[Case, Iterable[Grant]]:
    """Return who on one's own side can see a case, and why: for its supervisors and for those who can see it
    themselves.

    Raises:
        Unknown: for everybody else.
    """
    case, _standing, verdict = _decide(by, reference)
    if case is not None and by.is_supervisor and by.participant_id in (case.requesting_id, case.requested_id):
        verdict = verdict | permitted("supervisor")
    _record(by, "requests.case.who", reference, case, verdict)
    if case is None or not verdict:
        raise Unknown
    grants = case.grants.filter(official__participant=by.participant_id).select_related(
        "official", "granted_by", "ended_by"
    )
    return case, grants
