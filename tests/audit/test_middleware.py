"""Para 3(g): a request is recorded before its answer leaves; what is not recorded or not checked is not shown."""

import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.test import Client
from django.urls import path
from django.views import View
from rest_framework.response import Response
from rest_framework.views import APIView

from audit import context, record, rows
from audit.marks import holds_no_information
from audit.models import Entry
from audit.verdict import permitted, prohibited

CONTENT = b"a party to the matter"
BROKEN = rows.INSERT.replace("audit_entry", "no_such_table")


def look(request, verdict):
    return record.access(by=getattr(request, "user", None), action="test.look", subjects=["X-1"], verdict=verdict)


def checked(request, reference=""):
    look(request, permitted("author"))
    return HttpResponse(CONTENT)


def hidden(request, reference=""):
    look(request, prohibited("need_to_know", "3(g)", "No."))
    return HttpResponse(status=404)


def unchecked(request):
    return HttpResponse(CONTENT, headers={"X-Content": "yes"})


def unchecked_stream(request):
    return StreamingHttpResponse([CONTENT])


def unchecked_file(request):
    return FileResponse(open(__file__, "rb"))


def unchecked_redirect(request):
    return HttpResponseRedirect("/elsewhere")


@holds_no_information
def marked(request, reference=""):
    return HttpResponse(b"help")


def broken_after_check(request):
    look(request, permitted("author"))
    raise ZeroDivisionError


def refused_but_shown(request):
    look(request, prohibited("need_to_know", "3(g)", "No."))
    return HttpResponse(b"an empty list")


def allowed_then_refused(request):
    look(request, permitted("author"))
    look(request, prohibited("state", "", "No."))
    raise PermissionDenied


def act(request):
    with transaction.atomic():
        record.event("test.thing.happened", by=None, subject="X-1")
    return HttpResponse(CONTENT)


def stream(request):
    look(request, permitted("author"))

    def chunks():
        yield CONTENT
        look(request, permitted("author"))
        yield context.current().request_id.encode()

    return StreamingHttpResponse(chunks())


def stream_that_breaks(request):
    look(request, permitted("author"))

    def chunks():
        yield CONTENT
        raise ZeroDivisionError

    return StreamingHttpResponse(chunks())


def file(request):
    look(request, permitted("author"))
    return FileResponse(io.BytesIO(CONTENT), as_attachment=True, filename="x.bin")


class Api(APIView):
    authentication_classes = permission_classes = ()

    def get(self, request):
        return Response({"content": CONTENT.decode()})


class Page(View):
    def get(self, request):
        return HttpResponse(CONTENT)


def handler500(request):
    return HttpResponse(b"our mistake", status=500)


urlpatterns = [
    path("checked/", checked, name="checked"),
    path("cases/<str:reference>/", checked, name="case"),
    path("hidden/<str:reference>/", hidden, name="hidden"),
    path("unchecked/", unchecked),
    path("unchecked/stream/", unchecked_stream),
    path("unchecked/file/", unchecked_file),
    path("unchecked/class/", Page.as_view()),
    path("api/unchecked/", Api.as_view()),
    path("redirect/", unchecked_redirect),
    path("marked/<str:reference>/", marked, name="marked"),
    path("broken/", broken_after_check),
    path("refused-but-shown/", refused_but_shown),
    path("allowed-then-refused/", allowed_then_refused),
    path("act/", act),
    path("stream/", stream),
    path("stream-that-breaks/", stream_that_breaks),
    path("file/", file),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def _only_this_middleware(settings):
    settings.MIDDLEWARE = ["audit.middleware.AccessMiddleware"]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def recorded(*names):
    return list(Entry.objects.order_by("id").values_list(*names))


def test_a_checked_page_is_shown_and_needs_no_second_entry(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/checked/").content == CONTENT
    assert recorded("kind", "name", "outcome", "status") == [("access", "test.look", "permitted", None)]


def test_the_entry_says_through_which_door_and_from_where(client):
    client.get("/checked/", REMOTE_ADDR="192.0.2.7")
    entry = Entry.objects.get()
    assert (entry.door, entry.method, entry.route, entry.address) == ("page", "GET", "checked", "192.0.2.7")
    assert uuid.UUID(entry.request_id)


def test_requests_have_different_ids(client):
    client.get("/checked/")
    client.get("/checked/")
    assert len(set(recorded("request_id"))) == 2


@pytest.mark.parametrize("address", ["/unchecked/", "/unchecked/stream/", "/unchecked/file/", "/unchecked/class/"])
def test_a_page_that_nobody_checked_becomes_an_error(client, address, caplog):
    response = client.get(address)
    assert (response.status_code, response.content) == (500, b"our mistake")
    assert "X-Content" not in response
    assert recorded("name", "status", "outcome", "detail") == [("http", 500, "prohibited", {"fault": "unchecked"})]
    assert "audit.unchecked" in caplog.text


def test_an_api_answer_that_nobody_checked_becomes_an_error(client):
    assert client.get("/api/unchecked/").status_code == 500
    assert recorded("door", "detail") == [("api", {"fault": "unchecked"})]


def test_an_unchecked_redirect_shows_nothing_and_is_recorded(client):
    assert client.get("/redirect/").status_code == 302
    assert recorded("name", "status", "outcome") == [("http", 302, "permitted")]


def test_a_marked_page_is_shown_and_recorded_with_its_object(client):
    assert client.get("/marked/X-9/").content == b"help"
    assert recorded("name", "status", "subject", "route", "actor") == [("http", 200, "X-9", "marked", "")]


def test_what_does_not_exist_is_recorded_without_the_address_that_was_typed(client):
    assert client.get("/no/such/secret?name=Smith").status_code == 404
    entry = Entry.objects.values().get()
    assert (entry["name"], entry["status"], entry["outcome"]) == ("http", 404, "prohibited")
    assert not [value for value in entry.values() if "secret" in str(value) or "Smith" in str(value)]


def test_a_refusal_that_is_on_record_needs_no_second_entry(client):
    assert client.get("/hidden/X-9/").status_code == 404
    assert recorded("name", "outcome") == [("test.look", "prohibited")]


def test_an_error_after_an_allowed_check_is_recorded_too(client):
    assert client.get("/broken/").status_code == 500
    assert recorded("name", "status") == [("test.look", None), ("http", 500)]


def test_a_page_after_a_refused_check_is_recorded_too(client):
    assert client.get("/refused-but-shown/").status_code == 200
    assert recorded("name", "status") == [("test.look", None), ("http", 200)]


def test_a_refusal_after_an_allowed_check_tells_the_end_itself(client):
    assert client.get("/allowed-then-refused/").status_code == 403
    assert recorded("name", "outcome") == [("test.look", "permitted"), ("test.look", "prohibited")]


def test_an_act_is_a_check_but_the_request_gets_its_own_entry(client):
    assert client.post("/act/").content == CONTENT
    assert recorded("kind", "name", "method") == [("event", "test.thing.happened", "POST"), ("access", "http", "POST")]


def test_the_person_who_asked_is_named(client, aroha, settings, monkeypatch):
    monkeypatch.setattr("tests.audit.test_middleware.SignedIn.user", aroha, raising=False)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.audit.test_middleware.SignedIn"]
    client.get("/marked/X-9/")
    assert recorded("actor", "actor_participant") == [("aroha", "NZ")]


class SignedIn:
    """Puts a person on the request, as authentication does, further in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = self.user
        return self.get_response(request)


@pytest.mark.parametrize("address", ["/checked/", "/marked/X/", "/file/", "/stream/", "/redirect/", "/no/such"])
@pytest.mark.django_db(transaction=True)
def test_nothing_is_shown_when_the_log_cannot_be_written(client, monkeypatch, address):
    monkeypatch.setattr(rows, "INSERT", BROKEN)
    response = client.get(address)
    assert response.status_code == 503
    assert not response.streaming
    assert CONTENT not in response.content
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True)
def test_an_open_file_is_closed_when_its_answer_is_replaced(client, monkeypatch):
    closed = []

    class Watched(io.BytesIO):
        def close(self):
            closed.append(True)
            super().close()

    monkeypatch.setattr("tests.audit.test_middleware.open", lambda *_: Watched(CONTENT), raising=False)
    assert client.get("/unchecked/file/").status_code == 500
    assert closed


@pytest.mark.django_db(transaction=True)
def test_the_api_is_told_in_its_own_form(client, monkeypatch):
    monkeypatch.setattr(rows, "INSERT", BROKEN)
    response = client.get("/api/unchecked/")
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert response.json()["status"] == 503


@pytest.mark.django_db(transaction=True)
def test_the_entry_stands_before_the_first_byte_of_a_stream(client):
    response = client.get("/stream/")
    chunks = iter(response.streaming_content)
    connection.close()
    assert recorded("name") == [("test.look",)]
    assert next(chunks) == CONTENT
    assert next(chunks).decode() == Entry.objects.order_by("id").first().request_id
    assert recorded("name", "door") == [("test.look", "page")] * 2
    assert context.current().request_id == ""


def test_a_stream_that_breaks_off_is_recorded(client):
    response = client.get("/stream-that-breaks/")
    with pytest.raises(ZeroDivisionError):
        b"".join(response.streaming_content)
    assert recorded("name", "status", "detail") == [
        ("test.look", None, {}),
        ("http", 500, {"fault": "broken off"}),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_stream_that_breaks_off_while_the_log_is_away_ends_with_its_own_error(client, monkeypatch, caplog):
    response = client.get("/stream-that-breaks/")
    monkeypatch.setattr(rows, "INSERT", BROKEN)
    with pytest.raises(ZeroDivisionError):
        b"".join(response.streaming_content)
    assert "audit.unavailable" in caplog.text


def test_a_file_arrives_whole(client):
    response = client.get("/file/")
    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Length"] == str(len(CONTENT))
    assert recorded("name") == [("test.look",)]
