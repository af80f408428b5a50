"""`manage.py makemessages`: gather what people read into locale/, the same bytes from the same sources everywhere."""

from pathlib import Path

from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

DATED = '"POT-Creation-Date:'


class Command(makemessages.Command):
    """Gather without places, dates, guesses or what is no longer said."""

    help = "Gathers what people read into locale/, for the languages of the exchange."
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what Django takes; the options of this project stand as they are used."""
        super().add_arguments(parser)
        parser.set_defaults(
            locale=["ja"],
            ignore_patterns=[".venv/*", "assets/*", "bench/*", "docs/*", "static/*", "tests/*", "tools/*", "var/*"],
            no_location=True,
            no_obsolete=True,
            no_wrap=True,
        )

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Write the catalogue of one language, without the moment at which it was written."""
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
        catalogue.write_text("".join(line for line in lines if not line.startswith(DATED)), encoding="utf-8")
