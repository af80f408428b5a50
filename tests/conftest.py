"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.skipping"]

# How long an example takes says how busy the machine is; timings are for `make bench`.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture(scope="session")
def key_file_of_the_suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key file that goes away with the suite, with keys for the two Participants and for a third."""
    from vault import key_file, key_ring

    path = tmp_path_factory.mktemp("keys") / "keys.json"
    key_file.create(path, key_ring.to_text(key_ring.generate(["NZ", "JP", "XX"], timezone.now())))
    return path


@pytest.fixture(scope="session", autouse=True)
def throw_away_keys(key_file_of_the_suite: Path) -> Iterator[None]:
    """No test ever touches the keys of the exchange that runs here."""
    with override_settings(VAULT_KEY_PROVIDER="vault.keys.FileKeys", VAULT_KEY_FILE=key_file_of_the_suite):
        yield


@pytest.fixture
def unwraps() -> Iterator[list]:
    """What the vault unwraps during the test, as pairs of sealed id and receipt; compare with what the log says."""
    from vault import store

    with store.UNWRAPS.watched() as seen:
        yield seen


@pytest.fixture(autouse=True)
def every_unwrap_has_its_receipt() -> Iterator[None]:
    """The law of the house, held in every test: nothing is unwrapped that no receipt covers. Para 3(g)."""
    from vault import store

    with store.UNWRAPS.watched() as seen:
        yield
    covered = [sealed_id for sealed_id, receipt in seen if receipt.covers(str(sealed_id))]
    assert len(covered) == len(seen)


@pytest.fixture(scope="session", autouse=True)
def flush_may_empty_the_log() -> Iterator[None]:
    """Transactional tests empty every table when they end; the log's fence is lifted for that moment, in tests alone."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from tests.audit import fence

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            BaseDatabaseOperations, "execute_sql_flush", fence.lifting(BaseDatabaseOperations.execute_sql_flush)
        )
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast of officials under the loaded Framework."""
    from tests.cast import assemble

    return assemble()
