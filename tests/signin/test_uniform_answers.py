"""Known or unknown, open or closed: the door answers alike. A6."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import get_hasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frameworks.models import Activation
from frameworks.signin import activation
from tests.cast import official
from tests.signin.browser import WRONG, Browser

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
NAMES = ["known", "never", "doors", "fresh"]  # of one length, as the page shows the name again


@pytest.fixture
def people(framework):
    """One who could come in, one whose account is closed, one who has no password yet; ``never`` is nobody."""
    official("known", "NZ")
    official("doors", "NZ", is_active=False)
    fresh = official("fresh", "NZ")
    fresh.set_unusable_password()
    fresh.save()


def answer(name: str, **headers) -> tuple[int, list, bytes]:
    """Return what can be seen of the answer to a wrong password: status, headers and bytes, without the form's token."""
    response = Browser().type_password(name, WRONG, **headers)
    shown = sorted(
        (key, value) for key, value in response.items() if key not in {"X-Request-ID", "Content-Length", "Expires"}
    )
    cookies = sorted(response.cookies)
    body = TOKEN.sub(rb"\1", response.content).replace(name.encode(), b"name")
    return response.status_code, [*shown, *cookies], body


@pytest.mark.parametrize(
    "headers", [{}, {"headers": {"accept": "application/json"}}, {"headers": {"accept-language": "ja"}}]
)
def test_a_wrong_password_is_answered_alike_for_every_name(people, headers):
    expected = answer("known", **headers)
    for name in NAMES[1:]:
        assert answer(name, **headers) == expected


def test_the_right_password_of_a_closed_account_is_answered_like_a_wrong_one(people):
    from tests.cast import PASSWORD

    right = Browser().type_password("doors", PASSWORD)
    wrong = Browser().type_password("doors", WRONG)
    assert TOKEN.sub(b"", right.content) == TOKEN.sub(b"", wrong.content)
    assert right.status_code == wrong.status_code


def test_locks_are_answered_alike_for_every_name(people):
    for name in NAMES:
        for _ in range(3):
            Browser().type_password(name, WRONG)
    expected = answer("known")
    assert b"Too many attempts failed" in expected[2]
    for name in NAMES[1:]:
        assert answer(name) == expected


def work(name: str, monkeypatch) -> tuple[int, int]:
    """Return how often a password is hashed, and how many queries are made, for one wrong password."""
    hashed = []
    hasher = type(get_hasher())
    encode = hasher.encode
    with monkeypatch.context() as patch, CaptureQueriesContext(connection) as queries:
        patch.setattr(hasher, "encode", lambda self, *args, **kwargs: hashed.append(1) or encode(self, *args, **kwargs))
        Browser().type_password(name, WRONG)
    return len(hashed), len(queries)


def test_the_same_work_is_done_for_every_name(people, monkeypatch):
    Browser().get(reverse("account_login"))
    for attempt in range(2):
        done = {name: work(name, monkeypatch) for name in NAMES}
        assert set(done.values()) == {done["known"]}, (attempt, done)
        assert done["known"][0] == 1


def test_nothing_is_hashed_once_the_door_is_shut(people, monkeypatch):
    for _ in range(3):
        Browser().type_password("known", WRONG)
    assert work("known", monkeypatch)[0] == 0


def test_a_good_link_and_a_made_up_one_are_answered_alike(people, mailoutbox):
    known = official("hemi", "NZ")
    activation.start(by=known, official=known)
    link = re.search(r"/activate/([^/\s]+)/", mailoutbox[0].body).group(1)
    typed = {
        "code": "not-the-code",
        "password1": "seven green kites over the harbour",
        "password2": "seven green kites over the harbour",
    }
    pages = []
    for text in (link, "x" * len(link)):
        address = reverse("signin:activate", args=[text])
        for response in (Browser().get(address), Browser().post(address, typed)):
            pages.append((response.status_code, TOKEN.sub(b"", response.content).replace(text.encode(), b"link")))
    assert pages[:2] == pages[2:]
    assert Activation.objects.get().used_at is None


def test_one_address_gets_only_so_many_passwords_hashed_in_a_minute(framework, monkeypatch):
    hashed = []
    monkeypatch.setattr("frameworks.signin.backend.make_password", lambda password: hashed.append(password))
    answers = [Browser().type_password(f"nobody{number}", WRONG).status_code for number in range(35)]
    assert answers == [200] * 30 + [429] * 5
    assert len(hashed) == 30
