"""The cases of the demonstration. All parties, goods and numbers are fictitious; they stand in `stories.json`.

Each story is one request: who asks, how pressingly, what about, and how far it has come. ``days`` is how many days
ago it was filed; ``ends`` names the state in which it stands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("stories.json")


@dataclass(frozen=True, slots=True)
class Story:
    """One case, in the language of the side that asks."""

    asker: str
    days: float
    priority: str
    ends: str
    subject: str
    reason: str
    party: str
    goods: str
    hs: str
    original: str = ""
    level: str = ""
    purpose: str = "investigation"
    reciprocates: bool = True
    answer: str = ""
    answer_level: str = ""
    ground: str = ""


def stories() -> list[Story]:
    """Return every story, those filed longest ago first."""
    told = [Story(**fields) for fields in json.loads(FILE.read_text(encoding="utf-8"))]
    return sorted(told, key=lambda story: -story.days)
