"""What the tests of signing in share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from frameworks.models import Official
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


@pytest.fixture
def framework(db: None) -> None:
    """The Participants and their ladders."""
    from frameworks import sowing

    sowing.sow()


@pytest.fixture
def aroha(framework: None) -> Official:
    """An official without powers, cleared for SENSITIVE, who reads English."""
    return official("aroha", "NZ", clearance_id="NZ:SENSITIVE", office="Trade and Transport")


@pytest.fixture
def browser() -> Browser:
    """A browser that has been nowhere yet."""
    return Browser()
