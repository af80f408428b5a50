"""What waits and what was told, over the API: the same lists as the first pages."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.access import open_log
from audit.forms import LogFilter
from exchange.notices import notices
from exchange.worklist import TABS, Item, worklist
from requests.api.schemas import PROBLEMS
from requests.api.views import official


class DueOut(serializers.Serializer[Any]):
    """The next open target of a case; ``nearness`` is ``overdue``, ``soon`` or empty."""

    at = serializers.DateTimeField()
    title = serializers.CharField()
    nearness = serializers.CharField(allow_blank=True)


class WaitingOut(serializers.Serializer[Any]):
    """One open case on the work list."""

    reference = serializers.CharField()
    subject = serializers.CharField()
    counterpart = serializers.CharField()
    state = serializers.CharField()
    priority = serializers.CharField()
    marking = serializers.CharField()
    due = DueOut(allow_null=True)


class WorkListOut(serializers.Serializer[Any]):
    """The work list: what waits for me, for my side, and for the other side."""

    me = WaitingOut(many=True)
    side = WaitingOut(many=True)
    other = WaitingOut(many=True)


class NoticeOut(serializers.Serializer[Any]):
    """One notice: that something happened, by reference, never what it says."""

    key = serializers.IntegerField()
    words = serializers.CharField()
    made_at = serializers.DateTimeField()
    is_unread = serializers.BooleanField()


class NoticesOut(serializers.Serializer[Any]):
    """One page of notices; ``next`` is empty on the last."""

    next = serializers.CharField(allow_blank=True)
    results = NoticeOut(many=True)


class WorkList(APIView):
    """What waits for whom."""

    @extend_schema(
        operation_id="work_list",
        summary="What waits for me, for my side and for the other side",
        parameters=[OpenApiParameter("show", str, enum=[code for code, _label in TABS if code])],
        responses={200: WorkListOut, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        """List."""
        found = worklist(by=official(request), tab=request.query_params.get("show", ""))
        groups = {group.code: [_waiting(item) for item in group.items] for group in found.groups}
        return Response(WorkListOut(groups).data)


def _waiting(item: Item) -> dict[str, Any]:
    row = item.line.request
    return {
        "reference": row.case.reference,
        "subject": item.line.subject,
        "counterpart": item.counterpart.pk,
        "state": row.state,
        "priority": row.priority,
        "marking": item.marking,
        "due": item.due,
    }


class Notices(APIView):
    """What one has been told."""

    @extend_schema(
        operation_id="notices_list",
        summary="What one has been told, newest first",
        parameters=[OpenApiParameter("after", str, description="The place that the page before gave as `next`.")],
        responses={200: NoticesOut, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        """List one page."""
        page = notices(by=official(request), after=request.query_params.get("after", ""))
        return Response(NoticesOut({"next": page.after, "results": page.notices}).data)


class EntryOut(serializers.Serializer[Any]):
    """One entry of the access log: references, never content."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    name = serializers.CharField()
    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_blank=True)
    actor_participant = serializers.CharField(allow_blank=True)
    door = serializers.CharField()
    subjects = serializers.ListField(child=serializers.CharField())
    case = serializers.CharField(allow_blank=True)
    provider = serializers.CharField(allow_blank=True)
    purpose = serializers.CharField(allow_blank=True)
    outcome = serializers.CharField(allow_blank=True)
    basis = serializers.CharField(allow_blank=True)
    paragraphs = serializers.ListField(child=serializers.CharField())


class EntriesOut(serializers.Serializer[Any]):
    """One page of the log; ``next`` is empty on the last."""

    next = serializers.CharField(allow_blank=True)
    results = EntryOut(many=True)


class AccessLog(APIView):
    """The access log, for auditors: what the own side's officials did, and anybody to what the own side gave."""

    @extend_schema(
        operation_id="access_log",
        summary="The access log of the own side, newest first; for auditors (paragraph 3(g))",
        parameters=[
            OpenApiParameter("after", str, description="The place that the page before gave as `next`."),
            *(OpenApiParameter(name, str) for name in ("scope", "official", "reference", "outcome", "door")),
        ],
        responses={200: EntriesOut, **PROBLEMS},
    )
    def get(self, request: Request) -> Response:
        """List one page."""
        by = official(request)
        form = LogFilter(request.query_params)
        form.is_valid()
        wanted = form.wanted(ZoneInfo(by.participant.time_zone))
        found = open_log(by=by, wanted=wanted, after=request.query_params.get("after", ""))
        return Response(EntriesOut({"next": found.after, "results": found.entries}).data)
