"""One answer for every question of permission.

Roles, need to know, clearance and caveats all return a `Verdict`; the strictest of several counts (`&`), the mildest of
several roads is taken (`|`). Buttons, API errors, the log and the letters show the same reasons, each citing the
paragraph it rests on. Pure: no framework, no database. Reasons are message ids with parameters, so that every door can
say them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Outcome(IntEnum):
    """How strictly an act is held; a larger number is stricter."""

    PERMITTED = 0
    NOTICE_REQUIRED = 1
    CONSENT_REQUIRED = 2
    APPROVAL_REQUIRED = 3
    PROHIBITED = 4

    @property
    def word(self) -> str:
        """The outcome as the log and the API write it, such as ``notice_required``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a stable code, the paragraph it rests on, and an English message id with its parameters."""

    code: str
    paragraph: str
    message: str
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """Say the reason in English; doors translate ``message`` first."""
        return self.message % self.parameters if self.parameters else self.message


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome with its reasons and, where it is permitted, the basis (author, assigned, granted) it rests on."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    basis: str = ""

    def __bool__(self) -> bool:
        """True only where nothing more is needed."""
        return self.outcome is Outcome.PERMITTED

    def __and__(self, other: Verdict) -> Verdict:
        """Both must hold: the stricter outcome, with the reasons of every part that is as strict."""
        if self.outcome == other.outcome:
            reasons = self.reasons + tuple(reason for reason in other.reasons if reason not in self.reasons)
            return Verdict(self.outcome, reasons, self.basis or other.basis)
        return max(self, other, key=lambda verdict: verdict.outcome)

    def __or__(self, other: Verdict) -> Verdict:
        """Either may hold: the milder outcome; of two alike, the first."""
        return other if other.outcome < self.outcome else self

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs cited, in order, each once."""
        return tuple(dict.fromkeys(reason.paragraph for reason in self.reasons))


class Denied(Exception):
    """An act that was refused; carries the verdict, so that every door can say why."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("; ".join(f"{reason} ({reason.paragraph})" for reason in verdict.reasons))


def permitted(basis: str = "") -> Verdict:
    """Return a verdict that permits, resting on ``basis``."""
    return Verdict(Outcome.PERMITTED, (), basis)


def prohibited(code: str, paragraph: str, message: str, **parameters: str) -> Verdict:
    """Return a verdict that prohibits for one reason; ``message`` is an English message id."""
    return Verdict(Outcome.PROHIBITED, (Reason(code, paragraph, message, parameters),))


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the strictest of ``verdicts``; of none, permitted."""
    result = permitted()
    for verdict in verdicts:
        result = result & verdict
    return result


def require(verdict: Verdict) -> Verdict:
    """Return ``verdict`` if it permits.

    Raises:
        Denied: if anything more than doing it is needed.
    """
    if not verdict:
        raise Denied(verdict)
    return verdict
