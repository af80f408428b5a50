"""On PostgreSQL, a function through which a role may append to the log that may not write its table."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from audit import roles


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the function."""
    if schema_editor.connection.vendor == "postgresql":
        roles.install(schema_editor.connection)


def unmake(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        roles.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(make, unmake)]
