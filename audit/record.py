"""The two ways into the log. Para 3(g).

`access`: somebody looked, or tried to. It commits by itself, before anything is shown, and survives whatever follows.
`event`: something happened. It commits with the change it records, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils import timezone

from audit import context, receipts, stored, writers
from audit.acting import Acting
from audit.context import Check
from audit.models import Entry
from audit.receipts import Receipt
from audit.verdict import Verdict, permitted
from audit.writers import LogUnavailable

__all__ = ["LogUnavailable", "Receipt", "access", "event"]


def access(
    *,
    by: Acting | None,
    action: str,
    subjects: Sequence[str],
    verdict: Verdict,
    purpose: str = "",
    provider: str = "",
    case: str = "",
    sealed: Iterable[str] = (),
    status: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Receipt:
    """Record that ``by`` was allowed or refused ``action`` on ``subjects``; return the receipt. Para 3(g), 3(h).

    The receipt covers the ``sealed`` ids if the verdict permits, else nothing. One statement, which commits by itself.

    Raises:
        RuntimeError: inside a transaction, whose rollback would take the entry along.
        LogUnavailable: if the entry could not be written; then nothing may be shown.
    """
    if writers.is_in_transaction():
        raise RuntimeError("an access is recorded before a transaction begins: its entry must survive a rollback")
    fields = _fields(Entry.Kind.ACCESS, action, by, subjects, verdict, detail)
    fields |= _told(case=case, provider=provider, purpose=purpose) | {"status": status}
    entry = _append(fields, is_permitted=bool(verdict))
    return receipts.issue(entry, map(str, sealed) if verdict else ())


def event(
    name: str,
    *,
    by: Acting | None,
    subject: str,
    case: str = "",
    provider: str = "",
    verdict: Verdict | None = None,
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Record that something happened, in the transaction that makes it happen; return the entry's id. Para 3(g).

    ``name`` is ``<room>.<thing>.<verb>``. ``detail`` holds references and codes, never content.

    Raises:
        RuntimeError: outside a transaction.
        LogUnavailable: if the entry could not be written; the transaction will be rolled back.
    """
    if not writers.is_in_transaction():
        raise RuntimeError("an event is recorded in the transaction of the change it records")
    fields = _fields(Entry.Kind.EVENT, name, by, [subject], verdict, detail)
    fields |= _told(case=case, provider=provider, purpose="") | {"status": None}
    return _append(fields, is_permitted=True)


def _append(fields: dict[str, Any], *, is_permitted: bool) -> int:
    entry = writers.append(fields)
    context.current().checks.append(Check(entry, fields["kind"], fields["name"], is_permitted))
    return entry


def _fields(
    kind: Entry.Kind,
    name: str,
    by: Acting | None,
    subjects: Sequence[str],
    verdict: Verdict | None,
    detail: Mapping[str, Any] | None,
) -> dict[str, Any]:
    references = stored.words(subjects, limit=_limits()["subject"])
    decided = permitted() if verdict is None else verdict
    reasons = [reason.code for reason in decided.reasons]
    return {
        "kind": kind.value,
        "at": timezone.now(),
        "subjects": references,
        "paragraphs": stored.words(decided.paragraphs),
        "detail": stored.plain(({"reasons": reasons} if reasons else {}) | dict(detail or {})),
        **_who(by),
        **_told(
            name=name,
            subject=references[0] if references else "",
            outcome="" if verdict is None else verdict.outcome.word,
            basis=decided.basis,
        ),
    }


def _who(by: Acting | None) -> dict[str, str]:
    here = context.current()
    return _told(
        actor=getattr(by, "username", "") or here.actor,
        actor_participant=getattr(by, "participant_id", "") or here.actor_participant,
        door=here.door,
        method=here.method,
        route=here.route,
        request_id=here.request_id,
        address=here.address,
    )


def _told(**texts: str) -> dict[str, str]:
    """Return the texts as they may be stored, each cut to the length of its column."""
    limits = _limits()
    return {name: stored.word(text, limit=limits[name]) for name, text in texts.items()}


@cache
def _limits() -> dict[str, int]:
    return {field.name: field.max_length for field in Entry._meta.concrete_fields if field.max_length}
