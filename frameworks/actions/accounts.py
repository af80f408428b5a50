"""Accounts of the own Participant: opened, changed, closed, opened again. Paras 3(g), 3(h), 7.

An administrator never chooses or learns a password; whoever the account is for does, by a link and a code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import record
from audit.verdict import require
from frameworks.administering import Roles, clearance_agrees, is_in_annex, may_administer, roles_agree
from frameworks.days import day_for
from frameworks.models import Level, Official
from frameworks.rules import is_administrator
from frameworks.signin import activation, ending, locking
from frameworks.signin.names import canonical, reference


class Taken(Exception):
    """Another account has this user name or this mail address."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who an account is for."""

    username: str
    name: str
    email: str
    office: str = ""
    telephone: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Powers:
    """What an account may do: its roles, and the level it is cleared for until a day."""

    roles: Roles = field(default_factory=Roles)
    clearance: Level | None = None
    clearance_until: date | None = None


@transaction.atomic
def create_official(*, by: Official, person: Person, powers: Powers) -> Official:
    """Open an account in the own Participant; it has no password until its official chooses one. Para 7.

    Raises:
        Denied: if ``by`` is no administrator, or the powers do not go together.
        Taken: if another account has the user name or the mail address.
    """
    require(is_administrator(by))
    official = Official(
        username=canonical(person.username),
        email=person.email,
        name=person.name,
        participant=by.participant,
        office=person.office,
        telephone=person.telephone,
        language=person.language,
    )
    official.set_unusable_password()
    _give(official, powers)
    try:
        with transaction.atomic():
            official.save(force_insert=True)
    except IntegrityError as taken:
        raise Taken from taken
    record.event("frameworks.account.created", by=by, subject=reference(official), detail=_described(official))
    return official


@transaction.atomic
def change_roles(*, by: Official, official: Official, powers: Powers) -> Official:
    """Give an account of the own Participant other roles or another clearance; it counts from the next request on.

    Raises:
        Denied: if ``by`` may not administer it, or the powers do not go together.
    """
    held = _held(by, official)
    before = _described(held)
    _give(held, powers)
    held.save(update_fields=["is_supervisor", "is_auditor", "is_administrator", "clearance", "clearance_until"])
    detail = {"before": before, "after": _described(held)}
    record.event("frameworks.account.changed", by=by, subject=reference(held), detail=detail)
    return held


def _held(by: Official, official: Official) -> Official:
    """Return the account, locked for the transaction, if ``by`` may administer it."""
    held = Official.objects.select_for_update().get(pk=official.pk)
    require(may_administer(by, held))
    return held


def _give(official: Official, powers: Powers) -> None:
    today = day_for(official.participant, timezone.now())
    in_annex = official.pk is not None and is_in_annex(official, today)
    require(roles_agree(powers.roles, in_annex=in_annex))
    require(clearance_agrees(official, powers.clearance, powers.clearance_until))
    official.is_supervisor = powers.roles.supervisor
    official.is_auditor = powers.roles.auditor
    official.is_administrator = powers.roles.administrator
    official.clearance = powers.clearance
    official.clearance_until = powers.clearance_until if powers.clearance else None


def _described(official: Official) -> dict[str, object]:
    until = official.clearance_until
    return {
        "roles": Roles.of(official).names,
        "clearance": official.clearance_id or "",
        "clearance_until": until.isoformat() if until else "",
    }


@transaction.atomic
def disable(*, by: Official, official: Official) -> Official:
    """Close an account: its sessions end now, and its tokens open nothing any more. Para 3(g).

    Raises:
        Denied: if ``by`` may not administer it.
    """
    held = _held(by, official)
    if held.is_active:
        held.is_active = False
        held.save(update_fields=["is_active"])
        record.event("frameworks.account.disabled", by=by, subject=reference(held))
    ending.end_all(held, because=ending.DISABLED, by=by)
    return held


@transaction.atomic
def enable(*, by: Official, official: Official) -> Official:
    """Open a closed account again, as it was.

    Raises:
        Denied: if ``by`` may not administer it.
    """
    held = _held(by, official)
    if not held.is_active:
        held.is_active = True
        held.save(update_fields=["is_active"])
        record.event("frameworks.account.enabled", by=by, subject=reference(held))
    return held


def end_sessions(*, by: Official, official: Official, key: str = "") -> int:
    """End the session with that key, or all of the account's; return how many were ended. Para 3(h).

    Raises:
        Denied: if ``by`` may not administer it.
    """
    require(may_administer(by, official))
    if key:
        return int(ending.end_one(official, key, because=ending.BY_ADMINISTRATOR, by=by))
    return ending.end_all(official, because=ending.BY_ADMINISTRATOR, by=by)


def invite(*, by: Official, official: Official, forget_factors: bool = False) -> str:
    """Send the official a link for choosing a password, and return the code to pass on by another way. Para 3(h).

    Raises:
        Denied: if ``by`` may not administer it.
    """
    require(may_administer(by, official))
    return activation.start(by=by, official=official, forget_factors=forget_factors)


def unlock(*, by: Official, official: Official) -> None:
    """Let an official try to sign in again after too many failures. Para 3(h).

    Raises:
        Denied: if ``by`` may not administer it.
    """
    require(may_administer(by, official))
    locking.reset(by=by, official=official)
