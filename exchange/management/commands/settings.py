"""`manage.py settings`: what the exchange reads from its environment, and whether it is safe."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from exchange import reference


class Command(BaseCommand):
    """Print the table of settings, or say that they are in order."""

    help = "Prints every setting that comes from the environment. With --check only says whether they are in order."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--check``."""
        parser.add_argument(
            "--check", action="store_true", help="exit with 1, all problems named, if one is missing or unsafe"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print. Settings that are not in order never get here: loading them has stopped with every problem named."""
        if options["check"]:
            self.stdout.write(f"The settings are in order for {settings.MODE} mode.")
            return
        self.stdout.write("\n".join(reference.settings()))
