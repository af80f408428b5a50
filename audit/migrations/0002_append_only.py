"""The tables take INSERT and nothing else; on PostgreSQL an entry knows the transaction that wrote it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from audit import append_only


def fence(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers up, and the order of commit on PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in append_only.IN_ORDER:
            schema_editor.execute(statement)
    append_only.install(schema_editor.connection)


def unfence(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take both away again."""
    append_only.remove(schema_editor.connection)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE audit_entry DROP COLUMN xid")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(fence, unfence)]
