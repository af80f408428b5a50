"""`manage.py load_demo`: a made-up exchange to try the software with, loaded once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exchange.demonstration.loading import is_loaded, load
from exchange.env import Mode


class Command(BaseCommand):
    """Load the demonstration if it is not there; `manage.py serve` says who can sign in."""

    help = "Loads the demonstration (fictitious officials and cases) once. In demo mode only."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say so; raises CommandError where made-up cases would be put among real ones."""
        if settings.MODE is not Mode.DEMO:
            raise CommandError("The demonstration is for demo mode alone.")
        if is_loaded():
            return
        self.stdout.write(f"Loaded {load()} cases. Every name, number and event in them is fictitious.")
