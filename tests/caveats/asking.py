"""Asking the decision procedure as the 2014 Framework would be asked."""

from typing import Any

from caveats.kinds import Caveat
from caveats.policy import Assessment, Holder, Information, Recipient, State, Use, assess
from frameworks.terms.jp_nz_2014 import TERMS
from tests.caveats.decision_cases import NZ_POLICE, TODAY, Case

NZCS = Holder(participant="NZ", country="NZ")
PROVIDED_FOR = frozenset({"investigation", "prosecution"})


def ask(to: Recipient = NZ_POLICE, *caveats: Caveat, use: dict[str, Any] | None = None, **changed: Any) -> Assessment:
    """Ask about information that Japan provided; ``changed`` are other facts about it, or ``on`` and ``terms``."""
    on, terms = changed.pop("on", TODAY), changed.pop("terms", TERMS)
    state = State(changed.pop("state", "held"))
    facts = {"provider": "JP", "purposes": PROVIDED_FOR, "marking": "SENSITIVE", **changed}
    return assess(
        terms=terms,
        information=Information(caveats=caveats, state=state, **facts),
        holder=NZCS,
        recipient=to,
        use=Use(**{"purpose": "investigation", **(use or {})}),
        on=on,
    )


def answer(case: Case) -> Assessment:
    """Ask what a row of the table asks."""
    return ask(case.to, *case.caveats, use=case.use, **case.information)
