"""`manage.py serve`: the whole exchange in one process."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from exchange.celery import app
from exchange.demonstration.cast import who_signs_in
from exchange.demonstration.loading import is_loaded
from exchange.engine import Engine
from exchange.env import Mode

THREADS = 8
LARGEST_BODY = 32 * 1024 * 1024


class Command(BaseCommand):
    """Serve pages, and do the work beside them, until told to stop."""

    help = "Serves the exchange with its worker and clock in one process. Ctrl-C or SIGTERM stops it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--no-engine``."""
        parser.add_argument("--no-engine", action="store_true", help="serve pages only; a Celery worker runs elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bind, start the engine, say where to go, serve, stop what was started."""
        refuse_unprepared()
        server = bind()
        engine = None if options["no_engine"] else Engine(app, settings.DATA)
        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)
        try:
            if engine:
                engine.start()
            self.announce(server.effective_port)
            server.run()
        except SystemExit:  # a signal that came before waitress ran, or after
            pass
        finally:
            server.close()
            if engine and not engine.stop():
                self.stderr.write("A task did not finish in time; it is done again after the next start.")
        self.stdout.write("Stopped.")

    def announce(self, port: int) -> None:
        """Say where to go and, in the demonstration, as whom."""
        if settings.DEMO and is_loaded():
            self.stdout.write("\n".join([*who_signs_in(), ""]))
        kind = "demonstration " if settings.MODE is Mode.DEMO else ""
        self.stdout.write(f"The {kind}exchange answers on http://{settings.BIND}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()


def refuse_unprepared() -> None:
    """Raise CommandError if the tables are not those that this code expects."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run: python manage.py prepare (make run does it)")


def bind() -> Any:
    """Return a waitress server that has its port; raises CommandError with the remedy if the port is taken."""
    limits = {"threads": THREADS, "max_request_body_size": LARGEST_BODY, "channel_timeout": 60, "ident": None}
    try:
        return waitress.create_server(get_wsgi_application(), host=settings.BIND, port=settings.PORT, **limits)
    except OSError as fault:
        message = (
            f"Cannot listen on {settings.BIND}:{settings.PORT} ({fault.strerror}). Choose another: make run PORT=8001"
        )
        raise CommandError(message) from None


def leave(number: int, frame: FrameType | None) -> None:
    """Leave whatever the main thread is doing; a second signal is not waited for."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise SystemExit(0)
