"""What the tests of signing in share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from frameworks.models import Ladder, Level, Official, Participant
from tests.cast import official
from tests.signin.browser import Browser

FAST = ["tests.signin.hashing.QuickPBKDF2"]


@pytest.fixture(autouse=True)
def quick_hashes_and_empty_cache(settings) -> Iterator[None]:
    """The real hasher with one round, so that normalising is tested too; no limit left over from another test."""
    settings.PASSWORD_HASHERS = FAST
    cache.clear()
    yield
    cache.clear()


PARTICIPANTS = {"NZ": ("Pacific/Auckland", "en"), "JP": ("Asia/Tokyo", "ja")}
LEVELS = {"NZ:SENSITIVE": 20, "NZ:CONFIDENTIAL": 40, "NZ:SECRET": 50, "JP:HI": 40, "JP:GOKUHI": 50}


@pytest.fixture
def framework(db: None) -> None:
    """The Participants and what their officials may be cleared for; signing in asks for no more."""
    for code, (zone, language) in PARTICIPANTS.items():
        Participant.objects.create(
            code=code, name=code, name_ja=code, short_name=code, country=code, time_zone=zone, language=language
        )
        Ladder.objects.create(code=code, participant_id=code, name=code, name_ja=code)
    for code, rank in LEVELS.items():
        Level.objects.create(code=code, ladder_id=code[:2], label=code, rank=rank)


@pytest.fixture
def aroha(framework: None) -> Official:
    """An official without powers, cleared for SENSITIVE, who reads English."""
    return official("aroha", "NZ", clearance_id="NZ:SENSITIVE", office="Trade and Transport")


@pytest.fixture
def visitor() -> Browser:
    """A visitor that has been nowhere yet."""
    return Browser()
