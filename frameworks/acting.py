"""Who acts: an official, or the system itself where a command or the worker does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Acting(Protocol):
    """What the log needs to know of whoever acts."""

    @property
    def username(self) -> str:
        """The name that the log writes."""

    @property
    def participant_id(self) -> str:
        """The Participant for whom the act is done; empty for the system."""


@dataclass(frozen=True, slots=True)
class System:
    """The system acting for no Participant, under a name that says in which capacity, such as ``system load``."""

    username: str
    participant_id: str = ""
