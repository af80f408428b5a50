"""Tell each story through the same actions that officials use; no column is ever set by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from caveats.kinds import from_plain
from exchange.demonstration import clock
from exchange.demonstration.stories import Story
from frameworks.marking import Marking
from frameworks.models import Framework, Official
from requests import queries
from requests.access import open_case
from requests.actions import answering, closing, executing, filing, refusing
from requests.models import Request
from requests.values.information import NewInformation
from requests.values.para6 import Para6

INTAKE = {"NZ": "ngaire", "JP": "kenji"}
ASSIGNEES = {"NZ": ("aroha", "mere"), "JP": ("haruka", "takumi")}
HANDLED_AS = {
    "NZ:UNCLASSIFIED": "JP:1",
    "NZ:IN-CONFIDENCE": "JP:2",
    "NZ:SENSITIVE": "JP:3",
    "NZ:RESTRICTED": "JP:3",
    "JP:1": "NZ:UNCLASSIFIED",
    "JP:2": "NZ:IN-CONFIDENCE",
    "JP:3": "NZ:SENSITIVE",
}
LOWEST = {"NZ": "NZ:UNCLASSIFIED", "JP": "JP:1"}
INSTRUCTION = "Keep in the case file only; store in a locked cabinet or on an accredited system; destroy by shredding."
IN_PART, SETTLED = ("answered_in_part",), ("answered", "closed")


def tell(story: Story, framework: Framework, cast: Mapping[str, Official], number: int) -> str:
    """File one story's request, ``days`` ago, and take it as far as it has come; return its reference."""
    asker = cast[story.asker]
    other = "JP" if asker.participant_id == "NZ" else "NZ"
    filed = timezone.now() - timedelta(days=story.days)
    with clock.at(filed):
        requested = framework.participants.get(pk=other)
        request = filing.file_request(by=asker, framework=framework, requested=requested, para6=_para6(story, asker))
    if story.ends != "submitted" or number % 2:
        _execute(story, request, asker, cast, number, other)
    return request.case.reference


def _execute(
    story: Story, request: Request, asker: Official, cast: Mapping[str, Official], number: int, other: str
) -> None:
    """Let the requested side do its part, in steps of a few hours."""
    assignee = cast[ASSIGNEES[other][number % 2]]
    steps = _Steps(request.filed_at, story.days)
    with clock.at(steps.next()):
        executing.assign(by=cast[INTAKE[other]], request=request, to=assignee)
    if story.ends in ("submitted", "withdrawn"):
        _withdraw(story, request, asker, steps)
        return
    with clock.at(steps.next()):
        executing.acknowledge(by=assignee, request=request)
    if story.ends == "acknowledged":
        return
    with clock.at(steps.next()):
        executing.begin(by=assignee, request=request)
    with clock.at(steps.next()):
        _settle(story, request, assignee, number)
    if story.ends == "closed":
        with clock.at(steps.next()):
            _receive_and_close(story, request, asker)


class _Steps:
    """Moments between the filing and now, each later than the one before."""

    def __init__(self, filed_at: datetime, days: float) -> None:
        self.moment, self.stride = filed_at, timedelta(days=days / 8)

    def next(self) -> datetime:
        """Return the next moment."""
        self.moment += self.stride
        return self.moment


def _withdraw(story: Story, request: Request, asker: Official, steps: _Steps) -> None:
    if story.ends == "withdrawn":
        with clock.at(steps.next()):
            closing.withdraw(by=asker, request=request)


def _settle(story: Story, request: Request, assignee: Official, number: int) -> None:
    if story.ends == "cannot_be_executed":
        reason = "The records asked for were destroyed when their time had come; nobody else holds them."
        refusing.say_cannot_execute(by=assignee, request=request, reason=reason)
    elif story.ground:
        reason = "More cannot be told at present. A narrower request would be looked at again."
        refusing.refuse(by=assignee, request=request, ground=story.ground, reason=reason)
    elif story.answer:
        completes = story.ends not in IN_PART
        answering.reply(by=assignee, request=request, items=[_item(story, request, number)], completes=completes)


def _receive_and_close(story: Story, request: Request, asker: Official) -> None:
    opened = open_case(by=asker, reference=request.case.reference, purpose=story.purpose)
    for item in opened.items:
        answering.acknowledge_receipt(by=asker, opened=opened, item=item)
    closing.close(by=asker, request=queries.request_of(opened.case))


def _item(story: Story, request: Request, number: int) -> NewInformation:
    kinds = _CAVEATS[number % len(_CAVEATS)]
    caveats = tuple(from_plain(kind, parameters) for kind, parameters, _words in kinds)
    return NewInformation(
        title=f"{story.party}: what is held",
        text=f"{story.answer}\n\nAll of this is fictitious.",
        marking=_marking(story.answer_level),
        caveats=caveats,
        caveat_words=tuple(words for _kind, _parameters, words in kinds),
        purposes=(request.purpose,),
    )


def _marking(level: str) -> Marking:
    handled_as = HANDLED_AS.get(level, "")
    return Marking(level, handled_as=handled_as, handling_instruction=INSTRUCTION if handled_as else "")


def _para6(story: Story, asker: Official) -> Para6:
    marking = _marking(story.level or LOWEST[asker.participant_id])
    return Para6.from_plain(
        {
            "request": {
                "priority": story.priority,
                "purpose": story.purpose,
                "proceedings": "prosecution" if story.purpose == "prosecution" else "criminal_investigation",
                "subject": story.subject,
                "reason": story.reason,
            },
            "parties": [_party(story, asker)],
            "goods": [{"description": story.goods, "hs_code": story.hs}],
            "consignments": [{"transport_document": f"DEMO{abs(hash_of(story.subject)) % 10**6:06d}"}],
            "matter": {"matter": story.reason, "legal_elements": _law(asker)},
            "execution": {
                "measure_asked": story.subject,
                "can_reciprocate": "yes" if story.reciprocates else "no",
                "reciprocity_statement": "" if story.reciprocates else "The law does not allow it at present.",
            },
            "security": {
                "level": marking.level_code,
                "handled_as": marking.handled_as,
                "handling_instruction": marking.handling_instruction,
            },
        }
    )


def hash_of(text: str) -> int:
    """Return a number that is the same for a text on every machine."""
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(text))


def _party(story: Story, asker: Official) -> dict[str, Any]:
    kind = "person" if len(story.party.split()) == 3 and story.original else "business"
    country = "JP" if asker.participant_id == "NZ" else "NZ"
    return {"kind": kind, "name": story.party, "name_original": story.original, "country": country}


def _law(asker: Official) -> str:
    return (
        "関税法に基づく調査（架空）"
        if asker.participant_id == "JP"
        else "Customs and Excise Act 2018 (fictitious matter)"
    )


_CAVEATS: tuple[tuple[tuple[str, dict[str, Any], str], ...], ...] = (
    (),
    (("notice_before_disclosure", {}, ""),),
    (("holder_only", {}, "Please telephone before passing this on."), ("no_download_or_print", {}, "")),
    (("consent_before_disclosure", {}, ""), ("no_use_in_proceedings", {}, ""), ("not_to_law_enforcement", {}, "")),
)
