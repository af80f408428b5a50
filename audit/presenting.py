"""Entries as an auditor reads them: facts on a page, rows in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from audit import queries, rows, wording
from audit.models import Entry

LABELS: dict[str, Promise] = {
    "at": _("When"),
    "actor": _("User name"),
    "actor_participant": _("Participant"),
    "kind": pgettext_lazy("of a log entry", "Kind"),
    "name": _("Action"),
    "subjects": pgettext_lazy("of a log entry", "References"),
    "case": _("Case"),
    "provider": _("Provided by"),
    "purpose": _("Purpose"),
    "outcome": _("Outcome"),
    "basis": _("Basis"),
    "paragraphs": _("Paragraphs"),
    "status": _("HTTP status"),
    "detail": _("Details"),
    "door": _("Door"),
    "method": _("HTTP method"),
    "route": _("Address name"),
    "request_id": _("Request number"),
    "address": _("Network address"),
    "writer": _("Writer"),
    "seq": _("Number of its writer"),
}
"""What is told of an entry, and in which order."""
TABLES = {"kind": wording.KINDS, "outcome": wording.OUTCOMES, "door": wording.DOORS}
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it a spreadsheet takes Japanese for something else."""
FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about an entry."""

    label: Any
    value: Any


def facts(entry: Entry) -> list[Fact]:
    """Return what an entry says, line by line. Moments are shown to the minute everywhere; here the second counts."""
    first, *others = (Fact(label, _value(entry, name)) for name, label in LABELS.items())
    return [first, Fact(_("Second of that minute"), f"{entry.at:%S.%f}"), *others]


def _value(entry: Entry, name: str) -> Any:
    value = getattr(entry, name)
    if name in TABLES:
        return wording.in_words(TABLES[name], value)
    if name == "detail":
        return [f"{key}: {_text(inner)}" for key, inner in value.items()]
    return str(value) if isinstance(value, int) else value


class Line:
    """Something to write to that hands back what was written."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def spreadsheet(entries: Iterable[Entry], *, participant: str) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180): what it is and for whom, the names of the columns, the entries."""
    write = csv.writer(Line(), quoting=csv.QUOTE_ALL).writerow
    heading = gettext("Access log for the auditors of %(participant)s only. Made at %(at)s. Times are UTC.")
    yield BYTE_ORDER_MARK + write([heading % {"participant": participant, "at": rows.moment(timezone.now())}])
    yield write([gettext("Entry"), *map(str, LABELS.values())])
    for number, entry in enumerate(entries, start=1):
        if number > queries.MOST_EXPORTED:
            yield write([gettext("There are more entries. Narrow the search down to take them along.")])
            return
        yield write([harmless(cell) for cell in (str(entry.pk), *(_cell(entry, name) for name in LABELS))])


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(FORMULAS) else text


def _cell(entry: Entry, name: str) -> str:
    value = getattr(entry, name)
    return rows.moment(value) if name == "at" else "" if value is None else _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
