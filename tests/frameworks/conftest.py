"""What the tests of this room start from: the loaded Framework, and a log with keys of its own."""

import secrets
from datetime import timedelta

import pytest
from django.utils import timezone

from frameworks import sowing
from frameworks.models import Framework, Participant, Session


@pytest.fixture(autouse=True)
def _own_signer(settings):
    settings.AUDIT_SIGNER = "tests.audit.signer.TestSigner"


@pytest.fixture
def framework(db):
    sowing.sow()
    return Framework.objects.get(pk="JP-NZ-2014")


@pytest.fixture
def nz(framework):
    return Participant.objects.get(pk="NZ")


@pytest.fixture
def jp(framework):
    return Participant.objects.get(pk="JP")


@pytest.fixture
def open_session(db):
    """Makes open sessions of an official, as rows."""

    def open_session(official):
        now = timezone.now()
        return Session.objects.create(
            session_key=secrets.token_hex(20),
            session_data="kept",
            expire_date=now + timedelta(hours=12),
            official=official,
            started_at=now,
            last_seen_at=now,
            address="192.0.2.7",
        )

    return open_session
