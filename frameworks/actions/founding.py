"""The first administrator of a Participant: the account that nobody could have opened from inside. Paras 3(h), 7."""

from __future__ import annotations

from django.db import transaction

from audit import record
from audit.verdict import Verdict, permitted, prohibited, require
from frameworks.acting import System
from frameworks.actions.accounts import Person
from frameworks.models import Official, Participant
from frameworks.signin import activation
from frameworks.signin.names import canonical, reference


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


def may_found(participant: Participant) -> Verdict:
    """May an account be opened from the command line? Only while nobody could open it from inside."""
    if Official.objects.filter(participant=participant, is_administrator=True, is_active=True).exists():
        return prohibited(
            "administered", "7", gettext_noop("This Participant has an administrator, who opens accounts")
        )
    return permitted()


@transaction.atomic
def open_first_administrator(*, by: System, participant: Participant, person: Person) -> tuple[Official, str]:
    """Open the account, send its link by mail, and return it with the code that goes with the link.

    Raises:
        Denied: if the Participant has an administrator.
    """
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    require(may_found(participant))
    official = Official(
        username=canonical(person.username),
        email=person.email,
        name=person.name,
        participant=participant,
        language=person.language,
        is_administrator=True,
    )
    official.set_unusable_password()
    official.full_clean(exclude=["password"])
    official.save(force_insert=True)
    detail = {"roles": ["administrator"], "clearance": "", "clearance_until": ""}
    record.event("frameworks.account.created", by=by, subject=reference(official), detail=detail)
    return official, activation.start(by=by, official=official)
