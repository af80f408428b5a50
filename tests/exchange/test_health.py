"""Whoever watches the exchange learns whether it lives and whether it is ready, and nothing else."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from exchange import health


def test_living_needs_no_database_and_no_host_name(client: Client) -> None:
    response = client.get(health.LIVE, headers={"host": "10.1.2.3"})
    assert (response.status_code, response.json()) == (200, {"live": True})


@pytest.mark.django_db
def test_ready_when_every_part_holds(client: Client) -> None:
    response = client.get(health.READY)
    assert response.status_code == 200, response.json()
    assert response.json()["parts"] == dict.fromkeys(("database", "migrations", "disk", "broker", "sealing"), True)


def _fails(*args: Any) -> bool:
    raise OperationalError("password of the database: opensesame")


@pytest.mark.parametrize("part", ["database", "migrations", "disk"])
@pytest.mark.django_db
def test_not_ready_without_a_part_that_pages_need(client: Client, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.REQUIRED, part, _fails)
    response = client.get(health.READY)
    assert response.status_code == 503
    assert response.json()["parts"][part] is False
    assert "opensesame" not in response.text


@pytest.mark.parametrize("part", ["broker", "sealing"])
@pytest.mark.django_db
def test_ready_although_what_merely_lags_is_told(client: Client, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.TOLD, part, _fails)
    response = client.get(health.READY)
    assert response.status_code == 200
    assert response.json()["parts"][part] is False


def test_a_full_disk_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**63)
    assert not health.disk_has_room()
