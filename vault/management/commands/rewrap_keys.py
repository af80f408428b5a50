"""Move wrapped data keys to the active key-encryption key. Para 3(h)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vault import keys, rotation
from vault.errors import KeysUnusable


class Command(BaseCommand):
    """Rotates one Participant's key, or every Participant's, while the exchange runs."""

    help = "Wrap all data keys under the active key-encryption key of their Participant. Can be stopped and run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--participant", help="this one alone, such as NZ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, and say what is left."""
        try:
            chosen = [options["participant"]] if options["participant"] else sorted(keys.ring().participants)
            failed = [sealed_id for participant in chosen for sealed_id in self._rotate(participant)]
        except KeysUnusable as unusable:
            raise CommandError(str(unusable)) from None
        if failed:
            raise CommandError(f"{len(failed)} could not be moved: {', '.join(map(str, failed[:10]))}")

    def _rotate(self, participant: str) -> list[Any]:
        done = rotation.rewrap(participant)
        self.stdout.write(f"{participant}: {done.moved} moved to {keys.ring().active(participant).id}")
        for key_id, count in rotation.outstanding(participant).items():
            self.stdout.write(f"{participant}: {count} still under {key_id}")
        return done.failed
