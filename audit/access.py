"""The doors to the log itself: each decides, records that somebody looked, and only then opens. Para 3(g).

To whoever is no auditor the log does not exist, like everything one need not know. An auditor's own reading is recorded
like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404

from audit import queries, record, rules
from audit.models import Checkpoint, Entry
from audit.queries import Found, Wanted
from audit.verdict import Verdict, prohibited

LOG = ["log"]
"""What was looked at. What was looked for stands in the detail: searching for a case is no access to the case."""
NOT_THERE = rules.gettext_noop("There is no such entry on this side.")


def open_log(*, by: Any, wanted: Wanted, after: str = "", before: str = "") -> Found:
    """Return a page of the entries that concern the Participant of ``by``.

    Raises:
        Http404: if ``by`` is no auditor.
    """
    _decide(by, "audit.log.read", wanted)
    return queries.page(by.participant_id, wanted, after=after, before=before)


def open_export(*, by: Any, wanted: Wanted) -> Iterator[Entry]:
    """Return the entries that are wanted, to be taken along.

    Raises:
        Http404: if ``by`` is no auditor.
    """
    _decide(by, "audit.log.export", wanted)
    return queries.export(by.participant_id, wanted)


def open_entry(*, by: Any, ident: int) -> Entry:
    """Return one entry that concerns the Participant of ``by``.

    Raises:
        Http404: if there is none, or ``by`` is no auditor.
    """
    verdict = rules.may_read_log(by)
    entry = queries.entry(by.participant_id, ident) if verdict else None
    if verdict and entry is None:
        verdict = prohibited("not_there", "3(g)", NOT_THERE)
    _record(by, "audit.entry.read", [str(ident)], verdict, {})
    if entry is None:
        raise Http404
    return entry


def open_checkpoints(*, by: Any, before: str = "") -> list[Checkpoint]:
    """Return a page of the checkpoints, newest first; they are the same for both Participants.

    Raises:
        Http404: if ``by`` is no auditor.
    """
    _decide(by, "audit.checkpoint.list", Wanted())
    return queries.checkpoints(before)


def open_checkpoint(*, by: Any, size: int) -> Checkpoint:
    """Return one checkpoint, to be kept.

    Raises:
        Http404: if there is none of that size, or ``by`` is no auditor.
    """
    verdict = rules.may_read_log(by)
    checkpoint = queries.checkpoint(size) if verdict else None
    if verdict and checkpoint is None:
        verdict = prohibited("not_there", "3(g)", NOT_THERE)
    _record(by, "audit.checkpoint.read", [str(size)], verdict, {})
    if checkpoint is None:
        raise Http404
    return checkpoint


def _decide(by: Any, action: str, wanted: Wanted) -> None:
    verdict = rules.may_read_log(by)
    _record(by, action, LOG, verdict, wanted.told())
    if not verdict:
        raise Http404


def _record(by: Any, action: str, subjects: list[str], verdict: Verdict, detail: dict[str, str]) -> None:
    record.access(by=by, action=action, subjects=subjects, verdict=verdict, purpose="review", detail=detail)
