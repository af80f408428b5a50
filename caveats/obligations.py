"""What has to be done beside the outcome: notice, consent, approval, a second pair of eyes, marking, return.

Para 3(a)-(h). Pure. Each obligation cites its paragraph and says itself as an English message id with parameters.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caveats.facts import Question
from caveats.judging import those_against
from caveats.kinds import FreeText, NoDownloadOrPrint, NoticeBeforeDisclosure, ReturnOrDestroyBy
from caveats.values import Caveat
from frameworks.terms import Particular


def gettext_noop(message: str) -> str:
    """Mark a message for translation; the door says it in the reader's language."""
    return message


class Duty(StrEnum):
    """What is to be done."""

    ADVANCE_NOTICE = "advance_notice"
    WRITTEN_CONSENT = "written_consent"
    WRITTEN_APPROVAL = "written_approval"
    SECOND_PAIR_OF_EYES = "second_pair_of_eyes"
    CITE_PROVISION = "cite_provision"
    LIST_CAVEATS = "list_caveats"
    MARKING = "marking"
    NEED_TO_KNOW = "need_to_know"
    CONFIRM_WORDS = "confirm_words"
    NO_COPIES = "no_copies"
    RETURN_OR_DESTROY = "return_or_destroy"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing to do.

    ``working_days`` is how long a notice waits, in working days of the providing side, and ``excusable`` whether it may
    follow afterwards where it was impossible before; ``by`` the day of a return; ``caveats`` those it speaks of;
    ``particulars`` what a request for approval includes.
    """

    duty: Duty
    paragraph: str
    message: str
    parameters: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    working_days: int | None = None
    excusable: bool = False
    by: date | None = None
    caveats: tuple[Caveat, ...] = ()
    particulars: tuple[Particular, ...] = ()


def advance_notice(question: Question, *, excusable: bool) -> Obligation:
    """Notice in writing before the disclosure, with the days it waits. Para 3(d)."""
    days = (question.terms.target("comment-on-notice").working_days or {})[question.use.priority]
    message = (
        gettext_noop(
            "Give the provider notice in writing; working days of the provider to wait before disclosing: %(days)s."
        )
        if days
        else gettext_noop("Give the provider notice in writing; the disclosure need not wait.")
    )
    return Obligation(
        Duty.ADVANCE_NOTICE,
        question.cite("advance notice"),
        message,
        {"days": str(days)},
        working_days=days,
        excusable=excusable,
    )


def written_consent(paragraph: str) -> Obligation:
    """The provider's consent, in writing; silence is none. Para 3(c)(ii), 3(f)."""
    message = gettext_noop("Ask for the provider's written consent and wait for it; silence is not consent.")
    return Obligation(Duty.WRITTEN_CONSENT, paragraph, message)


def written_approval(question: Question) -> Obligation:
    """The provider's express approval, asked for with the particulars, its own caveats beside it. Para 3(e)."""
    message = gettext_noop("Ask for the provider's express approval in writing, with the particulars, and wait for it.")
    return Obligation(
        Duty.WRITTEN_APPROVAL,
        question.cite("proceedings"),
        message,
        caveats=those_against(question),
        particulars=question.terms.particulars_of_approval,
    )


def second_pair_of_eyes(paragraph: str) -> Obligation:
    """A supervisor who did not draft it decides."""
    return Obligation(Duty.SECOND_PAIR_OF_EYES, paragraph, gettext_noop("A supervisor who did not draft it decides."))


def cite_provision(question: Question) -> Obligation:
    """The law that requires it is named, and sets how much. Para 3(c)(iii)."""
    message = gettext_noop("Cite %(provision)s, and disclose only to the extent that it requires.")
    return Obligation(
        Duty.CITE_PROVISION, question.cite("required by law"), message, {"provision": question.use.legal_basis}
    )


def list_caveats(question: Question) -> Iterator[Obligation]:
    """The notice of a disclosure required by law lists each caveat that it runs against. Para 3(a), 3(d)."""
    against = those_against(question)
    if against:
        message = gettext_noop("List in the notice each caveat that the disclosure runs against.")
        yield Obligation(Duty.LIST_CAVEATS, question.cite("caveats"), message, caveats=against)


def need_to_know(question: Question) -> Obligation:
    """Inside the administration too, only those who need it. Para 3(g)."""
    message = gettext_noop("Only for those who need to know.")
    return Obligation(Duty.NEED_TO_KNOW, question.cite("need to know"), message)


def marking(question: Question) -> Iterator[Obligation]:
    """The marking goes along, and at least the same protection. Para 3(f)."""
    if question.information.marking:
        message = gettext_noop("It goes under the marking %(marking)s, with at least the same protection.")
        parameters = {"marking": question.information.marking}
        yield Obligation(Duty.MARKING, question.cite("protection"), message, parameters)


def notice_by_caveat(question: Question) -> Iterator[Obligation]:
    """A caveat asks for notice, whatever the road; it cannot be given afterwards. Para 3(a)."""
    if any(isinstance(caveat, NoticeBeforeDisclosure) for caveat in question.information.caveats):
        yield dataclasses.replace(advance_notice(question, excusable=False), paragraph=question.cite("caveats"))


def that_go_along(question: Question) -> Iterator[Obligation]:
    """What stays with it wherever it goes: words to be read, no copies, a date of return. Para 3(a), 3(h)."""
    for caveat in question.information.caveats:
        yield from _goes_along(question, caveat)


def _goes_along(question: Question, caveat: Caveat) -> Iterable[Obligation]:
    if isinstance(caveat, FreeText):
        message = gettext_noop("Confirm having read the caveat in the provider's own words.")
        return [Obligation(Duty.CONFIRM_WORDS, question.cite("caveats"), message, caveats=(caveat,))]
    if isinstance(caveat, NoDownloadOrPrint):
        message = gettext_noop("No download, print or other copy.")
        return [Obligation(Duty.NO_COPIES, question.cite("security"), message, caveats=(caveat,))]
    if isinstance(caveat, ReturnOrDestroyBy):
        message = gettext_noop("To be returned or destroyed by %(day)s.")
        parameters = {"day": caveat.on.isoformat()}
        return [Obligation(Duty.RETURN_OR_DESTROY, question.cite("caveats"), message, parameters, by=caveat.on)]
    return []
