"""Entries as rows of the table: written with one statement, read back as the values that their codes cover.

By raw cursor: the object-relational mapper would be the larger part of what an entry costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.dateparse import parse_datetime

from audit.chain import FIELDS
from audit.fields import canonical_json

JSON = ("subjects", "paragraphs", "detail")
AT = FIELDS.index("at")
COLUMNS = ", ".join(f'"{name}"' for name in FIELDS)
MARKS = ", ".join(["%s"] * (len(FIELDS) + 1))
INSERT = f"INSERT INTO audit_entry ({COLUMNS}, mac) VALUES ({MARKS})"  # noqa: S608  (names from a table of our own)
CALL = f"SELECT audit_append({MARKS})"

Values = list[str | int | None]


def moment(at: datetime | str) -> str:
    """Return a moment as the codes cover it: UTC, to the microsecond. Takes what either database gives."""
    parsed = parse_datetime(at) if isinstance(at, str) else at
    if parsed is None:
        return str(at)
    parsed = parsed.astimezone(UTC) if parsed.tzinfo else parsed
    return parsed.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def values_of(fields: Mapping[str, Any]) -> Values:
    """Return the values of a new entry in the order of `FIELDS`, as its code covers them."""
    texts = {name: canonical_json(fields[name]) for name in JSON}
    return [moment(fields["at"]) if name == "at" else texts.get(name, fields[name]) for name in FIELDS]


def read(row: Sequence[Any]) -> tuple[Values, bytes]:
    """Return the values and the code of a row that was selected as ``COLUMNS, mac``."""
    *values, code = row
    values[AT] = moment(values[AT])
    return values, bytes(code)


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
