"""`manage.py make_administrator`: open the first administrator's account of a Participant."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from audit.verdict import Denied
from frameworks.acting import System
from frameworks.actions.accounts import Person
from frameworks.actions.founding import open_first_administrator
from frameworks.models import Participant

BY = System("system founding")


class Command(BaseCommand):
    """Once for each Participant, by whoever runs the machine; the administrator opens all other accounts."""

    help = "Opens the account of a Participant's first administrator: sends a link by mail, prints the code for it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who the account is for."""
        parser.add_argument("--participant", required=True, help="code of the Participant, such as NZ")
        parser.add_argument("--username", required=True, help="the name signed in with")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--email", required=True, help="where the link is sent")
        parser.add_argument("--language", default="en", choices=["en", "ja"], help="language of the mail and the pages")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it and print the code; raises CommandError where that may not or cannot be."""
        person = Person(options["username"], options["name"], options["email"], language=options["language"])
        try:
            participant = Participant.objects.get(pk=options["participant"])
            official, code = open_first_administrator(by=BY, participant=participant, person=person)
        except Participant.DoesNotExist:
            known = ", ".join(Participant.objects.values_list("pk", flat=True))
            raise CommandError(f"There is no Participant {options['participant']}. Known: {known}") from None
        except Denied as refused:
            raise CommandError(str(refused)) from None
        except ValidationError as wrong:
            raise CommandError("; ".join(wrong.messages)) from None
        self.stdout.write(f"A link was sent to {official.email}. The code that goes with it, on another way: {code}")
