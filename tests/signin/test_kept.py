"""What was typed survives signing in again. S1."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from frameworks.models import KeptForm, Session
from frameworks.signin import ending, kept
from tests.cast import official
from tests.signin import desk
from tests.signin.browser import Browser, code_now
from vault.models import Sealed

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.signin.desk")]
TYPED = {"title": "髙﨑𠮷 & Māori <b>", "text": "first line\r\nsecond line\r\n" + "あ" * 500}
IDLE = timedelta(minutes=16)


@pytest.fixture(autouse=True)
def clock():
    desk.DONE.clear()
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def come_back(visitor: Browser, official, next_code: int = 0) -> None:
    """Sign in again in the same browser."""
    visitor.type_password(official.username)
    visitor.type_code(code_now(next_code))


def filled(page: str) -> bool:
    return "髙﨑𠮷 &amp; Māori &lt;b&gt;" in page and "あ" * 500 in page and "second line" in page


def send_too_late(visitor: Browser, clock, path: str = "/note/", data=TYPED, **headers):
    clock.shift(IDLE)
    return visitor.post(path, data, **headers)


def test_a_form_sent_too_late_stands_filled_in_again_after_signing_in(aroha, visitor, clock):
    visitor.sign_in(aroha)
    answer = send_too_late(visitor, clock)
    assert answer.url == "/sign-in/?next=/note/"
    assert "it is kept" in visitor.get(answer.url).content.decode()
    come_back(visitor, aroha)
    page = visitor.get("/note/").content.decode()
    assert filled(page)
    assert "was kept and stands in the form again" in page
    assert desk.DONE == []


def test_signing_in_leads_back_to_the_form(aroha, visitor, clock):
    visitor.sign_in(aroha)
    answer = send_too_late(visitor, clock, "/note/?step=2")
    visitor.post(answer.url, {"login": "aroha", "password": __import__("tests.cast").cast.PASSWORD})
    assert visitor.type_code(code_now()).url == "/note/?step=2"
    assert filled(visitor.get("/note/?step=2").content.decode())


def test_it_is_given_back_once(aroha, visitor, clock):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock)
    come_back(visitor, aroha)
    visitor.get("/note/")
    assert not filled(visitor.get("/note/").content.decode())
    assert not KeptForm.objects.exists()
    assert not Sealed.objects.filter(kind=kept.KIND).exists()


def test_it_is_sealed_and_stands_nowhere_in_the_clear(aroha, visitor, clock):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock, data={"title": "canary-4711", "text": "canary-4712"})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert "canary" not in str(cursor.fetchall()), table
    row = KeptForm.objects.get()
    assert Sealed.objects.get(pk=row.sealed_id).kind == kept.KIND


def test_reading_it_back_is_on_record(aroha, visitor, clock):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock)
    come_back(visitor, aroha)
    visitor.get("/note/")
    assert Entry.objects.get(name="signin.take_kept_form").actor == "aroha"


@pytest.mark.parametrize(
    "end",
    [
        lambda official: ending.end_all(official, because=ending.BY_ADMINISTRATOR),
        lambda official: Session.objects.update(started_at=timezone.now() - timedelta(hours=13)),
    ],
    ids=["ended by an administrator", "older than twelve hours"],
)
def test_it_is_kept_whatever_ended_the_session(aroha, visitor, clock, end):
    visitor.sign_in(aroha)
    end(aroha)
    visitor.post("/note/", TYPED)
    clock.shift(60)
    come_back(visitor, aroha)
    assert filled(visitor.get("/note/").content.decode())


def test_it_is_kept_although_another_page_was_looked_at_first(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(IDLE)
    visitor.get("/note/")
    visitor.type_password("aroha", "mistyped")
    visitor.type_password("aroha")
    assert visitor.post("/note/", TYPED).status_code == 302
    visitor.type_code(code_now())
    assert filled(visitor.get("/note/").content.decode())


def test_somebody_else_gets_nothing_of_it(aroha, visitor, clock):
    hemi = official("hemi", "NZ")
    visitor.sign_in(aroha)
    send_too_late(visitor, clock)
    visitor.sign_in(hemi)
    assert not filled(visitor.get("/note/").content.decode())
    assert KeptForm.objects.filter(official=aroha).exists()


def test_another_address_gets_nothing_of_it(aroha, visitor, clock):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock)
    come_back(visitor, aroha)
    assert not filled(visitor.get("/note/?step=2").content.decode())


def test_a_closed_account_keeps_nothing(aroha, visitor, clock):
    visitor.sign_in(aroha)
    aroha.is_active = False
    aroha.save()
    answer = visitor.post("/note/", TYPED)
    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_who_cannot_be_told_apart_is_told_so_and_shown_what_arrived(framework, visitor):
    answer = visitor.post("/note/", TYPED | {"password1": "canary"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "could not be kept" in page
    assert filled(page)
    assert "canary" not in page
    assert desk.DONE == []


def test_what_a_session_of_yesterday_sends_is_not_kept(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(IDLE)
    visitor.get("/note/")
    clock.shift(timedelta(hours=25))
    assert visitor.post("/note/", TYPED).status_code == 403


def test_without_the_forms_token_nothing_is_kept(aroha, clock):
    visitor = Browser(enforce_csrf_checks=True)
    visitor.force_login(aroha)
    clock.shift(IDLE)
    assert visitor.post("/note/", TYPED).status_code == 403
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["password", "oldpassword", "form-0-password1", "code", "credential", "csrfmiddlewaretoken", "client_secret"],
)
def test_passwords_and_codes_are_never_kept(aroha, visitor, clock, name):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock, data=TYPED | {name: "canary"})
    come_back(visitor, aroha)
    request = visitor.get("/note/").wsgi_request
    request.user = aroha
    data = kept.take(request) or {}
    assert name not in data
    assert kept.is_secret(name)


def test_files_are_not_kept_and_that_is_said(aroha, visitor, clock):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock, data=TYPED | {"scan": SimpleUploadedFile("scan.pdf", b"canary")})
    come_back(visitor, aroha)
    page = visitor.get("/note/").content.decode()
    assert "Files are not kept. Attach them again." in page
    assert "canary" not in page


def test_too_much_is_not_kept_and_that_is_said(aroha, visitor, clock):
    visitor.sign_in(aroha)
    answer = send_too_late(visitor, clock, data={"title": "long", "text": "あ" * (kept.MOST_BYTES // 3 + 1)})
    assert answer.status_code == 403
    assert "too much was typed" in answer.content.decode()
    assert not KeptForm.objects.exists()


def test_the_newer_form_of_a_page_takes_the_place_of_the_older(aroha, visitor, clock):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock, data={"title": "older"})
    visitor.post("/note/", {"title": "newer"})
    assert KeptForm.objects.count() == Sealed.objects.filter(kind=kept.KIND).count() == 1
    come_back(visitor, aroha)
    assert "newer" in visitor.get("/note/").content.decode()


def test_no_more_than_ten_are_kept_of_one_official(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(IDLE)
    for number in range(kept.MOST_FORMS + 3):
        clock.shift(1)
        visitor.post(f"/note/?n={number}", {"title": str(number)})
    assert KeptForm.objects.count() == Sealed.objects.filter(kind=kept.KIND).count() == kept.MOST_FORMS
    assert not KeptForm.objects.filter(path="/note/?n=0").exists()


def test_after_a_day_it_is_destroyed(aroha, visitor, clock):
    visitor.sign_in(aroha)
    send_too_late(visitor, clock)
    clock.shift(timedelta(hours=24))
    come_back(visitor, aroha)
    assert not filled(visitor.get("/note/").content.decode())
    clock.shift(1)
    assert kept.purge() == 1
    assert not Sealed.objects.filter(kind=kept.KIND).exists()


def test_a_button_pressed_too_late_can_be_pressed_again(aroha, visitor, clock):
    visitor.sign_in(aroha)
    assert send_too_late(visitor, clock, "/press/", {"which": "the red one"}).status_code == 302
    come_back(visitor, aroha)
    answer = visitor.get("/press/")
    assert answer.url == f"{reverse('signin:carry_on')}?next=/press/"
    page = visitor.get(answer.url).content.decode()
    assert 'action="/press/"' in page
    assert 'name="which" value="the red one"' in page
    assert desk.DONE == []
    assert visitor.get(answer.url).status_code == 404


def test_carrying_on_leads_to_no_other_site(aroha, visitor):
    visitor.sign_in(aroha)
    assert visitor.get(f"{reverse('signin:carry_on')}?next=https://elsewhere.example/").status_code == 404


def test_it_says_why_the_session_was_over(aroha, visitor, clock):
    visitor.sign_in(aroha)
    clock.shift(IDLE)
    answer = visitor.get("/note/")
    assert "nothing was done for a while" in visitor.get(answer.url).content.decode()
    assert site.SESSION_COOKIE_NAME in visitor.cookies
