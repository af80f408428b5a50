"""``manage.py verify_audit``: is the access log whole? Para 3(g)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import exporting, notes, verifying
from audit.verifying import Findings, Trusted


class Command(BaseCommand):
    """Verifies codes, leaves, roots and signatures; ends with 1 if anything is not as it was written."""

    help = "Verify the access log from end to end, and name the first wrong record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what was kept elsewhere, and where the log is to be taken."""
        parser.add_argument("--checkpoint", type=Path, help="a checkpoint that was kept: the log must begin with it")
        parser.add_argument("--public-key", type=Path, help="the log's key as it was kept (name+id+key)")
        parser.add_argument("--export", type=Path, help="write the log there as JSON lines, to be verified elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, say what was found, export if asked."""
        kept = _read(options["checkpoint"], notes.read)
        trusted = _read(options["public_key"], lambda text: Trusted(*notes.read_verifier_key(text)))
        findings = verifying.verify(kept=kept, trusted=trusted)
        if options["export"]:
            self._export(options["export"])
        self._say(findings, is_compared=kept is not None)
        if findings.faults:
            raise CommandError("The access log is NOT whole.", returncode=1)
        self.stdout.write(self.style.SUCCESS("The access log is whole."))

    def _export(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            for line in exporting.lines():
                file.write(line + "\n")
        self.stdout.write(f"Exported to {path}.")

    def _say(self, findings: Findings, *, is_compared: bool) -> None:
        self.stdout.write(
            f"{findings.entries} entries of {findings.writers} writers; {findings.sealed} of them sealed;"
            f" {findings.checkpoints} checkpoints."
        )
        if not is_compared:
            self.stdout.write(
                "Not held against a checkpoint kept elsewhere (--checkpoint): a log rolled back as a whole"
            )
            self.stdout.write("cannot be told from here.")
        for fault in findings.faults:
            self.stderr.write(str(fault))
        if findings.more_faults:
            self.stderr.write(f"... and {findings.more_faults} more.")


def _read(path: Path | None, read: Any) -> Any:
    """Return what a file holds, or nothing where none was named."""
    if path is None:
        return None
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise CommandError(f"{path} cannot be used: {fault}", returncode=2) from fault
