"""`manage.py docs`: write the pages of docs/reference, or check that they say what the code says."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exchange.reference import PAGES

NOTE = "<!-- Written from the code by manage.py docs. Edit the code. -->"


class Command(BaseCommand):
    """Write or compare the generated pages."""

    help = "Writes docs/reference from the code. With --check only fails where a page is out of date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--check``."""
        parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every page; raises CommandError naming those that are out of date."""
        folder = settings.BASE_DIR / "docs" / "reference"
        stale = []
        for name, page in PAGES.items():
            file, text = folder / f"{name}.md", "\n".join([NOTE, "", *page(), ""])
            if file.exists() and file.read_text(encoding="utf-8") == text:
                continue
            stale.append(file.name)
            if not options["check"]:
                folder.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError(f"Out of date in docs/reference: {', '.join(stale)}. Run: make docs")
        self.stdout.write(f"{'Wrote' if stale else 'Current'}: {', '.join(stale) or ', '.join(PAGES)}")
