"""A browser as the tests of signing in use it: the real pages, the real forms."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from frameworks.models import Official
from frameworks.signin import recovery, seeds, totp
from tests.cast import PASSWORD

SECRET = totp.secret_from(b"twenty bytes of seed")
WRONG = "this is not the password"


class Browser(Client):
    """A client that signs in through the pages."""

    def type_password(self, username: str, password: str = PASSWORD, **headers: Any) -> HttpResponse:
        """Send user name and password."""
        return self.post(reverse("account_login"), {"login": username, "password": password}, **headers)

    def type_code(self, code: str, **headers: Any) -> HttpResponse:
        """Send the code that the second step asks for."""
        return self.post(reverse("mfa_authenticate"), {"code": code}, **headers)

    def sign_in(self, official: Official) -> Browser:
        """Come in with a password and the code of an authenticator app, which is enrolled if there is none."""
        if not Authenticator.objects.filter(user=official).exists():
            enrol_app(official)
        self.type_password(official.username)
        answer = self.type_code(code_now())
        assert answer.status_code == 302, answer.content.decode()
        return self

    def is_in(self) -> bool:
        """Say whether a page that asks for everything opens."""
        return self.get(reverse("signin:sessions")).status_code == 200


def enrol_app(official: Official) -> Authenticator:
    """Give ``official`` an authenticator app whose secret the test knows."""
    sealed_id = seeds.keep(official, SECRET)
    return Authenticator.objects.create(user=official, type=Authenticator.Type.TOTP, data={"secret": sealed_id})


def code_now(steps_ahead: int = 0) -> str:
    """Return what the app shows now, or some steps from now."""
    return totp.code_at(SECRET, int(time.time()) // totp.STEP_SECONDS + steps_ahead)


def recovery_codes(official: Official) -> list[str]:
    """Give ``official`` recovery codes; `transaction` rules are the caller's."""
    return recovery.renew(official)
