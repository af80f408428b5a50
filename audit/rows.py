"""Entries as rows of the table: written with one statement, read back as the values that their codes cover.

By raw cursor: the object-relational mapper would be the larger part of what an entry costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection

from audit.chain import FIELDS
from audit.fields import canonical_json

JSON = ("subjects", "paragraphs", "detail")
AT = FIELDS.index("at")
COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)
SELECTED = COLUMNS.replace('"at"', 'CAST("at" AS varchar)')
"""The columns as they are read: a moment as text, for SQLite keeps any nonsense there, and Python chokes on it."""
MARKS = ", ".join(["%s"] * (len(FIELDS) + 1))
INSERT = f"INSERT INTO audit_entry ({COLUMNS}, mac) VALUES ({MARKS})"  # noqa: S608  (names from a table of our own)
CALL = f"SELECT audit_append({MARKS})"

Values = list[str | int | None]


def moment(at: datetime) -> str:
    """Return a moment as the codes cover it: UTC, to the microsecond."""
    utc = at.astimezone(UTC) if at.tzinfo else at
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_of(text: str) -> str:
    """Return the moment that a column's text stands for; text that is none comes back as it is, and fails its code."""
    try:
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return text


def octets(value: Any) -> bytes:
    """Return the bytes that a column holds, or should hold."""
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def values_of(fields: Mapping[str, Any]) -> Values:
    """Return the values of a new entry in the order of `FIELDS`, as its code covers them."""
    texts = {name: canonical_json(fields[name]) for name in JSON}
    return [moment(fields["at"]) if name == "at" else texts.get(name, fields[name]) for name in FIELDS]


def read(row: Sequence[Any]) -> tuple[Values, bytes]:
    """Return the values and the code of a row that was selected as ``SELECTED, mac``."""
    *values, code = row
    values[AT] = moment_of(values[AT])
    return values, octets(code)


def insert(values: Values, at: datetime, code: bytes) -> int:
    """Write one entry with one statement; return its id."""
    row = [*values, code]
    row[AT] = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(INSERT, row)
            return int(cursor.lastrowid)
        by_function = getattr(settings, "AUDIT_APPEND_FUNCTION", False)
        cursor.execute(CALL if by_function else f"{INSERT} RETURNING id", row)
        return int(cursor.fetchone()[0])
