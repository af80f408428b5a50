"""The decision procedure: ten rules, asked in this order; the first that answers is the answer.

Para 3(a)-(f). Pure. The order is the rule: a court comes before every other road (3(e)), a law before every caveat
(3(a), last words), the purpose before every consent (3(b)). Paragraphs, purposes and roads come from the terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from audit.verdict import Outcome, Reason
from caveats import obligations
from caveats.facts import Question, State
from caveats.judging import those_against
from caveats.kinds import (
    Caveat,
    ConsentBeforeDisclosure,
    HolderOnly,
    NamedAgenciesOnly,
    NamedOfficialsOnly,
    NotToLawEnforcement,
    PurposesOnly,
    ReturnOrDestroyBy,
)
from caveats.obligations import Obligation


def gettext_noop(message: str) -> str:
    """Mark a message for translation; the door says it in the reader's language."""
    return message


# What a rule says: an outcome, its reasons and the obligations; or nothing, and the next rule is asked.
Answer = tuple[Outcome, Iterable[Reason], Iterable[Obligation]]

GONE = {
    State.NOT_HELD: ("onward disclosure", gettext_noop("The information is not held.")),
    State.RECALLED: ("caveats", gettext_noop("The provider has recalled the information.")),
    State.DESTROYED: ("recovery", gettext_noop("The information was destroyed.")),
}
CAVEATS = {
    PurposesOnly: gettext_noop("A caveat names the purposes allowed, and this purpose is not among them."),
    HolderOnly: gettext_noop("A caveat keeps it with the customs administration that received it."),
    NamedAgenciesOnly: gettext_noop("A caveat names the agencies it is for, and this one is not among them."),
    NotToLawEnforcement: gettext_noop("A caveat keeps it from law enforcement agencies."),
    ConsentBeforeDisclosure: gettext_noop("A caveat asks for consent before any disclosure."),
    NamedOfficialsOnly: gettext_noop("A caveat names the officials it is for, and this use is outside them."),
    ReturnOrDestroyBy: gettext_noop("A caveat asked for its return or destruction by a date that has passed."),
}


def _because(question: Question, caveats: Iterable[Caveat]) -> list[Reason]:
    paragraph = question.cite("caveats")
    return [Reason(caveat.code, paragraph, CAVEATS[type(caveat)]) for caveat in caveats]


def _disclosed(question: Question) -> list[Obligation]:
    return [
        obligations.second_pair_of_eyes(question.cite("onward disclosure")),
        *obligations.marking(question),
        *obligations.that_go_along(question),
    ]


def _with_consent(question: Question, reasons: Iterable[Reason], matter: str = "consent") -> Answer:
    consent = obligations.written_consent(question.cite(matter))
    return Outcome.CONSENT_REQUIRED, reasons, [consent, *obligations.notice_by_caveat(question), *_disclosed(question)]


def not_held(question: Question) -> Answer | None:
    """1. What is not held, or was recalled or destroyed, goes nowhere."""
    if question.information.state is State.HELD:
        return None
    matter, message = GONE[question.information.state]
    reason = Reason(question.information.state.name.lower(), question.cite(matter), message)
    return Outcome.PROHIBITED, [reason], []


def own_information(question: Question) -> Answer | None:
    """2. Its own information binds nobody under para 3."""
    if question.information.provider != question.holder.participant:
        return None
    message = gettext_noop("It is the holder's own information.")
    return Outcome.PERMITTED, [Reason("own_information", question.cite("information"), message)], []


def criminal_proceedings(question: Question) -> Answer | None:
    """3. Before a court or judge only with express approval; no consent and no law replaces it. 3(e)."""
    if not (question.use.in_proceedings and question.has_route("proceedings")):
        return None
    paragraph = question.cite("proceedings")
    message = gettext_noop("Use in criminal proceedings needs the provider's express approval in writing.")
    asked = [
        obligations.written_approval(question),
        obligations.second_pair_of_eyes(paragraph),
        *obligations.marking(question),
        *obligations.that_go_along(question),
    ]
    return Outcome.APPROVAL_REQUIRED, [Reason("proceedings", paragraph, message)], asked


def required_by_law(question: Question) -> Answer | None:
    """4. A law of the holder is followed, to its extent, with notice; caveats do not stop it. 3(c)(iii), 3(d)."""
    if not (question.use.legal_basis and question.has_route("required by law")):
        return None
    required = gettext_noop("The law of the holder requires it: %(provision)s.")
    provision = {"provision": question.use.legal_basis}
    reasons = [Reason("required_by_law", question.cite("required by law"), required, provision), _notice(question)]
    asked = [
        obligations.advance_notice(question, excusable=True),
        obligations.cite_provision(question),
        *obligations.list_caveats(question),
        *_disclosed(question),
    ]
    return Outcome.NOTICE_REQUIRED, reasons, asked


def _notice(question: Question) -> Reason:
    message = gettext_noop("Wherever possible the provider is given advance notice in writing.")
    return Reason("advance_notice", question.cite("advance notice"), message)


def outside_the_purposes(question: Question) -> Answer | None:
    """5. Another purpose than the instrument's, or past the date of return: no consent widens it. 3(b); 3(a), 3(j)."""
    reasons = []
    if question.use.purpose not in {purpose.code for purpose in question.terms.purposes}:
        message = gettext_noop("The purpose is none of those for which information may be used.")
        reasons.append(Reason("purpose", question.cite("purpose"), message))
    expired = those_against(question, ReturnOrDestroyBy)
    if expired:
        message = gettext_noop("What is not used any more is returned or destroyed.")
        reasons += [*_because(question, expired), Reason("destruction", question.cite("recovery"), message)]
    return (Outcome.PROHIBITED, reasons, []) if reasons else None


def own_customs(question: Question) -> Answer | None:
    """6. Inside the own customs administration on a need to know, unless a caveat says otherwise. 3(g), 3(a)."""
    if not (question.is_own_customs and question.has_route("own customs")):
        return None
    kept = [
        obligations.need_to_know(question),
        *obligations.marking(question),
        *obligations.that_go_along(question),
    ]
    outside = those_against(question, PurposesOnly, NamedOfficialsOnly)
    if outside:
        paragraph = question.cite("caveats")
        consent = [obligations.written_consent(paragraph), obligations.second_pair_of_eyes(paragraph)]
        return Outcome.CONSENT_REQUIRED, _because(question, outside), [*consent, *kept]
    message = gettext_noop("It stays in the customs administration that received it, with those who need to know.")
    return Outcome.PERMITTED, [Reason("own_customs", question.cite("need to know"), message)], kept


def kept_by_caveat(question: Question) -> Answer | None:
    """7. A caveat forbids any further disclosure. 3(a) with 3(c)(ii)."""
    keeping = those_against(question, HolderOnly, NamedOfficialsOnly)
    return _with_consent(question, [*_because(question, keeping), _consent(question)]) if keeping else None


def _consent(question: Question) -> Reason:
    message = gettext_noop("Otherwise than by the roads named, only with the provider's written consent.")
    return Reason("consent", question.cite("consent"), message)


def not_protected(question: Question) -> Answer | None:
    """8. The recipient is not assessed to protect what is marked so. 3(f)."""
    if question.recipient.is_cleared:
        return None
    message = gettext_noop("The recipient is not cleared for the marking.")
    reason = Reason("not_cleared", question.cite("protection"), message)
    return _with_consent(question, [reason, *question.recipient.not_cleared_because], "protection")


def law_enforcement(question: Question) -> Answer | None:
    """9. Law enforcement of the own country, for a purpose it was provided for: notice, unless a caveat stops it."""
    relevant = question.is_domestic and question.is_to_law_enforcement and question.has_route("law enforcement")
    if not (relevant and _is_as_provided(question)):
        return None
    paragraph = question.cite("law enforcement")
    stopping = those_against(question, NamedAgenciesOnly, NotToLawEnforcement, ConsentBeforeDisclosure)
    if stopping:
        message = gettext_noop("To law enforcement agencies only in line with the conditions.")
        return _with_consent(question, [*_because(question, stopping), Reason("conditions", paragraph, message)])
    message = gettext_noop("A law enforcement agency of the holder's country, for a purpose it was provided for.")
    asked = [
        *(list(obligations.notice_by_caveat(question)) or [obligations.advance_notice(question, excusable=True)]),
        *_disclosed(question),
    ]
    return Outcome.NOTICE_REQUIRED, [Reason("law_enforcement", paragraph, message), _notice(question)], asked


def _is_as_provided(question: Question) -> bool:
    return question.use.purpose in question.information.purposes and not those_against(question, PurposesOnly)


def everything_else(question: Question) -> Answer:
    """10. Everybody else, and every other purpose of the instrument: with consent. 3(c)(ii)."""
    return _with_consent(question, [_consent(question)])


Rule = Callable[[Question], Answer | None]

RULES: tuple[Rule, ...] = (
    not_held,
    own_information,
    criminal_proceedings,
    required_by_law,
    outside_the_purposes,
    own_customs,
    kept_by_caveat,
    not_protected,
    law_enforcement,
    everything_else,
)
