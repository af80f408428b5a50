"""Open one case with everything in it that its reader may read. Paras 3(a), 3(b), 3(g), 3(h)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from audit import record
from audit.verdict import Verdict, permitted
from caveats import attaching, policy
from caveats.kinds import Caveat
from frameworks.days import day_for
from frameworks.marking import Marking
from frameworks.models import Official
from frameworks.terms import terms_of
from requests import rules
from requests.access.deciding import (
    PurposeNeeded,
    Unknown,
    cleared,
    decide,
    marking_of,
    note,
    require_own,
    stated,
)
from requests.lifecycle import REQUEST
from requests.models import Case, Information, Refusal, Request
from requests.rules import Standing
from vault import store

PEOPLE = ("filed_by", "assigned_to", "assigned_by", "acknowledged_by", "answered_by", "closed_by")


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


def find_case(*, by: Official, reference: str, action: str = "requests.case.look") -> tuple[Case, Standing]:
    """Return a case one may know, without its content, and record the look.

    Raises:
        Unknown: where there is none or one has no need to know it; the refusal is on record.
    """
    case, standing, verdict = decide(by, reference)
    note(by, action, reference, case, verdict)
    if case is None or standing is None or not verdict:
        raise Unknown
    return case, standing


def open_case(*, by: Official, reference: str, purpose: str, action: str = "requests.case.read") -> OpenCase:
    """Open a case with everything in it that the reader may read.

    Raises:
        Unknown: where there is none or one has no need to know it.
        PurposeNeeded: where one may know it but states none of the purposes of para 3(b).
    """
    case, standing, verdict = decide(by, reference)
    if case is None or standing is None or not verdict:
        note(by, action, reference, case, verdict)
        raise Unknown
    for_purpose = stated(purpose)
    if not for_purpose:
        note(by, action, reference, case, for_purpose)
        raise PurposeNeeded
    return _open(by, case, standing, verdict, purpose, action)


def _open(by: Official, case: Case, standing: Standing, verdict: Verdict, purpose: str, action: str) -> OpenCase:
    request = case.requests.select_related(*PEOPLE, "sealed").get(number=1)
    marking = marking_of(request)
    request_verdict = (
        verdict if request.filed_by.participant_id == by.participant_id else verdict & cleared(by, marking, standing.at)
    )
    judged = [(item, *_judge(by, item, purpose, standing.at)) for item in _items(case)]
    refusals = _refusals(request)
    readable = [item for item, _, item_verdict in judged if item_verdict]
    sealed = [request.sealed, *(item.sealed for item in readable), *(refusal.sealed for refusal in refusals)]
    if not request_verdict:
        note(by, action, case.reference, case, request_verdict, purpose=purpose)
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
    require_own(
        (request.sealed, "request", request.reference),
        *((item.sealed, "information", item.reference) for item in readable),
        *((row.sealed, "refusal", f"{request.reference}/{place}") for place, row in enumerate(refusals, 1)),
    )
    contents = store.open_many(sealed, participant=by.participant_id, receipt=receipt)
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


def _items(case: Case) -> list[Information]:
    related = ("sealed", "provided_by", "received_by", "caveats")
    rows = list(case.information.select_related(*related).prefetch_related("caveats__caveats"))
    for row in rows:
        row.case = case
    return rows


def _refusals(request: Request) -> list[Refusal]:
    refused = (Request.State.REFUSED, Request.State.CANNOT_BE_EXECUTED, Request.State.CLOSED)
    return list(request.refusals.select_related("sealed", "refused_by")) if request.state in refused else []


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
    return caveats, reading & cleared(by, marking_of(item), at)


def _is_hidden(verdict: Verdict) -> bool:
    """An eyes-only item does not exist for others; one shut for another reason says so."""
    return any(reason.code == "named_officials_only" for reason in verdict.reasons)
