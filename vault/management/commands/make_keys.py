"""Make the key file, or add a generation of one Participant's key to it. Para 3(h)."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from vault import key_file, key_ring
from vault.errors import KeysUnusable

PARTICIPANT = re.compile("[A-Z]{2,8}")
WARNING = """
  KEYS WRITTEN: {path}

  Whoever has this file and the database reads everything. Beside the data it protects against a stolen database or a
  stolen backup of it, NOT against a thief of this machine. Keep it on a volume of its own, or give the keys by another
  provider (VAULT_KEY_PROVIDER).

  Back it up NOW, and apart from the data: without it nothing that was sealed can ever be read again, by anyone.
"""


class Command(BaseCommand):
    """Writes keys; never overwrites them."""

    help = "Make the key file (0600), or with --new-key add a key for one Participant and make it the active one."
    requires_system_checks: list[str] = []  # the checks complain of the missing file that this command makes

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--file", type=Path, default=Path(settings.VAULT_KEY_FILE), help="another file than VAULT_KEY_FILE"
        )
        either = parser.add_mutually_exclusive_group()
        either.add_argument(
            "--if-missing", action="store_true", help="leave a file that is there as it is, and say nothing"
        )
        either.add_argument(
            "--new-key", metavar="PARTICIPANT", help="add a key, active from now on; then run rewrap_keys"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what was asked for and warn loudly."""
        path: Path = options["file"]
        try:
            written = self._write(path, options["new_key"])
        except OSError as fault:
            raise CommandError(f"{path} cannot be written ({fault.strerror})") from None
        if written:
            self.stderr.write(self.style.WARNING(WARNING.format(path=path)))
        elif not options["if_missing"]:
            raise CommandError(f"{path} is there. Keys are never overwritten; add one with --new-key PARTICIPANT.")

    def _write(self, path: Path, participant: str | None) -> bool:
        if participant is None:
            return self._create(path)
        self._add(path, participant)
        return True

    def _create(self, path: Path) -> bool:
        document = key_ring.generate(settings.VAULT_PARTICIPANTS, timezone.now())
        try:
            key_file.create(path, key_ring.to_text(document))
        except FileExistsError:
            return False
        return True

    def _add(self, path: Path, participant: str) -> None:
        if not PARTICIPANT.fullmatch(participant):
            raise CommandError(f"{participant!r} is no code of a Participant, such as NZ.")
        try:
            text = key_file.read(path)
            key_ring.parse(text)
        except KeysUnusable as unusable:
            raise CommandError(str(unusable)) from None
        document = key_ring.with_new_key(json.loads(text), participant, timezone.now())
        key_file.replace(path, key_ring.to_text(document))
