"""A marking as a value: what an originator writes on a piece of information. Pure. Para 3(h)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marking:
    """A level with its endorsements and, where no level of the other side corresponds, how that side shall handle
    it."""

    level_code: str
    endorsements: tuple[str, ...] = ()
    handled_as: str = ""
    handling_instruction: str = ""
