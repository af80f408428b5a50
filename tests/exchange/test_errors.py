"""What goes wrong is said once for both doors: refusals recorded once, and what may not be known looks like nothing."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from audit import context, record, writers
from audit.context import Context
from audit.models import Entry
from audit.verdict import Denied, permitted, prohibited
from exchange import errors, problems
from exchange.answers import ANSWERS, answer_to
from requests.access import PurposeNeeded, Unknown
from requests.actions.drafting import Stale
from requests.actions.executing import acknowledge
from requests.values.faults import Fault, Faulty
from tests.door import signed_in
from tests.factories import case_at
from vault.errors import NoKey, NotCovered, Tampered

NO = prohibited("no_need_to_know", "3(g)", "No need to know has been granted for this case")
FAULTS = Faulty([Fault(("parties", 0, "name"), "%(label)s is needed", "6(c)", {"label": "Name"})])


def answered(exception, *, by=None, url="/cases/NZ-JP-2026-111111/"):
    """Return what the middleware makes of an exception that a view raised."""
    request = RequestFactory().get(url)
    request.user = by or AnonymousUser()
    request.resolver_match = resolve("/cases/NZ-JP-2026-111111/")
    return errors.ErrorsMiddleware(lambda _: HttpResponse()).process_exception(request, exception)


# --- the table --------------------------------------------------------------------------------------------------------

STATUSES = [
    (Unknown(), 404),
    (PurposeNeeded(), 403),
    (FAULTS, 422),
    (Stale(), 409),
    (record.LogUnavailable(), 503),
    (NoKey("JP", []), 410),
    (Tampered(), 500),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("exception", "status"), STATUSES, ids=lambda value: type(value).__name__)
def test_a_page_and_a_problem_have_the_same_status(exception, status):
    page = answered(exception)
    problem = answered(exception, url="/api/v1/cases/NZ-JP-2026-111111/")
    assert page.status_code == problem.status_code == status
    assert page["Content-Type"].startswith("text/html")
    assert problem["Content-Type"] == "application/problem+json"
    assert json.loads(problem.content)["status"] == status


def test_what_the_table_does_not_know_is_left_to_django():
    assert answer_to(ValueError()) is None
    assert answer_to(NotCovered()) is None


def test_each_answer_has_a_code_of_its_own():
    codes = {answer.code for _, answer in ANSWERS}
    assert len(codes) == len({answer for _, answer in ANSWERS})


@pytest.mark.django_db
def test_a_page_that_cannot_be_recorded_says_when_to_come_back():
    assert answered(record.LogUnavailable())["Retry-After"]


@pytest.mark.django_db
def test_a_mistake_of_ours_is_told_without_the_database(django_assert_num_queries):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        response = errors.failed(request)
    assert response.status_code == 500


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_refusal_cites_its_paragraph_on_the_page(cast):
    page = answered(Denied(NO), by=cast.mallory).content.decode()
    assert "No need to know has been granted for this case" in page
    assert "3(g)" in page


@pytest.mark.django_db
def test_a_refusal_lists_reasons_and_paragraphs_in_the_problem(cast):
    problem = json.loads(answered(Denied(NO), by=cast.mallory, url="/api/v1/x").content)
    assert problem["outcome"] == "prohibited"
    assert problem["paragraphs"] == ["3(g)"]
    assert problem["reasons"] == [
        {"code": "no_need_to_know", "paragraph": "3(g)", "message": "No need to know has been granted for this case"}
    ]


def refusals():
    return list(
        Entry.objects.filter(kind="access", outcome="prohibited").values_list("actor", "name", "subject", "case")
    )


@pytest.mark.django_db
def test_a_refused_act_is_on_record_once(cast):
    with context.use(Context(door="page")):
        record.access(
            by=cast.mallory, action="requests.case.read", subjects=["NZ-JP-2026-111111"], verdict=permitted("x")
        )
        answered(Denied(NO), by=cast.mallory)
    assert refusals() == [("mallory", "requests.case", "NZ-JP-2026-111111", "NZ-JP-2026-111111")]


@pytest.mark.django_db
def test_a_refusal_that_the_door_has_recorded_is_not_recorded_again(cast):
    with context.use(Context(door="page")):
        record.access(by=cast.mallory, action="requests.case.overview", subjects=["NZ"], verdict=NO)
        answered(Denied(NO), by=cast.mallory)
    assert [name for _, name, *_ in refusals()] == ["requests.case.overview"]


@pytest.mark.django_db
def test_a_refusal_is_recorded_although_the_action_was_rolled_back(cast):
    request = case_at("assigned", cast).requests.get()
    with context.use(Context(door="page")):
        with pytest.raises(Denied) as refused:
            acknowledge(by=cast.kenji, request=request)
        answered(refused.value, by=cast.kenji)
    assert [actor for actor, *_ in refusals()] == ["kenji"]
    request.refresh_from_db()
    assert request.state == "submitted"


@pytest.mark.django_db
def test_a_refusal_that_cannot_be_recorded_shows_nothing(cast, monkeypatch):
    def broken(fields):
        raise record.LogUnavailable

    monkeypatch.setattr(writers, "append", broken)
    response = answered(Denied(NO), by=cast.mallory)
    assert response.status_code == 503
    assert b"need to know has been granted" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/notices/", "/cases/"])
def test_no_page_is_shown_whose_look_cannot_be_recorded(cast, monkeypatch, unwraps, address):
    case = case_at("answered", cast, subject="SUBJECTCANARY")
    browser = signed_in(cast.aroha)

    def broken(fields):
        raise record.LogUnavailable

    monkeypatch.setattr(writers, "append", broken)
    response = browser.get(address)
    assert response.status_code == 503
    assert b"SUBJECTCANARY" not in response.content
    assert case.reference.encode() not in response.content
    assert unwraps == []


# --- what may not be known --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_one_need_not_know_looks_exactly_like_what_never_existed(cast):
    case = case_at("answered", cast)
    never = case.reference[:-6] + ("100002" if case.reference[-6:] != "100002" else "100010")
    browser = signed_in(cast.mallory)
    for route in ("", "who/", "assign/", "answer/", "refuse/", "act/acknowledge/"):
        hidden = browser.get(f"/cases/{case.reference}/{route}")
        missing = browser.get(f"/cases/{never}/{route}")
        garbled = browser.get(f"/cases/NZ-JP-2026-1/{route}")
        assert hidden.status_code == missing.status_code == garbled.status_code == 404
        assert hidden.content == missing.content == garbled.content
        assert told(hidden) == told(missing) == told(garbled)


def told(response):
    """Return the headers of a response, but for the name of the request itself."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


@pytest.mark.django_db
def test_the_attempt_is_on_record_as_refused(cast):
    case = case_at("answered", cast)
    signed_in(cast.mallory).get(f"/cases/{case.reference}/")
    assert ("mallory", "prohibited") in Entry.objects.filter(subject=case.reference).values_list("actor", "outcome")


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_is_answered_with_the_page_for_what_does_not_exist(cast):
    response = signed_in(cast.mallory).get("/no/such/address/")
    assert response.status_code == 404
    assert b"need to know" in response.content


@pytest.mark.django_db
def test_nobody_but_a_supervisor_sees_the_overview(cast):
    response = signed_in(cast.aroha).get("/overview/")
    assert response.status_code == 403
    assert b"Only a supervisor may do this" in response.content


# --- Django REST framework --------------------------------------------------------------------------------------------


class Name(serializers.Serializer):
    """A name within a body."""

    name = serializers.CharField(max_length=3)


class Body(serializers.Serializer):
    """A body with something nested in it."""

    subject = serializers.CharField()
    parties = Name(many=True)


class Failing(APIView):
    """Does what a test asks for."""

    authentication_classes = permission_classes = ()
    exception = None

    def get(self, request):
        """Raise the test's exception."""
        raise self.exception

    def post(self, request):
        """Validate a body."""
        Body(data=request.data).is_valid(raise_exception=True)
        return Response()


def asked(exception=None, **post):
    view = Failing.as_view(exception=exception)
    factory = APIRequestFactory()
    request = factory.post("/api/v1/x", post, format="json") if post else factory.get("/api/v1/x")
    response = view(request).render()
    return response, json.loads(response.content)


@pytest.mark.django_db
@pytest.mark.parametrize(("exception", "status"), STATUSES, ids=lambda value: type(value).__name__)
def test_the_api_answers_from_the_same_table(exception, status):
    response, problem = asked(exception)
    assert response.status_code == problem["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert problem["type"].endswith(f"/problems/{answer_to(exception).code}")


def test_the_api_names_each_fault_by_its_place():
    _, problem = asked(FAULTS)
    assert problem["faults"] == [{"path": ["parties", 0, "name"], "message": "Name is needed", "paragraph": "6(c)"}]


def test_the_faults_of_a_serializer_are_named_by_their_place_too():
    response, problem = asked(parties=[{"name": "ok"}, {"name": "too long"}])
    assert response.status_code == 400
    assert [fault["path"] for fault in problem["faults"]] == [["subject"], ["parties", 1, "name"]]
    assert all(fault["message"] for fault in problem["faults"])


def test_a_method_that_is_not_offered_is_a_problem_with_the_methods_that_are():
    response = Failing.as_view()(APIRequestFactory().delete("/api/v1/x")).render()
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert json.loads(response.content)["type"].endswith("/problems/method-not-allowed")


@pytest.mark.parametrize(
    ("detail", "paths"),
    [
        (["wrong"], [()]),
        ({"a": ["x", "y"]}, [("a",), ("a",)]),
        ({"a": [{}, {"b": ["x"]}]}, [("a", 1, "b")]),
        ({"a": {"b": {"c": ["x"]}}}, [("a", "b", "c")]),
    ],
)
def test_nested_errors_keep_their_places(detail, paths):
    assert [fault.path for fault in problems.faults_in(detail)] == paths
