"""The facts on which the decision procedure answers: what information, who holds it, to whom it would go, for what.

Para 3(a)-(f). Pure. Whoever asks gathers them; here nothing is looked up and nothing is decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.verdict import Reason
from caveats.values import Caveat
from frameworks.terms import Terms


class State(StrEnum):
    """How the holder stands to the information."""

    HELD = "held"
    NOT_HELD = "not held"
    RECALLED = "recalled"
    DESTROYED = "destroyed"


class Kind(StrEnum):
    """What a recipient is; the words of `frameworks.models.Authority.Kind`, and the public."""

    CUSTOMS = "customs"
    LAW_ENFORCEMENT = "law enforcement"
    PROSECUTION = "prosecution"
    COURT = "court"
    OTHER_GOVERNMENT = "other government"
    PRIVATE = "private"
    PUBLIC = "public"


# Passing information to the prosecutors of the holder's country is disclosure, 3(c)(i); using it in court is 3(e).
LAW_ENFORCEMENT = frozenset({Kind.LAW_ENFORCEMENT, Kind.PROSECUTION})


@dataclass(frozen=True, slots=True)
class Information:
    """One item as this holder has it: who provided it, for which purposes, under which caveats and marking."""

    provider: str
    purposes: frozenset[str]
    caveats: tuple[Caveat, ...] = ()
    state: State = State.HELD
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """The Participant that asks."""

    participant: str
    country: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom it would go, and whether that body is assessed to protect the (equivalent) marking. Para 3(f)."""

    country: str
    kind: str
    code: str
    is_cleared: bool
    not_cleared_because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """What it would be used for, by which official, and which provision of law asks for it.

    ``in_proceedings`` is use in criminal proceedings by a court or judge; ``legal_basis`` the provision that requires
    the disclosure, empty where none does; ``official`` who would read it, empty where nobody in particular is meant.
    """

    purpose: str
    legal_basis: str = ""
    in_proceedings: bool = False
    official: str = ""
    priority: str = "routine"


@dataclass(frozen=True, slots=True)
class Question:
    """May this information go there? Everything that the rules may look at."""

    terms: Terms
    information: Information
    holder: Holder
    recipient: Recipient
    use: Use
    on: date

    def cite(self, matter: str) -> str:
        """Return the paragraph of the instrument on that matter."""
        return self.terms.citations[matter]

    def has_route(self, name: str) -> bool:
        """Say whether the instrument opens that road."""
        return name in self.terms.routes

    @property
    def is_domestic(self) -> bool:
        """Whether the recipient is of the holder's own country."""
        return self.recipient.country == self.holder.country

    @property
    def is_own_customs(self) -> bool:
        """Whether it would stay in the holder's own customs administration."""
        return self.is_domestic and self.recipient.kind == Kind.CUSTOMS

    @property
    def is_to_law_enforcement(self) -> bool:
        """Whether the recipient is police, a prosecutor or other law enforcement, of whatever country."""
        return self.recipient.kind in LAW_ENFORCEMENT
