"""`manage.py prepare`: bring the database to where this code expects it. May run any number of times."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Migrate, make the cache table, load the Framework: what has to stand before the first request."""

    help = "Migrates the database, makes the cache table and loads the Framework. May run any number of times."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps in order; each does nothing where it has nothing to do."""
        verbosity = options["verbosity"]
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        call_command("load_framework", verbosity=verbosity)
