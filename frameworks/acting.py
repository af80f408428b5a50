"""The system itself as the one who acts, where a command or the worker does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """The system acting for no Participant, under a name that says in which capacity, such as ``system load``."""

    username: str
    participant_id: str = ""
