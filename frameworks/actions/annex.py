"""The own list in the Annex: who is designated, from when, until when. Para 7.

Each Participant keeps its own; the other side is told of every change by the event.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import record
from audit.verdict import require
from frameworks.administering import is_party, may_administer, may_designate, may_end
from frameworks.days import day_for
from frameworks.models import Designation, Framework, Official
from frameworks.signin.names import reference


@transaction.atomic
def designate(
    *,
    by: Official,
    framework: Framework,
    official: Official,
    valid_from: date,
    valid_until: date | None = None,
    is_intake: bool = False,
) -> Designation:
    """Put an official of the own Participant into the Annex. Para 7.

    Raises:
        Denied: if ``by`` may not administer the official, or the official may not be designated for that time.
    """
    held = Official.objects.select_for_update().get(pk=official.pk)
    require(may_administer(by, held))
    require(is_party(framework, held.participant))
    today = day_for(held.participant, timezone.now())
    require(may_designate(held, framework, valid_from=valid_from, valid_until=valid_until, today=today))
    line = Designation.objects.create(
        framework=framework,
        official=held,
        is_intake=is_intake,
        valid_from=valid_from,
        valid_until=valid_until,
        entered_by=by.username,
        entered_at=timezone.now(),
    )
    _record("frameworks.designation.made", by, line)
    return line


@transaction.atomic
def end_designation(*, by: Official, designation: Designation, last_day: date | None = None) -> Designation:
    """End a line of the own list: at once, or after a day that has not passed. Para 7.

    Raises:
        Denied: if ``by`` may not administer the official, the line has ended, or the day has passed.
    """
    lines = Designation.objects.select_for_update(of=("self",)).select_related("official__participant")
    held = lines.get(pk=designation.pk)
    require(may_administer(by, held.official))
    today = day_for(held.official.participant, timezone.now())
    require(may_end(held, last_day=last_day, today=today))
    if last_day is None:
        held.valid_until = max(held.valid_from, today)
        held.ended_by, held.ended_at = by.username, timezone.now()
    else:
        held.valid_until = last_day
    held.save(update_fields=["valid_until", "ended_by", "ended_at"])
    _record("frameworks.designation.ended", by, held)
    return held


def _record(name: str, by: Official, line: Designation) -> None:
    record.event(
        name,
        by=by,
        subject=reference(line.official),
        provider=by.participant_id,
        detail={
            "framework": line.framework_id,
            "valid_from": line.valid_from.isoformat(),
            "valid_until": line.valid_until.isoformat() if line.valid_until else "",
            "is_intake": line.is_intake,
        },
    )
