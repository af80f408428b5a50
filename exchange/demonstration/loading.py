"""Load the demonstration once: its officials, their lines in the Annex, and its cases."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from exchange.demonstration.cast import CAST, PASSWORD, Player
from exchange.demonstration.stories import stories
from exchange.demonstration.telling import tell
from frameworks.models import Designation, Framework, Official
from requests.models import Case

FRAMEWORK = "JP-NZ-2014"
LOADER = "demonstration"
LONG_AGO = timedelta(days=400)
AHEAD = timedelta(days=730)


def is_loaded() -> bool:
    """True where every story has been told; whoever wants the demonstration anew deletes ``var/``."""
    return told() >= len(stories())


def told() -> int:
    """Return how many stories have been begun: a loading that was cut off goes on behind them."""
    return int(Case.objects.count())


def load() -> int:
    """Load officials, Annex and those cases that are not there yet; return how many cases were loaded."""
    framework = Framework.objects.get(pk=FRAMEWORK)
    cast = {player.username: _official(player, framework) for player in CAST}
    ahead = list(enumerate(stories()))[told() :]
    return len([tell(story, framework, cast, number) for number, story in ahead])


def _official(player: Player, framework: Framework) -> Official:
    """Return one official of the demonstration, made with a line in the Annex where he or she is designated."""
    held = Official.objects.filter(username=player.username).first()
    if held is not None:
        return held
    today = timezone.now().date()
    official = Official(
        username=player.username,
        email=f"{player.username}@example.invalid",
        name=player.name,
        participant_id=player.participant,
        office=player.office,
        language=player.language,
        clearance_id=player.clearance or None,
        clearance_until=today + AHEAD if player.clearance else None,
        is_supervisor="supervisor" in player.roles,
        is_auditor="auditor" in player.roles,
        is_administrator="administrator" in player.roles,
    )
    official.set_password(PASSWORD)
    official.save(force_insert=True)
    if "designated" in player.roles:
        Designation.objects.create(
            framework=framework,
            official=official,
            is_intake="intake" in player.roles,
            valid_from=today - LONG_AGO,
            valid_until=today + AHEAD,
            entered_by=LOADER,
            entered_at=timezone.now(),
        )
    return official
