"""`manage.py wait_for_services`: hold a start back until database and broker answer."""

import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exchange.health import broker_answers, database_answers

PARTS = {"database": database_answers, "broker": broker_answers}
PAUSE_SECONDS = 0.5


class Command(BaseCommand):
    """Ask each part again and again until it answers or patience ends."""

    help = "Waits until database and broker answer; exits with 1, naming those that do not, when the time is up."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--seconds``."""
        parser.add_argument("--seconds", type=int, default=60, help="how long to wait in all (60)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait; raises CommandError for what is still silent at the end."""
        patience = time.monotonic() + options["seconds"]
        silent = [name for name, check in PARTS.items() if not answers(check, patience)]
        if silent:
            raise CommandError(f"No answer from: {', '.join(silent)}")
        self.stdout.write("Database and broker answer.")


def answers(check: Any, patience: float) -> bool:
    """Ask until ``check`` holds or ``patience``, a monotonic time, has passed; it is asked once at least."""
    while True:
        with suppress(Exception):  # whatever keeps it from answering, the remedy here is to wait
            if check():
                return True
        if time.monotonic() >= patience:
            return False
        time.sleep(PAUSE_SECONDS)
