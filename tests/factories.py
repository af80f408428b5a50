"""Things to test with, made as officials make them: through the actions, never by setting a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caveats.kinds import Caveat
from frameworks.marking import Marking
from frameworks.models import Official
from requests.access import open_case
from requests.actions.answering import reply
from requests.actions.closing import close, withdraw
from requests.actions.drafting import begin_draft
from requests.actions.executing import acknowledge, assign, begin
from requests.actions.filing import file_request
from requests.actions.refusing import refuse, say_cannot_execute
from requests.models import Case, Draft, Request
from requests.values.information import NewInformation
from requests.values.para6 import Para6
from tests.cast import Cast

STATES = ("submitted", "assigned", *(state for state in Request.State.values if state != "submitted"))
"""How far `case_at` can take a case; ``assigned`` is a submitted one in somebody's hands."""
HANDLED_AS = {"NZ:SENSITIVE": "JP:3", "NZ:IN-CONFIDENCE": "JP:2", "JP:2": "NZ:IN-CONFIDENCE", "JP:3": "NZ:SENSITIVE"}
INSTRUCTION = "Keep it locked away and show it to nobody without a need to know."
GROUND = "essential-interests"


def para6(**changes: Any) -> Para6:
    """Return what a request says: one that may be filed, with ``changes``."""
    told: dict[str, Any] = {
        "priority": "priority",
        "purpose": "investigation",
        "proceedings": "administrative",
        "subject": "Undervalued machine parts",
        "reason": "The declared value is a tenth of the usual one.",
        "matter": "Three consignments within a month, each below the threshold.",
        "legal_elements": "Customs and Excise Act 2018, section 375.",
        "can_reciprocate": "yes",
        "level": "NZ:SENSITIVE",
    } | changes
    marking = marked(told["level"])
    return Para6(**{"handled_as": marking.handled_as, "handling_instruction": marking.handling_instruction} | told)


def marked(level: str) -> Marking:
    """Return a marking that may be sent: with the written instruction where no equivalent is agreed."""
    handled_as = HANDLED_AS.get(level, "")
    return Marking(level, handled_as=handled_as, handling_instruction=INSTRUCTION if handled_as else "")


def filed(cast: Cast, *, by: Official | None = None, **changes: Any) -> Request:
    """File a request of New Zealand's to Japan, or of whoever ``by`` is to the other side."""
    by = by or cast.aroha
    other = cast.framework.participants.exclude(pk=by.participant_id).get()
    level = {"NZ": "NZ:SENSITIVE", "JP": "JP:3"}[by.participant_id]
    return file_request(by=by, framework=cast.framework, requested=other, para6=para6(**{"level": level} | changes))


def draft(cast: Cast, *, by: Official | None = None) -> Draft:
    """Begin a draft."""
    by = by or cast.aroha
    return begin_draft(
        by=by, framework=cast.framework, requested=cast.framework.participants.exclude(pk=by.participant_id).get()
    )


def information(
    title: str = "Export declarations", text: str = "They show the usual value.", level: str = "JP:3", *caveats: Caveat
) -> NewInformation:
    """Return an item about to be provided."""
    return NewInformation(title, text, marked(level), tuple(caveats), ("",) * len(caveats))


def case_at(state: str, cast: Cast, *, information: NewInformation | None = None, **changes: Any) -> Case:
    """Take a new case of New Zealand's to a state, step by step: Kenji assigns, Haruka carries out, Aroha ends."""
    request = filed(cast, **changes)
    for step in _WAYS[state]:
        _take(step, request, cast, information)
        request.refresh_from_db()
    return request.case


_UNDER_WAY = ("assign", "acknowledge", "begin")
_WAYS: Mapping[str, tuple[str, ...]] = {
    "submitted": (),
    "assigned": ("assign",),
    "acknowledged": ("assign", "acknowledge"),
    "in_execution": _UNDER_WAY,
    "answered_in_part": (*_UNDER_WAY, "answer_in_part"),
    "answered": (*_UNDER_WAY, "answer"),
    "refused": ("assign", "refuse"),
    "cannot_be_executed": ("assign", "cannot_execute"),
    "withdrawn": ("withdraw",),
    "closed": (*_UNDER_WAY, "answer", "close"),
}


def _take(step: str, request: Request, cast: Cast, item: NewInformation | None) -> None:
    provided = [item or information()]
    steps = {
        "assign": lambda: assign(by=cast.kenji, request=request, to=cast.haruka),
        "acknowledge": lambda: acknowledge(by=cast.haruka, request=request),
        "begin": lambda: begin(by=cast.haruka, request=request),
        "answer_in_part": lambda: reply(by=cast.haruka, request=request, items=provided, completes=False),
        "answer": lambda: reply(by=cast.haruka, request=request, items=provided, completes=True),
        "refuse": lambda: refuse(by=cast.haruka, request=request, ground=GROUND, reason="It would."),
        "cannot_execute": lambda: say_cannot_execute(by=cast.haruka, request=request, reason="No such records."),
        "withdraw": lambda: withdraw(by=cast.aroha, request=request),
        "close": lambda: close(by=cast.aroha, request=request),
    }
    steps[step]()


def opened(case: Case, by: Official) -> Any:
    """Open a case as an official does who states a purpose."""
    return open_case(by=by, reference=case.reference, purpose="investigation")
