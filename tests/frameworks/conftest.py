"""What the tests of this room start from: the loaded Framework, and a log with keys of its own."""

import pytest

from frameworks import sowing
from frameworks.models import Framework, Participant


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
