"""`manage.py prepare`: bring the database to where this code expects it. May run any number of times."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from exchange.celery import app
from exchange.env import Mode

STEPS = ("migrate", "createcachetable", "load_framework")
TASKS = ("audit.tasks.seal_entries", "exchange.tasks.project_notifications", "exchange.tasks.deliver_mail")


class Command(BaseCommand):
    """Run every step that has to stand before the first request; each does nothing where it has nothing to do."""

    help = "Migrates the database, makes the cache table and loads the Framework. May run any number of times."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--demonstration``."""
        help_text = (
            "first make keys if there are none, at the end load the demonstration if there is none; in demo mode only"
        )
        parser.add_argument("--demonstration", action="store_true", help=help_text)

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the steps; raises CommandError where a demonstration would be put among real work."""
        if options["demonstration"] and settings.MODE is not Mode.DEMO:
            raise CommandError("The demonstration is for demo mode alone.")
        if options["demonstration"]:
            call_command("make_keys", "--if-missing")
        for step in STEPS:
            call_command(step, verbosity=max(0, options["verbosity"] - 1))
        if options["demonstration"]:
            call_command("load_demo")
            settle()


def settle() -> None:
    """Do the worker's part for what was just loaded, so that the first visitor does not wait beside it."""
    app.loader.import_default_modules()
    for task in TASKS:
        app.tasks[task]()
