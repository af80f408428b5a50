"""Separate database roles, so that the pages can add to the log and do nothing else to it (PostgreSQL). L4.

The application appends through one function that runs with the rights of the tables' owner, and has no right on the
table but to read it: it cannot choose an entry's id or transaction, nor date it back. The sealer alone adds leaves and
checkpoints. Whoever migrates owns everything and is used for nothing else.
"""

from __future__ import annotations

import re

from django.db.backends.base.base import BaseDatabaseWrapper

from audit.append_only import KEYS
from audit.chain import FIELDS

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)
TYPES = {"seq": "bigint", "at": "timestamptz", "status": "integer", "mac": "bytea"}
PARAMETERS = {name: TYPES.get(name, "text") for name in (*FIELDS, "mac")}
SIGNATURE = f"audit_append({', '.join(PARAMETERS.values())})"
LONGEST_AWAY = "1 hour"
"""How far the clock of an application may be from the database's: further away, an entry is dated back or ahead."""


def function(schema: str) -> str:
    """Return the statement that makes the function. Every name is fixed, so that no temporary table takes its place."""
    columns = ", ".join(f'"{name}"' for name in PARAMETERS)
    arguments = ", ".join(f"${place}" for place in range(1, len(PARAMETERS) + 1))
    at = f"${list(PARAMETERS).index('at') + 1}"
    return f"""
        CREATE OR REPLACE FUNCTION "{schema}".{SIGNATURE} RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
            appended bigint;
        BEGIN
            IF {at} NOT BETWEEN clock_timestamp() - interval '{LONGEST_AWAY}'
                            AND clock_timestamp() + interval '{LONGEST_AWAY}' THEN
                RAISE EXCEPTION 'an entry of the log is not dated by the clock' USING ERRCODE = 'check_violation';
            END IF;
            INSERT INTO "{schema}".audit_entry ({columns}) VALUES ({arguments}) RETURNING id INTO appended;
            RETURN appended;
        END $$
    """  # noqa: S608  (names from tables of our own)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the function; nobody may call it until `grants` says who."""
    schema = schema_of(connection)
    with connection.cursor() as cursor:
        cursor.execute(function(schema))
        cursor.execute(f'REVOKE ALL ON FUNCTION "{schema}".{SIGNATURE} FROM PUBLIC')


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the function away again."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP FUNCTION "{schema_of(connection)}".{SIGNATURE}')


def schema_of(connection: BaseDatabaseWrapper) -> str:
    """Return the schema that the tables lie in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def grants(connection: BaseDatabaseWrapper, *, application: str, sealer: str, auditor: str) -> list[str]:
    """Return the statements that give each role its rights and no more; to be run again after every migration.

    Raises:
        ValueError: if a name is none that needs no quoting.
    """
    for name in (application, sealer, auditor):
        if not NAME.fullmatch(name):
            raise ValueError(f"{name} is not a plain name of a role")
    log = ", ".join(KEYS)
    others = ", ".join(f'"{table}"' for table in sorted(set(connection.introspection.table_names()) - {*KEYS}))
    everybody = f"{application}, {sealer}, {auditor}"
    return [
        *(f"CREATE ROLE {name} NOLOGIN" for name in _absent(connection, (application, sealer, auditor))),
        f'GRANT USAGE ON SCHEMA "{schema_of(connection)}" TO {everybody}',
        f"REVOKE ALL ON {log} FROM {everybody}, PUBLIC",
        f"GRANT SELECT ON {log} TO {everybody}",
        f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {application}, {sealer}",
        f"GRANT INSERT ON audit_leaf, audit_mention, audit_checkpoint TO {sealer}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {others} TO {application}, {sealer}",
        f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema_of(connection)}" TO {application}, {sealer}',
        f"REVOKE ALL ON SEQUENCE audit_entry_id_seq FROM {application}, {sealer}",
    ]


def _absent(connection: BaseDatabaseWrapper, names: tuple[str, ...]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(names)])
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in dict.fromkeys(names) if name not in present]
