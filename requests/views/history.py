"""What happened in a case, step by step, from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from requests.access import OpenCase


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline."""

    label: str
    at: datetime
    by: str


def happenings(found: OpenCase) -> list[Happening]:
    """Return what the reader may know of a case's course, newest first."""
    request = found.request
    course = [
        (_("Request filed"), request.filed_at, request.filed_by),
        (_("Acknowledged"), request.acknowledged_at, request.acknowledged_by),
        (_("Answered"), request.answered_at, request.answered_by),
        (_("Closed"), request.closed_at, request.closed_by),
        *_of_items(found),
        *((_("Refused"), row.refusal.refused_at, row.refusal.refused_by) for row in found.refusals),
    ]
    if found.standing.side == "requested" and request.assigned_to:
        course.append(
            (_("Assigned to %(name)s") % {"name": request.assigned_to}, request.assigned_at, request.assigned_by)
        )
    lines = [Happening(label, at, str(by)) for label, at, by in course if at is not None]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _of_items(found: OpenCase) -> list[tuple[str, datetime | None, object]]:
    lines: list[tuple[str, datetime | None, object]] = []
    for item in found.items:
        row, reference = item.information, {"reference": item.information.reference}
        lines.append((_("%(reference)s provided") % reference, row.provided_at, row.provided_by))
        lines.append((_("%(reference)s received") % reference, row.received_at, row.received_by))
    return lines
