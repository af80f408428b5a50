"""JSON kept as the very text that was authenticated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    TextField = models.TextField[Any, Any]
else:
    TextField = models.TextField


def canonical_json(value: Any) -> str:
    """Return the one way in which the log writes ``value``: sorted keys, no spaces, characters as themselves."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class CanonicalJSON(TextField):
    """JSON in a text column: a database's own JSON type would reorder keys and rewrite numbers under the codes."""

    description = "JSON, kept as text"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Return what the text says."""
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text."""
        return None if value is None else canonical_json(value)
