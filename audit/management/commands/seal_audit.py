"""``manage.py seal_audit``: seal what waits, for instance before a checkpoint is handed over."""

from typing import Any

from django.core.management.base import BaseCommand

from audit import sealing


class Command(BaseCommand):
    """Seals committed entries once; the worker does the same every second."""

    help = "Seal the entries of the access log that wait for it, and sign a checkpoint."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and say how many."""
        self.stdout.write(f"{sealing.seal()} entries sealed.")
