"""Requirement L4: whatever is tried, rows of the log are added and never changed, by the database's own refusal."""

import pytest
from django.db import IntegrityError, connection, migrations, transaction
from django.db.migrations.executor import MigrationExecutor

from audit import append_only, record, sealing
from audit.models import AppendOnlyError, Checkpoint, Entry, Leaf, Mention
from audit.verdict import permitted
from tests.audit.fence import lifted

MODELS = (Entry, Leaf, Mention, Checkpoint)
NAMES = ", ".join(f'"{field.column}"' for field in Entry._meta.concrete_fields)
OTHERS = ", ".join(f'"{field.column}"' for field in Entry._meta.concrete_fields if field.column != "id")
THE_FIRST = f"SELECT {NAMES} FROM audit_entry WHERE id = 1"  # noqa: S608
ANOTHER_FIRST = f"SELECT {OTHERS} FROM audit_entry WHERE id = 1"  # noqa: S608
LEAF = 'INTO audit_leaf ("index", entry_id, hash, is_event) SELECT %s, entry_id, hash, is_event FROM audit_leaf'
EVERYWHERE = [
    "UPDATE audit_entry SET actor = 'nobody'",
    "UPDATE audit_entry SET actor = 'nobody' WHERE id = 1",
    "UPDATE audit_entry SET id = id + 100",
    "UPDATE audit_entry AS e SET actor = l.entry_id FROM audit_leaf l WHERE l.entry_id = e.id",
    "DELETE FROM audit_entry",
    "DELETE FROM audit_entry WHERE id = 1",
    "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf)",
    f"INSERT INTO audit_entry ({NAMES}) {THE_FIRST} ON CONFLICT (id) DO UPDATE SET actor = 'nobody'",
    f"INSERT INTO audit_entry ({OTHERS}) {ANOTHER_FIRST} ON CONFLICT (writer, seq) DO UPDATE SET actor = 'nobody'",
    "UPDATE audit_leaf SET hash = 'x'",
    "DELETE FROM audit_leaf",
    f'INSERT {LEAF % 0} WHERE "index" = 0 ON CONFLICT ("index") DO UPDATE SET is_event = EXCLUDED.is_event',
    "UPDATE audit_checkpoint SET note = ''",
    "DELETE FROM audit_checkpoint",
    "INSERT INTO audit_checkpoint SELECT * FROM audit_checkpoint WHERE size = 2 ON CONFLICT (size) DO UPDATE SET note = ''",
    "UPDATE audit_mention SET reference = 'x'",
    "DELETE FROM audit_mention",
]
ON_POSTGRESQL = [
    "TRUNCATE audit_entry",
    "TRUNCATE audit_leaf, audit_entry, audit_mention, audit_checkpoint RESTART IDENTITY CASCADE",
    "TRUNCATE audit_leaf",
    "TRUNCATE audit_checkpoint",
    "TRUNCATE audit_mention",
    "UPDATE ONLY audit_entry SET actor = 'nobody' WHERE false",
    "WITH gone AS (DELETE FROM audit_entry RETURNING *) SELECT count(*) FROM gone",
    "WITH new AS (UPDATE audit_entry SET actor = '' RETURNING *) SELECT count(*) FROM new",
    "MERGE INTO audit_entry e USING audit_leaf l ON l.entry_id = e.id WHEN MATCHED THEN DELETE",
    "MERGE INTO audit_entry e USING audit_leaf l ON l.entry_id = e.id WHEN MATCHED THEN UPDATE SET actor = ''",
    "UPDATE audit_entry SET xid = '1'",
    "SET LOCAL session_replication_role = replica; DELETE FROM audit_entry",
    "SET LOCAL session_replication_role = replica; UPDATE audit_entry SET actor = ''",
    "SET LOCAL session_replication_role = replica; TRUNCATE audit_entry",
]
ON_SQLITE = [
    f"INSERT OR REPLACE INTO audit_entry ({NAMES}) {THE_FIRST}",
    f"REPLACE INTO audit_entry ({NAMES}) {THE_FIRST}",
    f"INSERT OR REPLACE INTO audit_entry ({OTHERS}) {ANOTHER_FIRST}",
    "UPDATE OR REPLACE audit_entry SET id = 2 WHERE id = 1",
    "UPDATE OR IGNORE audit_entry SET actor = ''",
    f'INSERT OR REPLACE {LEAF % 0} WHERE "index" = 1',
    f'INSERT OR REPLACE {LEAF % 9} WHERE "index" = 1',
    "INSERT OR REPLACE INTO audit_checkpoint SELECT * FROM audit_checkpoint",
    "INSERT OR REPLACE INTO audit_mention (entry_id, reference) SELECT entry_id, reference FROM audit_mention",
]


@pytest.fixture
def log(db, aroha):
    """Two sealed entries with ids 1 and 2."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry ALTER COLUMN id RESTART WITH 1")
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'audit_entry'")
    for _ in range(2):
        record.access(by=aroha, action="test.look", subjects=["A", "B"], verdict=permitted())
    sealing.seal()
    assert set(Entry.objects.values_list("id", flat=True)) == {1, 2}


def contents():
    return [list(model.objects.order_by("pk").values_list()) for model in MODELS]


def refused(statement):
    before = contents()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert contents() == before


@pytest.mark.parametrize("statement", EVERYWHERE)
def test_no_statement_changes_a_row(log, statement):
    refused(statement)


@pytest.mark.postgresql
@pytest.mark.parametrize("statement", ON_POSTGRESQL)
def test_no_statement_of_postgresql_changes_a_row(log, statement):
    refused(statement)


@pytest.mark.sqlite
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("statement", ON_SQLITE)
def test_no_statement_of_sqlite_changes_a_row_even_without_its_pragma(log, statement, recursive):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
        try:
            refused(statement)
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.sqlite
def test_delete_triggers_see_replaced_rows_on_our_connections(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


def test_the_fence_is_whole_and_its_gaps_are_named(log):
    assert append_only.missing(connection) == []
    with lifted():
        assert append_only.missing(connection) == sorted(append_only.expected(connection))
    assert append_only.missing(connection) == []


def test_a_trigger_that_does_nothing_is_as_good_as_none(log):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RETURN NULL; END $$"
            )
        else:
            cursor.execute("DROP TRIGGER audit_leaf_no_update")
            cursor.execute("CREATE TRIGGER audit_leaf_no_update BEFORE UPDATE ON audit_leaf BEGIN SELECT 1; END")
    missing = append_only.missing(connection)
    assert "audit_leaf_no_update" in missing or "audit_leaf_append_only" in missing


@pytest.mark.postgresql
def test_a_trigger_that_stands_aside_in_replica_mode_counts_as_missing(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_leaf ENABLE TRIGGER audit_leaf_append_only")
    assert append_only.missing(connection) == ["audit_leaf_append_only"]


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_taken_back_and_made_again():
    executor = MigrationExecutor(connection)
    executor.migrate([("audit", "0001_initial")])
    assert append_only.missing(connection) == sorted(append_only.expected(connection))
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("audit"))
    assert append_only.missing(connection) == []
    assert migrations.RunPython.reversible


@pytest.mark.parametrize("model", MODELS)
def test_the_models_refuse_too(log, model):
    row = model.objects.first()
    for change in (
        row.save,
        row.delete,
        lambda: row.save(force_update=True),
        lambda: row.save(update_fields=["pk"]),
        lambda: model.objects.update(pk=9),
        model.objects.all().delete,
        lambda: model.objects.bulk_update([row], ["pk"]),
        lambda: model.objects.update_or_create(pk=row.pk),
        lambda: model.objects.bulk_create([row], ignore_conflicts=True),
        lambda: model.objects.bulk_create([row], 1, True),
        lambda: model._base_manager.update(pk=9),
        lambda: model._base_manager.all().delete(),
    ):
        with pytest.raises(AppendOnlyError):
            change()


def test_no_foreign_key_ties_the_log_to_anything(db):
    with connection.cursor() as cursor:
        for model in MODELS:
            assert connection.introspection.get_relations(cursor, model._meta.db_table) == {}
