"""The fixed cast: whose names make a test of permission a sentence. Everybody is made up.

Aroha files for New Zealand; Kenji is Japan's intake and Haruka carries out. Mallory and Daichi are designated and need
to know nothing. Tama and Sakura audit, Wiremu and Misaki supervise, Olivia and Ryota administer. Hemi is NZ's intake.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from frameworks import sowing
from frameworks.models import Designation, Framework, Official

FRAMEWORK = "JP-NZ-2014"
DESIGNATED_SINCE = date(2020, 1, 1)
CLEARED = {"NZ": "NZ:SECRET", "JP": "JP:GOKUHI"}
PASSWORD = "a long enough password for a test"


@dataclass(frozen=True)
class Cast:
    """Everybody, and the Framework they work under."""

    framework: Framework
    aroha: Official
    hemi: Official
    mallory: Official
    wiremu: Official
    tama: Official
    olivia: Official
    kenji: Official
    haruka: Official
    daichi: Official
    misaki: Official
    sakura: Official
    ryota: Official

    def everybody(self) -> list[Official]:
        """Return every official of the cast."""
        return [person for person in vars(self).values() if isinstance(person, Official)]


def assemble() -> Cast:
    """Load the Framework and put everybody in place."""
    sowing.sow()
    return Cast(
        framework=Framework.objects.get(pk=FRAMEWORK),
        aroha=designated(official("aroha", "NZ")),
        hemi=designated(official("hemi", "NZ"), is_intake=True),
        mallory=designated(official("mallory", "NZ")),
        wiremu=official("wiremu", "NZ", is_supervisor=True),
        tama=official("tama", "NZ", is_auditor=True, clearance_id=None),
        olivia=official("olivia", "NZ", is_administrator=True, clearance_id=None),
        kenji=designated(official("kenji", "JP"), is_intake=True),
        haruka=designated(official("haruka", "JP")),
        daichi=designated(official("daichi", "JP")),
        misaki=official("misaki", "JP", is_supervisor=True),
        sakura=official("sakura", "JP", is_auditor=True, clearance_id=None),
        ryota=official("ryota", "JP", is_administrator=True, clearance_id=None),
    )


def official(username: str, participant: str, **values: Any) -> Official:
    """Make an official, cleared up to SECRET or 極秘 unless said otherwise, who reads the own side's language."""
    values = {
        "clearance_id": CLEARED[participant],
        "language": {"NZ": "en", "JP": "ja"}[participant],
        "name": username.title(),
        "email": f"{username}@example.org",
    } | values
    person = Official(username=username, participant_id=participant, **values)
    person.set_password(PASSWORD)
    person.save()
    return person


def designated(person: Official, *, is_intake: bool = False, until: date | None = None) -> Official:
    """Put an official into the Annex; return the official."""
    Designation.objects.create(
        framework_id=FRAMEWORK,
        official=person,
        is_intake=is_intake,
        valid_from=DESIGNATED_SINCE,
        valid_until=until,
        entered_by="olivia",
        entered_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    return person
