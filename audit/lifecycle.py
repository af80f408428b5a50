"""State machines as tables: a state changes here, with its entry in the log, or not at all.

DESIGN, decision 8: each state has an owner, whose move it is, and a way out, or it is final. The table is printed as a
diagram into the documentation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from audit import record, writers
from audit.acting import Acting
from audit.verdict import Denied, Verdict, permitted, prohibited, require


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


NOT_NOW = gettext_noop("This cannot be done in the present state.")
OVERTAKEN = gettext_noop("Somebody else has changed the state in the meantime.")


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one state to another, and the event that records it. One name may lead on from several states."""

    name: str
    source: str
    target: str
    event: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The states of one kind of thing. ``owners`` says for each state that is not ``final`` whose move it is.

    Raises ValueError if a state has neither owner nor end, no way out or no way in, or a step is written twice.
    """

    name: str
    initial: str
    steps: Sequence[Step]
    owners: Mapping[str, str]
    final: Collection[str]
    _steps: dict[tuple[str, str], Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_steps", {(step.name, step.source): step for step in self.steps})
        faults = [fault for fault in self._faults() if fault]
        if faults:
            raise ValueError(f"{self.name}: " + "; ".join(faults))

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which it can first be reached."""
        named = [self.initial, *(state for step in self.steps for state in (step.source, step.target))]
        return tuple(dict.fromkeys(named))

    def step(self, name: str, state: str) -> Step:
        """Return the step of that name from ``state``.

        Raises:
            Denied: if there is none.
        """
        require(self.may(name, state))
        return self._steps[name, state]

    def may(self, name: str, state: str) -> Verdict:
        """Say whether the step ``name`` leads on from ``state``."""
        return permitted() if (name, state) in self._steps else prohibited("state", "", NOT_NOW)

    def advance(
        self,
        thing: Any,
        name: str,
        *,
        by: Acting | None,
        subject: str,
        case: str = "",
        provider: str = "",
        detail: Mapping[str, Any] | None = None,
    ) -> int:
        """Take the step ``name`` with ``thing``, a saved model with a ``state``; record it and return the entry's id.

        The state moves on only if it still is in the database what it is in ``thing``: of two at once, one is denied.

        Raises:
            Denied: if the step is not possible, or another came first.
            RuntimeError: outside a transaction.
        """
        if not writers.is_in_transaction():
            raise RuntimeError("a state changes in the transaction of the action that changes it")
        step = self.step(name, thing.state)
        plain: QuerySet[Any] = QuerySet(type(thing))  # a guarded manager refuses updates
        if not plain.filter(pk=thing.pk, state=step.source).update(state=step.target):
            raise Denied(prohibited("state", "", OVERTAKEN))
        thing.state = step.target
        told = {"from": str(step.source), "to": str(step.target), **(detail or {})}
        return record.event(step.event, by=by, subject=subject, case=case, provider=provider, detail=told)

    def mermaid(self) -> str:
        """Return the table as a state diagram for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial!s}"]
        lines += [f"    {step.source!s} --> {step.target!s}: {step.name}" for step in self.steps]
        lines += [f"    {state!s} --> [*]" for state in self.states if state in self.final]
        lines += [f"    note right of {state!s}: {self.owners[state]}" for state in self.states if state in self.owners]
        return "\n".join(lines) + "\n"

    def _faults(self) -> list[str]:
        sources, targets = ({step.source for step in self.steps}, {step.target for step in self.steps} | {self.initial})
        return [
            "a step is written twice" if len(self._steps) < len(self.steps) else "",
            *(f"{state} has no owner" for state in self.states if state not in self.owners and state not in self.final),
            *(f"{state} has an owner and is final" for state in self.owners if state in self.final),
            *(f"{state} has no way out" for state in self.states if state not in sources and state not in self.final),
            *(f"{state} is final and has a way out" for state in self.final if state in sources),
            *(f"{state} cannot be reached" for state in sorted({*self.states, *self.owners, *self.final} - targets)),
        ]
