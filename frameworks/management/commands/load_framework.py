"""Put in the Participants, the 2014 Framework and all that belongs to it; say what was made."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from frameworks import sowing


class Command(BaseCommand):
    """`manage.py load_framework`: safe to run again; what exists is left as it is."""

    help = "Load the Participants, the Cooperative Framework of 2014, markings, authorities and calendars."

    def handle(self, **options: Any) -> None:
        """Sow, and print what was made."""
        made = sowing.sow()
        for kind, number in sorted(made.items()):
            self.stdout.write(f"made {number} {kind}")
        if not made:
            self.stdout.write("everything was there already")
