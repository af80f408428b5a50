"""Reference data over the API: for everybody who is signed in, and each look on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from frameworks import access, queries, rules, serializers
from frameworks.models import Framework, Official
from frameworks.terms import Target, terms_of

Method = TypeVar("Method", bound=Callable[..., Response])

# The shape of a problem is described once, in a room above; here it is only pointed at.
PROBLEM = {"$ref": "#/components/schemas/ProblemOut"}
PROBLEMS = {(status, "application/problem+json"): PROBLEM for status in (401, 403, 503)}


def official(request: Request) -> Official:
    """Return whose token it is."""
    assert isinstance(request.user, Official)  # noqa: S101  (the default permission has seen to it)
    return request.user


def _documented(operation: str, summary: str, gives: Any) -> Callable[[Method], Method]:
    decorate: Callable[[Method], Method] = extend_schema(
        operation_id=operation, summary=summary, responses={200: gives, **PROBLEMS}
    )
    return decorate


class Participants(APIView):
    """The customs administrations that take part."""

    @_documented("participants_list", "The Participants", serializers.ParticipantOut(many=True))
    def get(self, request: Request) -> Response:
        """List them."""
        access.open_reference(by=official(request), action="frameworks.participant.list", subjects=["participants"])
        return Response(serializers.ParticipantOut(queries.participants(), many=True).data)


class Frameworks(APIView):
    """The instruments under which information is exchanged."""

    @_documented("frameworks_list", "The Frameworks with their terms", serializers.FrameworkOut(many=True))
    def get(self, request: Request) -> Response:
        """List them with purposes, grounds of refusal and agreed targets."""
        access.open_reference(by=official(request), action="frameworks.framework.list", subjects=["frameworks"])
        shown = [_framework(each) for each in queries.frameworks()]
        return Response(serializers.FrameworkOut(shown, many=True).data)


def _framework(framework: Framework) -> dict[str, Any]:
    terms = terms_of(framework)
    return {
        "code": framework.code,
        "title": framework.title,
        "title_ja": framework.title_ja,
        "signed_on": framework.signed_on,
        "in_force_from": framework.in_force_from,
        "ceases_at": framework.ceases_at,
        "is_in_force": bool(rules.is_in_force(framework, timezone.now())),
        "participants": [participant.code for participant in framework.participants.all()],
        "purposes": [{"code": purpose.code, "text": gettext(purpose.text)} for purpose in terms.purposes],
        "refusal_grounds": [
            {"code": ground.code, "paragraph": ground.paragraph, "text": gettext(ground.text)}
            for ground in terms.refusal_grounds
        ],
        "targets": [_target(target) for target in terms.deadlines],
    }


def _target(target: Target) -> dict[str, Any]:
    codes = ("kind", "paragraph", "serves", "runs_from", "responsible")
    lengths = ("working_days", "hours", "months", "days_before")
    return {name: getattr(target, name) for name in codes + lengths} | {"text": gettext(target.text)}


class Classification(APIView):
    """Both sides' markings, and which of them correspond."""

    @_documented("classification_read", "Markings and equivalences", serializers.ClassificationOut)
    def get(self, request: Request) -> Response:
        """Give both ladders and every version of the table of correspondence."""
        by = official(request)
        access.open_reference(by=by, action="frameworks.classification.read", subjects=["classification"])
        shown = {"ladders": queries.ladders(own=by.participant_id), "equivalences": queries.equivalence_tables()}
        return Response(serializers.ClassificationOut(shown).data)


class Authorities(APIView):
    """The bodies that information could be passed to."""

    @_documented("authorities_list", "Authorities with their protection ceilings", serializers.AuthorityOut(many=True))
    def get(self, request: Request) -> Response:
        """List them, those of the own country first."""
        by = official(request)
        access.open_reference(by=by, action="frameworks.authority.list", subjects=["authorities"])
        return Response(serializers.AuthorityOut(queries.authorities(own=by.participant.country), many=True).data)


class Annex(APIView):
    """Who may communicate under each Framework."""

    @_documented("annex_read", "The Annex, the own list first", serializers.AnnexOut(many=True))
    def get(self, request: Request) -> Response:
        """Give both sides' lists."""
        by, found = official(request), queries.frameworks()
        access.open_reference(by=by, action="frameworks.annex.read", subjects=[f"annex:{each.pk}" for each in found])
        shown = [{"framework": each.code, "sides": queries.annex_sides(each, by=by)} for each in found]
        return Response(serializers.AnnexOut(shown, many=True).data)
