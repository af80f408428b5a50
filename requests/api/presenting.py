"""How cases are laid out for the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audit.verdict import Verdict
from audit.wording import say
from caveats.kinds import to_plain
from frameworks import deadlines
from frameworks.models import Deadline
from requests.access import Line, OpenCase, OpenItem
from requests.markings import item_labels, page_labels


def line(shown: Line, due: Sequence[Deadline]) -> dict[str, Any]:
    """Return one line of a list."""
    request = shown.request
    return {
        "reference": request.case.reference,
        "subject": shown.subject,
        "requesting": request.case.requesting_id,
        "requested": request.case.requested_id,
        "priority": request.priority,
        "state": request.state,
        "filed_at": request.filed_at,
        "deadlines": due,
    }


def case(opened: OpenCase) -> dict[str, Any]:
    """Return a case with everything the reader may read in it, each item under its marking and caveats."""
    request, row = opened.request, opened.case
    return {
        "reference": row.reference,
        "framework": row.framework_id,
        "requesting": row.requesting_id,
        "requested": row.requested_id,
        "state": request.state,
        "priority": request.priority,
        "filed_at": request.filed_at,
        "assigned_to": request.assigned_to.username
        if request.assigned_to and opened.standing.side == "requested"
        else "",
        "labels": page_labels(opened),
        "content": opened.content,
        "information": [_item(opened, item) for item in opened.items],
        "refusals": [
            {
                "ground": shown.refusal.ground,
                "in_whole": shown.refusal.in_whole,
                "reason": shown.content["reason"],
                "refused_at": shown.refusal.refused_at,
            }
            for shown in opened.refusals
        ],
        "deadlines": deadlines.open_for([request.reference]).get(request.reference, []),
        "acts": {name: verdict_out(verdict) for name, verdict in opened.acts.items()},
    }


def _item(opened: OpenCase, item: OpenItem) -> dict[str, Any]:
    row = item.information
    return {
        "reference": row.reference,
        "number": row.number,
        "state": row.state,
        "provider": row.provider_id,
        "provided_at": row.provided_at,
        "labels": item_labels(opened, item.marking),
        "caveats": [_caveat(item, position) for position in range(len(item.caveats))],
        "verdict": verdict_out(item.verdict),
        "content": _content(item),
    }


def _content(item: OpenItem) -> dict[str, str] | None:
    if not item.verdict:
        return None
    return {name: str(item.content[name]) for name in ("title", "text", "handling_instruction")}


def _caveat(item: OpenItem, position: int) -> dict[str, Any]:
    kind, parameters = to_plain(item.caveats[position])
    words = item.content.get("caveat_words", [])
    return {"kind": kind, "parameters": parameters, "words": words[position] if position < len(words) else ""}


def verdict_out(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict with its reasons in the reader's language."""
    reasons = [{"code": reason.code, "paragraph": reason.paragraph, "text": say(reason)} for reason in verdict.reasons]
    return {"outcome": verdict.outcome.word, "reasons": reasons}
