"""May this information go there? One pure answer, which screens, API, workers and letters all show.

Para 3(a)-(f). The facts are gathered by whoever asks (`caveats.facts`), the rules stand in `caveats.procedure`, what
has to be done in `caveats.obligations`. Nothing here knows a database or an instrument.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit.verdict import Outcome, Reason, Verdict, permitted, prohibited
from caveats.facts import Holder, Information, Kind, Question, Recipient, State, Use
from caveats.kinds import Caveat, FreeText, NoDownloadOrPrint, combine
from caveats.obligations import Duty, Obligation
from caveats.procedure import RULES, Rule, everything_else, outside_the_purposes, own_customs
from frameworks.terms import Terms

__all__ = [
    "RULES",
    "Assessment",
    "Duty",
    "Holder",
    "Information",
    "Kind",
    "Obligation",
    "Question",
    "Recipient",
    "State",
    "Use",
    "assess",
    "combine",
    "copying",
    "reading",
]

READING_RULES: tuple[Rule, ...] = (outside_the_purposes, own_customs, everything_else)


def gettext_noop(message: str) -> str:
    """Mark a message for translation; the door says it in the reader's language."""
    return message


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer: the verdict, what has to be done, and the name of the rule that answered."""

    verdict: Verdict
    obligations: tuple[Obligation, ...]
    rule: str

    @property
    def outcome(self) -> Outcome:
        """How strictly it is held."""
        return self.verdict.outcome

    def obligation(self, duty: Duty) -> Obligation | None:
        """Return the obligation of that duty, if there is one."""
        return next((obligation for obligation in self.obligations if obligation.duty is duty), None)


def assess(
    *, terms: Terms, information: Information, holder: Holder, recipient: Recipient, use: Use, on: date
) -> Assessment:
    """Answer whether ``information`` may go to ``recipient`` for this ``use``, and what has to be done.

    Para 3(a)-(f). ``on`` is the day in the holder's country. Ask again before the act: an old answer is none.
    """
    whole = replace(information, caveats=combine(information.caveats))
    return _first(RULES, Question(terms, whole, holder, recipient, use, on))


def _first(rules: Sequence[Rule], question: Question) -> Assessment:
    for rule in rules:
        answer = rule(question)
        if answer is not None:
            outcome, reasons, asked = answer
            return Assessment(Verdict(outcome, tuple(reasons), rule.__name__), tuple(asked), rule.__name__)
    raise LookupError("no rule answered")


def reading(
    *,
    terms: Terms,
    caveats: Iterable[Caveat],
    official: str,
    purpose: str,
    on: date,
    own_administration: bool = True,
) -> Verdict:
    """Answer whether an official of the receiving side may read information for ``purpose``.

    Para 3(a), 3(b), 3(g). Need to know and clearance are judged elsewhere. Where a caveat stands in words, the verdict
    that permits says with the reason ``free_text`` that having read them is to be confirmed.

    Args:
        official: the name signed in with.
        own_administration: whether the official is of the customs administration that received it; for anybody else
            reading is a disclosure.
    """
    stated = combine(caveats)
    body = Kind.CUSTOMS if own_administration else Kind.OTHER_GOVERNMENT
    question = Question(
        terms,
        Information(provider="", purposes=frozenset(), caveats=stated),
        Holder(participant="", country=""),
        Recipient(country="", kind=body, code="", is_cleared=True),
        Use(purpose, official=official),
        on,
    )
    verdict = _first(READING_RULES, question).verdict
    if not verdict or not any(isinstance(caveat, FreeText) for caveat in stated):
        return verdict
    message = gettext_noop("A caveat stands in the provider's own words; confirm having read it.")
    return replace(verdict, reasons=(*verdict.reasons, Reason("free_text", terms.citations["caveats"], message)))


def copying(*, terms: Terms, caveats: Iterable[Caveat]) -> Verdict:
    """Answer whether information may be downloaded or printed by those who may read it. Para 3(a), 3(h)."""
    if any(isinstance(caveat, NoDownloadOrPrint) for caveat in caveats):
        message = gettext_noop("A caveat keeps it from being downloaded or printed.")
        return prohibited("no_download_or_print", terms.citations["caveats"], message)
    return permitted("no_caveat")
