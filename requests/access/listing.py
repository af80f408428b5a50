"""Open the subject lines of lists, and say who can see a case. Para 3(g)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from audit import record
from audit.verdict import Verdict, permitted
from frameworks.models import Official
from requests.access.deciding import CASEWORK, Unknown, cleared, decide, marking_of, note, require_own
from requests.models import Case, Grant, Request
from vault import store


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: the request, the grant it is seen by, and its subject, sealed until here.

    Where ``verdict`` does not permit (the reader is not cleared for the marking), the subject is empty.
    """

    grant: Grant
    request: Request
    subject: str
    verdict: Verdict


def open_lines(*, by: Official, grants: Sequence[Grant], action: str) -> list[Line]:
    """Open the subject lines of one page of a list. For each other side one entry names the rows shared with it, so
    that its auditor finds who read what it provided; an empty list leaves its entry too.

    ``grants`` are rows of `visible_to`. A subject is content too: without clearance it stays shut (para 3(h)).
    """
    found = Request.objects.filter(case__in=[grant.case_id for grant in grants], number=1)
    requests = {row.case_id: row for row in found.select_related("sealed", "case", "assigned_to", "level__ladder")}
    shown = [(grant, requests[grant.case_id]) for grant in grants if grant.case_id in requests]
    verdicts = {request.pk: _may_read(by, request) for _, request in shown}
    shared: dict[str, list[Request]] = {}
    for _, request in shown:
        shared.setdefault(request.case.other_side(by.participant_id), []).append(request)
    subjects: dict[int, str] = {}
    for other, rows in (shared or {"": []}).items():
        readable = [request for request in rows if verdicts[request.pk]]
        subjects |= _subjects(by, action, other, rows, readable)
    return [Line(grant, row, subjects.get(row.pk, ""), verdicts[row.pk]) for grant, row in shown]


def _subjects(
    by: Official, action: str, other: str, rows: Sequence[Request], readable: Sequence[Request]
) -> dict[int, str]:
    """Record the look at ``rows``, which are shared with the side ``other``, and open the subjects of ``readable``."""
    receipt = record.access(
        by=by,
        action=action,
        subjects=[request.case.reference for request in rows],
        verdict=permitted("list"),
        purpose=CASEWORK,
        provider=other,
        sealed=[str(request.sealed_id) for request in readable],
    )
    require_own(*((request.sealed, "request", request.reference) for request in readable))
    sealed = [request.sealed for request in readable]
    contents = store.open_many(sealed, participant=by.participant_id, receipt=receipt)
    return {request.pk: contents[request.sealed_id]["request"]["subject"] for request in readable}


def _may_read(by: Official, request: Request) -> Verdict:
    """What one's own side asked is read as it was written; what the other side asked, with clearance for it."""
    if request.case.requesting_id == by.participant_id:
        return permitted("own_information")
    return cleared(by, marking_of(request), timezone.now())


def who_can_see(*, by: Official, reference: str) -> tuple[Case, Iterable[Grant]]:
    """Return who on one's own side can see a case, and why: for its supervisors and for those who can see it
    themselves.

    Raises:
        Unknown: for everybody else.
    """
    case, _standing, verdict = decide(by, reference)
    if case is not None and by.is_supervisor and by.participant_id in (case.requesting_id, case.requested_id):
        verdict = verdict | permitted("supervisor")
    note(by, "requests.case.who", reference, case, verdict)
    if case is None or not verdict:
        raise Unknown
    grants = case.grants.filter(official__participant=by.participant_id).select_related(
        "official", "granted_by", "ended_by"
    )
    return case, grants


def note_replay(*, by: Official, reference: str, action: str) -> None:
    """Record that an act done before was asked for again with its idempotency key, and answered as before."""
    record.access(by=by, action=action, subjects=[reference], verdict=permitted("replay"), case=reference)
