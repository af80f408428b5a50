"""Cases over the API: list, file, read, and every act. Paras 3 to 7."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as rest
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.verdict import prohibited, require
from caveats.serializers import kinds_and_words
from frameworks import deadlines
from frameworks.marking import Marking
from frameworks.models import Official
from requests import access, queries, serializers
from requests.actions import answering, closing, executing, filing, refusing
from requests.api import presenting
from requests.api.replaying import answered_before, once
from requests.api.schemas import KEY, PROBLEMS, documented
from requests.models import Request
from requests.rules import gettext_noop
from requests.values.information import NewInformation
from requests.values.para6 import Para6
from requests.values.reference import normalise

LIST = [
    OpenApiParameter("after", str, description="The place that the page before gave as `next`."),
    OpenApiParameter("state", str),
    OpenApiParameter("priority", str),
    OpenApiParameter("direction", str, enum=["outgoing", "incoming"]),
]


def official(request: ApiRequest) -> Official:
    """Return whose token it is."""
    assert isinstance(request.user, Official)  # noqa: S101  (the default permission has seen to it)
    return request.user


def _given(shape: type[rest.Serializer[Any]], request: ApiRequest) -> dict[str, Any]:
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _found(request: ApiRequest, reference: str, action: str) -> Request:
    """Return the request of a case one may know, without its content; the look is on record."""
    case, _standing = access.find_case(by=official(request), reference=normalise(reference), action=action)
    return queries.request_of(case)


def _opened(request: ApiRequest, reference: str, action: str = "requests.case.read") -> access.OpenCase:
    purpose = request.headers.get("X-Purpose", "")
    return access.open_case(by=official(request), reference=normalise(reference), purpose=purpose, action=action)


def _content(request: ApiRequest) -> Mapping[str, Any]:
    """Return what the request says as it was sent: `Para6` judges it, unknown fields included."""
    return request.data["content"] if isinstance(request.data, dict) else {}


class Cases(APIView):
    """The cases one may know; file a request."""

    @extend_schema(
        operation_id="cases_list",
        summary="The cases one may know, newest first",
        parameters=LIST,
        responses={200: serializers.LinesOut, **PROBLEMS},
    )
    def get(self, request: ApiRequest) -> Response:
        """List one page."""
        by, query = official(request), request.query_params
        page = queries.cases(by=by, filters=query, after=query.get("after", ""))
        lines = access.open_lines(by=by, grants=page.grants, action="requests.case.list")
        due = deadlines.due_for([line.request.reference for line in lines])
        results = [presenting.line(line, due.get(line.request.reference, [])) for line in lines]
        return Response(serializers.LinesOut({"next": page.after, "results": results}).data)

    @extend_schema(
        operation_id="cases_file",
        summary="File a request in writing (paragraph 6)",
        parameters=[KEY],
        request=serializers.FilingSerializer,
        responses={201: serializers.StateOut, **PROBLEMS},
    )
    def post(self, request: ApiRequest) -> Response:
        """File."""
        given = _given(serializers.FilingSerializer, request)
        by = official(request)
        channels = queries.open_channels(by=by)
        channel = next(
            (c for c in channels if (c.framework.pk, c.requested.pk) == (given["framework"], given["requested"])), None
        )
        if channel is None:
            no_such = gettext_noop("A request goes to another Participant of a Framework of one's own")
            raise_none = prohibited("not_party", "7", no_such)
            require(raise_none)
            raise AssertionError  # require has raised; this tells the type checker
        para6 = Para6.from_plain(_content(request))

        def file() -> Response:
            filed = filing.file_request(by=by, framework=channel.framework, requested=channel.requested, para6=para6)
            return Response({"reference": filed.case.reference, "state": filed.state}, status=201)

        return once(request, file)


class CaseView(APIView):
    """One case."""

    @documented("cases_read", "Read a case for a stated purpose", gives=serializers.CaseOut, reads=True)
    def get(self, request: ApiRequest, reference: str) -> Response:
        """Read."""
        return Response(serializers.CaseOut(presenting.case(_opened(request, reference))).data)


class _Act(APIView):
    """An act on a request: found, done once, and its new state told."""

    action = ""

    def done(self, request: ApiRequest, reference: str, act: Callable[[Request], object]) -> Response:
        """Do ``act`` on the request of ``reference`` and answer with where it stands."""
        known = answered_before(request)
        if known is not None:  # asked again by whoever may know the case no longer, such as intake that assigned it
            access.note_replay(by=official(request), reference=normalise(reference), action=self.action)
            return known
        found = _found(request, reference, self.action)

        def answer() -> Response:
            act(found)
            held = queries.request_of(found.case)
            return Response({"reference": held.case.reference, "state": held.state})

        return once(request, answer)


class Assign(_Act):
    """Assign a request."""

    action = "requests.case.assign"

    @documented(
        "cases_assign",
        "Assign a request to a designated official of the own side",
        gives=serializers.StateOut,
        takes=serializers.AssignmentSerializer,
    )
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Assign."""
        name = _given(serializers.AssignmentSerializer, request)["to"]
        return self.done(request, reference, lambda found: self._assign(official(request), found, name))

    @staticmethod
    def _assign(by: Official, found: Request, name: str) -> None:
        to = queries.colleague(by=by, framework=found.case.framework, username=name)
        if to is None:
            require(
                prohibited("not_designated", "7", gettext_noop("No official of this name is designated on your side"))
            )
        else:
            executing.assign(by=by, request=found, to=to)


def _simple(name: str, summary: str, action: Callable[..., object]) -> type[APIView]:
    """Return the view of an act that takes nothing but the click."""

    @documented(f"cases_{name}", summary, gives=serializers.StateOut, takes=None)
    def post(self: _Act, request: ApiRequest, reference: str) -> Response:
        return self.done(request, reference, lambda found: action(by=official(request), request=found))

    members = {"post": post, "action": f"requests.case.{name}", "__doc__": summary}
    return type(name.title().replace("_", ""), (_Act,), members)


Acknowledge = _simple("acknowledge", "Acknowledge a request", executing.acknowledge)
Begin = _simple("begin", "Say that a request is being carried out", executing.begin)
Withdraw = _simple("withdraw", "Withdraw a request", closing.withdraw)
Close = _simple("close", "Close a request", closing.close)


class Answers(_Act):
    """Answer with one or more items of information."""

    action = "requests.case.answer"

    @documented(
        "cases_answer",
        "Provide information in answer, under its marking and caveats",
        gives=serializers.StateOut,
        takes=serializers.AnswerSerializer,
    )
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Answer."""
        given = _given(serializers.AnswerSerializer, request)
        items = [_item(item) for item in given["items"]]
        by, completes = official(request), given["completes"]
        return self.done(
            request, reference, lambda found: answering.reply(by=by, request=found, items=items, completes=completes)
        )


def _item(given: Mapping[str, Any]) -> NewInformation:
    marking = given["marking"]
    kinds, words = kinds_and_words(given["caveats"])
    return NewInformation(
        title=given["title"],
        text=given["text"],
        marking=Marking(
            level_code=marking["level"],
            endorsements=tuple(marking["endorsements"]),
            handled_as=marking["handled_as"],
            handling_instruction=marking["handling_instruction"],
        ),
        caveats=kinds,
        caveat_words=words,
        purposes=tuple(given["purposes"]),
    )


class Refuse(_Act):
    """Refuse a request."""

    action = "requests.case.refuse"

    @documented(
        "cases_refuse",
        "Refuse on a ground of paragraph 4",
        gives=serializers.StateOut,
        takes=serializers.RefusalSerializer,
    )
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Refuse."""
        given = _given(serializers.RefusalSerializer, request)
        return self.done(
            request, reference, lambda found: refusing.refuse(by=official(request), request=found, **given)
        )


class NonExecution(_Act):
    """Notify that a request cannot be executed."""

    action = "requests.case.cannot_execute"

    @documented(
        "cases_cannot_execute",
        "Notify that a request cannot be executed (paragraph 4)",
        gives=serializers.StateOut,
        takes=serializers.NonExecutionSerializer,
    )
    def post(self, request: ApiRequest, reference: str) -> Response:
        """Notify."""
        reason = _given(serializers.NonExecutionSerializer, request)["reason"]
        return self.done(
            request,
            reference,
            lambda found: refusing.say_cannot_execute(by=official(request), request=found, reason=reason),
        )


class Receipt(APIView):
    """Acknowledge having received an item of information."""

    @documented("cases_receive", "Acknowledge receipt of an item", gives=serializers.StateOut, reads=True)
    def post(self, request: ApiRequest, reference: str, number: int) -> Response:
        """Acknowledge."""
        opened = _opened(request, reference, "requests.information.receive")
        item = next((item for item in opened.items if item.information.number == number), None)
        if item is None:
            raise access.Unknown

        def receive() -> Response:
            held = answering.acknowledge_receipt(by=official(request), opened=opened, item=item)
            return Response({"reference": held.reference, "state": held.state})

        return once(request, receive)
