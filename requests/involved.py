"""Who is involved in a case at a moment, for those who tell people of events. Paras 3(g), 7.

Nobody is involved without a grant that counts and a line in the Annex that stands; what is told to them says no
more than a reference, so nothing is opened here.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from frameworks import annex
from frameworks.models import Official, Participant
from requests.access import active_grants
from requests.models import Case, Grant, Request


def request_behind(reference: str) -> Request | None:
    """Return the request of the case that a reference of the case, of the request or of an item belongs to."""
    related = ("case__framework", "case__requesting", "case__requested", "assigned_to")
    found = Request.objects.filter(case__reference=reference.partition("/")[0], number=1)
    return found.select_related(*related).first()


def holders(case: Case, participant: Participant, at: datetime, *, basis: str = "") -> list[Official]:
    """Return the officials of one side who need to know a case at that moment, of one basis or of any."""
    lines = annex.lines_of(case.framework, participant, at)
    designated, intake = lines.values("official_id"), lines.filter(is_intake=True).values("official_id")
    counts = Q(official__in=designated) & (~Q(basis=Grant.Basis.INTAKE) | Q(official__in=intake))
    grants = Grant.objects.filter(active_grants(at), counts, case=case).select_related("official")
    if basis:
        grants = grants.filter(basis=basis)
    return [grant.official for grant in grants.order_by("official_id")]


def having_it_in_hand(request: Request, at: datetime) -> list[Official]:
    """Return who carries a request out: the assignee, or intake as long as there is none who still needs to know."""
    people = holders(request.case, request.case.requested, at)
    assigned = [official for official in people if official.pk == request.assigned_to_id]
    return assigned or holders(request.case, request.case.requested, at, basis=Grant.Basis.INTAKE)
