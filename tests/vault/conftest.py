"""What the vault's tests share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from tests.vault.receipts import Genuine
from vault import key_file, key_ring, keys
from vault.models import Sealed
from vault.store import seal


@pytest.fixture(autouse=True)
def genuine_receipts(settings) -> None:
    settings.VAULT_RECEIPT = "tests.vault.receipts.Genuine"


@pytest.fixture
def own_keys(settings, tmp_path: Path) -> Iterator[Path]:
    """A key file of this test's own, to be spoilt or rotated at will."""
    path = tmp_path / "own" / "keys.json"
    key_file.create(path, key_ring.to_text(key_ring.generate(["NZ", "JP", "XX"], timezone.now())))
    settings.VAULT_KEY_FILE = path
    keys.forget()
    yield path
    keys.forget()


@pytest.fixture
def sealed(db) -> Sealed:
    return seal("requests.request", "7", {"subject": "押収品の照会 Ωμέγα"}, participants=["NZ", "JP"])


@pytest.fixture
def receipt(sealed: Sealed) -> Genuine:
    return Genuine(sealed.pk)


@pytest.fixture
def added_key(own_keys: Path) -> Callable[[str], str]:
    """Adds a generation of a Participant's key to the test's own key file, and returns its id."""

    def add(participant: str) -> str:
        import json

        document = key_ring.with_new_key(json.loads(key_file.read(own_keys)), participant, timezone.now())
        key_file.replace(own_keys, key_ring.to_text(document))
        keys.forget()
        return document["participants"][participant]["active"]

    return add
