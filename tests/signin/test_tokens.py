"""Tokens for machine users, and the machine interface behind the same gate. A1, S3."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from audit.models import Entry
from frameworks.models import MachineToken
from frameworks.signin import tokens
from tests.cast import official
from tests.signin.browser import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.signin.desk")]


def ask(token: str, path: str = "/api/v1/who/", scheme: str = "Bearer"):
    return Client().get(path, headers={"authorization": f"{scheme} {token}"})


def made(visitor: Browser, name: str = "nightly export", days: int = 30) -> str:
    """Make a token on its page and return it."""
    page = visitor.post(reverse("signin:tokens"), {"name": name, "days": days}).content.decode()
    return page.split('<code class="exchange-text">')[1].split("<")[0]


def test_a_token_acts_for_its_official(aroha, visitor):
    token = made(visitor.sign_in(aroha))
    assert ask(token).json() == {"who": "aroha"}


def test_it_is_shown_once_and_kept_as_a_digest(aroha, visitor):
    token = made(visitor.sign_in(aroha))
    assert token not in visitor.get(reverse("signin:tokens")).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM knox_authtoken")
        assert token not in str(cursor.fetchall())
    assert token[:15] not in " ".join(str(vars(entry)) for entry in Entry.objects.all())


def test_it_is_listed_by_name_and_can_be_taken_back(aroha, visitor):
    token = made(visitor.sign_in(aroha), name="夜間の出力")
    assert "夜間の出力" in visitor.get(reverse("signin:tokens")).content.decode()
    mark = tokens.mark(AuthToken.objects.get())
    visitor.post(reverse("signin:revoke_token"), {"token": mark})
    assert ask(token).status_code == 401
    assert not MachineToken.objects.exists()
    names = list(
        Entry.objects.filter(name__startswith="frameworks.token").order_by("pk").values_list("name", flat=True)
    )
    assert names == ["frameworks.token.issued", "frameworks.token.revoked"]


def test_making_one_and_taking_it_back_are_told_by_mail(aroha, mailoutbox):
    tokens.issue(by=aroha, name="canary", days=1)
    assert tokens.revoke(by=aroha, marked=tokens.mark(AuthToken.objects.get()))
    assert [message.to for message in mailoutbox] == [["aroha@example.org"]] * 2
    assert "canary" not in " ".join(message.body for message in mailoutbox)


def test_nobody_takes_back_the_token_of_somebody_else(aroha, visitor):
    hemi = official("hemi", "NZ")
    token = tokens.issue(by=hemi, name="his", days=1)
    visitor.sign_in(aroha)
    for sent in (tokens.mark(AuthToken.objects.get()), "", "%", tokens.mark(AuthToken.objects.get())[:3]):
        visitor.post(reverse("signin:revoke_token"), {"token": sent})
    assert ask(token).status_code == 200


def test_it_is_refused_from_the_moment_the_account_is_closed(aroha, visitor):
    token = made(visitor.sign_in(aroha))
    aroha.is_active = False
    aroha.save()
    assert ask(token).status_code == 401


def test_it_ends(aroha, visitor):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        token = made(visitor.sign_in(aroha), days=7)
        clock.shift(timedelta(days=7) - timedelta(seconds=1))
        assert ask(token).status_code == 200
        clock.shift(1)
        assert ask(token).status_code == 401
        assert tokens.tokens_of(aroha) == []
        assert tokens.forget() == 1
        assert not MachineToken.objects.exists()


@pytest.mark.parametrize("days", [0, -1, 91, 10**9, "", "x"])
def test_it_holds_from_one_to_ninety_days(aroha, visitor, days):
    visitor.sign_in(aroha)
    answer = visitor.post(reverse("signin:tokens"), {"name": "too long", "days": days})
    assert "govuk-error-summary" in answer.content.decode()
    assert not AuthToken.objects.exists()


@pytest.mark.parametrize("days", [0, 91])
def test_no_other_door_makes_one_that_holds_longer(aroha, days):
    with pytest.raises(ValueError, match="ninety"):
        tokens.issue(by=aroha, name="x", days=days)


def test_an_official_has_ten_at_most(aroha, visitor):
    visitor.sign_in(aroha)
    for number in range(tokens.MOST):
        tokens.issue(by=aroha, name=str(number), days=1)
    answer = visitor.post(reverse("signin:tokens"), {"name": "one more", "days": 1})
    assert "as many tokens as one may have" in answer.content.decode()
    assert AuthToken.objects.count() == tokens.MOST


@pytest.mark.parametrize("name", ["", "x" * 61, "a\x00b", "two\nlines", "\ufffe" * 0 + " "])
def test_a_name_is_a_line_of_text(aroha, visitor, name):
    visitor.sign_in(aroha)
    answer = visitor.post(reverse("signin:tokens"), {"name": name, "days": 1})
    assert answer.status_code == 200
    assert not AuthToken.objects.exists()


@pytest.mark.parametrize(
    ("scheme", "token"),
    [
        ("Bearer", "x"),
        ("Bearer", "cxt_" + "0" * 64),
        ("Bearer", "é"),
        ("Token", "x"),
        ("Basic", "YTpi"),
        ("Bearer", "a b"),
        ("Bearer", ""),
    ],
)
def test_anything_else_is_refused(framework, scheme, token):
    assert ask(token, scheme=scheme).status_code == 401


def test_a_token_cannot_be_confirmed_and_is_refused_where_that_is_asked(aroha, visitor):
    token = made(visitor.sign_in(aroha))
    assert ask(token, "/api/v1/weighty/").status_code == 403


def test_a_token_opens_no_page(aroha, visitor):
    token = made(visitor.sign_in(aroha))
    assert ask(token, "/note/").url.startswith(reverse("account_login"))
    assert ask(token, reverse("signin:tokens")).url.startswith(reverse("account_login"))


def test_it_costs_one_query(aroha):
    token = tokens.issue(by=aroha, name="cheap", days=1)
    with CaptureQueriesContext(connection) as queries:
        ask(token)
    assert sum("knox_authtoken" in query["sql"] for query in queries) == 1
    assert not any('FROM "frameworks_official"' in query["sql"] for query in queries)


def test_taking_all_back_is_on_record(aroha):
    olivia = official("olivia", "NZ", is_administrator=True)
    held = [tokens.issue(by=aroha, name=str(number), days=1) for number in range(2)]
    assert tokens.revoke_all(by=olivia, official=aroha)
    assert not tokens.revoke_all(by=olivia, official=aroha)
    assert [ask(token).status_code for token in held] == [401, 401]
    assert Entry.objects.filter(name="frameworks.token.revoked", actor="olivia", subject="official:aroha").count() == 2


def test_without_a_token_or_a_session_there_is_no_answer(framework):
    answer = Client().get("/api/v1/who/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_with_both_factors_may_ask(aroha, visitor):
    assert visitor.sign_in(aroha).get("/api/v1/who/").json() == {"who": "aroha"}


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_session_with_one_factor_is_refused_with_a_problem(aroha, visitor, accept):
    visitor.force_login(aroha)
    answer = visitor.get("/api/v1/who/", headers={"accept": accept})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "second_factor"


def test_no_token_is_made_in_a_session_with_one_factor(aroha, visitor):
    visitor.force_login(aroha)
    visitor.post(reverse("signin:tokens"), {"name": "x", "days": 1})
    assert not AuthToken.objects.exists()
