"""``manage.py audit_roles``: give the database roles of a site their rights (PostgreSQL)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit import roles


class Command(BaseCommand):
    """Prints the statements, or runs them; run as the role that owns the tables, again after every migration."""

    help = (
        "Separate the database roles of pages, sealer and auditor (PostgreSQL). Prints the statements; --execute runs"
        " them. Then let the pages connect as a member of the application's role, with AUDIT_APPEND_FUNCTION=1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the names of the roles."""
        parser.add_argument("--application", default="exchange_application", help="the pages: append and read")
        parser.add_argument("--sealer", default="exchange_sealer", help="the worker: what the pages may, and seal")
        parser.add_argument("--auditor", default="exchange_auditor", help="reads the log, nothing else")
        parser.add_argument("--execute", action="store_true", help="run the statements instead of printing them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print or run."""
        if connection.vendor != "postgresql":
            raise CommandError("SQLite knows no roles: whoever may write the file may do anything. Use PostgreSQL.")
        names = {name: options[name] for name in ("application", "sealer", "auditor")}
        try:
            statements = roles.grants(connection, **names)
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        if options["execute"]:
            self._execute(statements)
        for statement in statements:
            self.stdout.write(f"{statement};")

    def _execute(self, statements: list[str]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
