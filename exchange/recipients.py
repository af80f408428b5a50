"""To whom an event is told. One function for each sort of recipient; the catalogue names them.

Asked when a notice is made, and again when a mail about it leaves: grants and Annex count as they stand then. The actor
is never among those told (`exchange.notifications` leaves the actor out).
"""

from __future__ import annotations

from django.db.models import Q

from exchange.telling import Telling
from frameworks.models import Framework, Official, Participant
from requests.involved import having_it_in_hand, holders
from requests.models import Case, Grant


def intake(telling: Telling) -> list[Official]:
    """Intake officials of the requested side who see the request until it is assigned."""
    if telling.request is None:
        return []
    case = telling.request.case
    return holders(case, case.requested, telling.at, basis=Grant.Basis.INTAKE)


def assignee(telling: Telling) -> list[Official]:
    """The official to whom the request is assigned."""
    if telling.request is None:
        return []
    case = telling.request.case
    found = holders(case, case.requested, telling.at)
    return [official for official in found if official.pk == telling.request.assigned_to_id]


def in_hand(telling: Telling) -> list[Official]:
    """The official to whom the request is assigned, or intake as long as there is none."""
    return having_it_in_hand(telling.request, telling.at) if telling.request else []


def having_the_move(telling: Telling) -> list[Official]:
    """Who of the side responsible for a deadline can meet it: the assignee or intake, or the holders who asked."""
    if telling.request is None:
        return []
    case = telling.request.case
    if telling.detail.get("responsible") == case.requesting_id:
        return holders(case, case.requesting, telling.at)
    return having_it_in_hand(telling.request, telling.at)


def requesting_holders(telling: Telling) -> list[Official]:
    """Officials of the requesting side with a need to know the case."""
    if telling.request is None:
        return []
    case = telling.request.case
    return holders(case, case.requesting, telling.at)


def provider_holders(telling: Telling) -> list[Official]:
    """Officials with a need to know of the side that provided the information."""
    if telling.request is None:
        return []
    case = telling.request.case
    side = _side(case, telling.provider)
    return holders(case, side, telling.at) if side else []


def granted(telling: Telling) -> list[Official]:
    """The official to whom need to know was granted."""
    if telling.request is None:
        return []
    case = telling.request.case
    found = [*holders(case, case.requesting, telling.at), *holders(case, case.requested, telling.at)]
    return [official for official in found if official.username == telling.detail.get("to")]


def responsible_supervisors(telling: Telling) -> list[Official]:
    """Supervisors of the side responsible for a deadline; they see references, states and deadlines of its cases."""
    side = _side(telling.request.case, telling.detail.get("responsible")) if telling.request else None
    if side is None:
        return []
    return list(Official.objects.filter(participant=side, is_supervisor=True, is_active=True).order_by("pk"))


def other_sides(telling: Telling) -> list[Official]:
    """Supervisors and administrators of the Framework's other Participants: each is told of changes in the Annex."""
    framework = Framework.objects.filter(pk=str(telling.detail.get("framework"))).first()
    if framework is None:
        return []
    others = framework.participants.exclude(pk=telling.provider)
    has_power = Q(is_supervisor=True) | Q(is_administrator=True)
    return list(Official.objects.filter(has_power, participant__in=others, is_active=True).order_by("pk"))


def _side(case: Case, code: object) -> Participant | None:
    return {case.requesting_id: case.requesting, case.requested_id: case.requested}.get(str(code))
