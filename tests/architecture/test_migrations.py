"""Migrations are one line without forks, and each says what it does."""

import re

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.architecture.tree import ROOMS

LOADER = MigrationLoader(None)
UNSPOKEN = re.compile(r"^\d{4}_auto_|_and_more$")


@pytest.mark.parametrize("room", [room for room in ROOMS if room in LOADER.migrated_apps])
def test_a_room_has_one_leaf(room: str) -> None:
    assert len(LOADER.graph.leaf_nodes(room)) == 1


@pytest.mark.parametrize("name", [name for room, name in LOADER.disk_migrations if room in ROOMS])
def test_a_migration_is_named_after_what_it_does(name: str) -> None:
    assert not UNSPOKEN.search(name)


def test_every_migration_can_be_taken_back() -> None:
    oneway = [
        f"{room}.{name}"
        for (room, name), migration in LOADER.disk_migrations.items()
        if room in ROOMS and not all(operation.reversible for operation in migration.operations)
    ]
    assert oneway == []
