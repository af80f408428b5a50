"""Signing in, for tests that are about something else: a browser that has shown both factors."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from frameworks.models import Official


def signed_in(official: Official, *, language: str = "en") -> Client:
    """Return a browser in which ``official`` has signed in with a password and a passkey."""
    client = Client(headers={"Accept-Language": language})
    client.force_login(official)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, official, "mfa", type="webauthn")
    request.session.save()
    return client
