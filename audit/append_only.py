"""The fence in the database itself: the tables of the log take INSERT and nothing else. Para 3(g).

PostgreSQL: one trigger a table against UPDATE, DELETE and TRUNCATE, ``ENABLE ALWAYS`` so that a superuser's replica
mode does not pass it. SQLite: triggers against UPDATE and DELETE, and one against ``INSERT OR REPLACE``, which deletes
the row in its way and fires no delete trigger unless ``recursive_triggers`` is on (`exchange.addresses` sees to it).
Who owns the tables can still drop a trigger; then the codes and the seals show what was done.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

KEYS = {
    "audit_entry": (("id",), ("writer", "seq")),
    "audit_mention": (("id",), ("reference", "entry_id")),
    "audit_leaf": (("index",), ("entry_id",)),
    "audit_checkpoint": (("size",),),
}
"""The tables, and the unique keys by which a row could be replaced."""

REFUSAL = "the access log is append-only"
FUNCTION = f"""
BEGIN
    RAISE EXCEPTION '{REFUSAL}: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
"""
IN_ORDER = (
    "ALTER TABLE audit_entry ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
    "CREATE INDEX audit_entry_in_order ON audit_entry (xid, id)",
)
"""Which transaction wrote an entry: the sealer takes what is older than every one still running (PostgreSQL)."""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the fence up. Tables that a migration rebuilt lose theirs on SQLite: call it again there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${FUNCTION}$$"
            )
        for name, statement in expected(connection).items():
            cursor.execute(statement)
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table_of(name)} ENABLE ALWAYS TRIGGER {name}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the fence down, for the reverse of a migration."""
    with connection.cursor() as cursor:
        for name in expected(connection):
            on_table = f" ON {table_of(name)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION audit_refuse_change()")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that are absent, disabled or not as they should be."""
    standing = _standing_postgresql(connection) if connection.vendor == "postgresql" else _standing_sqlite(connection)
    return sorted(expected(connection).keys() - standing)


def table_of(trigger: str) -> str:
    """Return the table that a trigger guards."""
    return "_".join(trigger.split("_")[:2])


def expected(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the statement that makes each trigger, by name."""
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def _postgresql() -> dict[str, str]:
    return {
        f"{table}_append_only": f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()"
        for table in KEYS
    }


def _sqlite() -> dict[str, str]:
    body = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    triggers: dict[str, str] = {}
    for table, keys in KEYS.items():
        same = " OR ".join("(" + " AND ".join(f'"{c}" = NEW."{c}"' for c in key) + ")" for key in keys)
        guard = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608  (names from the table above)
        triggers |= {
            f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {body}",
            f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {body}",
            f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS ({guard}) {body}",
        }
    return triggers


def _standing_postgresql(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled = 'A'"
            " AND t.tgrelid = to_regclass(substring(t.tgname FROM '^audit_[a-z]+')) AND p.prosrc = %s",
            [FUNCTION],
        )
        return {name for (name,) in cursor.fetchall()}


def _standing_sqlite(connection: BaseDatabaseWrapper) -> set[str]:
    wanted = expected(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name for name, statement in cursor.fetchall() if wanted.get(name) == statement}
