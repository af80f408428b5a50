"""What every test of the log starts from: its own signer, and people who are nothing but a name and a Participant."""

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Person:
    """As much of an official as the log knows."""

    username: str
    participant_id: str


@pytest.fixture(autouse=True)
def _own_signer(settings):
    settings.AUDIT_SIGNER = "tests.audit.signer.TestSigner"


@pytest.fixture
def aroha():
    return Person("aroha", "NZ")


@pytest.fixture
def kenji():
    return Person("kenji", "JP")
