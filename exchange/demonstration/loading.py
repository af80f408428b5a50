"""Load the demonstration once: its officials, their lines in the Annex, and its cases."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exchange.demonstration import clock
from exchange.demonstration.cast import CAST, PASSWORD, Player
from exchange.demonstration.stories import stories
from exchange.demonstration.telling import tell
from frameworks.acting import System
from frameworks.models import Designation, Framework, Official

SYSTEM = System("demonstration")
FRAMEWORK = "JP-NZ-2014"
LONG_AGO = timedelta(days=400)


def is_loaded() -> bool:
    """True where the demonstration has been loaded wholly: its last step is the last official's first case."""
    return Official.objects.filter(username=CAST[-1].username).exists()


def load() -> int:
    """Load everything, or nothing; return how many cases."""
    framework = Framework.objects.get(pk=FRAMEWORK)
    cast = {player.username: _official(player, framework) for player in CAST}
    return len([tell(story, framework, cast, number) for number, story in enumerate(stories())])
