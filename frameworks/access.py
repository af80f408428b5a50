"""The doors to what this room holds: decide, record, then return or refuse. Para 3(g), 7.

Reference data is open to every official who is signed in. Accounts are open to administrators of the same Participant;
an account of the other side does not exist for them. Nothing here is content.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404

from audit import record
from audit.verdict import Verdict, permitted, prohibited, require
from frameworks.models import CalendarVersion, Designation, Framework, Official
from frameworks.rules import is_active, is_administrator
from frameworks.signin.names import reference

Found = TypeVar("Found")


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


class Unknown(Http404):
    """What is not there, and what this official may not know of: the same answer for both."""


def open_reference(*, by: Official, action: str, subjects: Iterable[str]) -> Verdict:
    """Record a look at reference data (the Annex, markings, authorities, calendars, terms).

    Raises:
        Denied: if the account was closed.
    """
    return _recorded(by, action, subjects, _of_an_official(by))


def open_administration(*, by: Official, action: str, subjects: Iterable[str] = ("administration",)) -> Verdict:
    """Record that an administrator looks at something of the own Participant.

    Raises:
        Denied: to everybody else, with the reason.
    """
    return _recorded(by, action, subjects, is_administrator(by))


def _of_an_official(by: Official) -> Verdict:
    return is_active(by) & permitted("official")


def _recorded(by: Official, action: str, subjects: Iterable[str], verdict: Verdict) -> Verdict:
    record.access(by=by, action=action, subjects=list(subjects), verdict=verdict)
    return require(verdict)


def open_account(*, by: Official, username: str, action: str) -> Official:
    """Return an account of the own Participant, for its administrator.

    Raises:
        Denied: to everybody who is no administrator.
        Unknown: where the own Participant has no such account.
    """
    mine = Official.objects.filter(participant=by.participant_id, username=username)
    found = mine.select_related("participant", "clearance").first()
    subject = reference(found) if found else f"official:{username}"
    return _opened(by, action, subject, is_administrator(by), found)


def open_line(*, by: Official, pk: int, action: str) -> Designation:
    """Return a line of the own list in the Annex, for the administrator who keeps it.

    Raises:
        Denied: to everybody who is no administrator.
        Unknown: where the own list has no such line.
    """
    mine = Designation.objects.filter(official__participant=by.participant_id, pk=pk)
    found = mine.select_related("official__participant", "framework").first()
    subject = reference(found.official) if found else f"designation:{pk}"
    return _opened(by, action, subject, is_administrator(by), found)


def open_calendar(*, by: Official, name: str, version: str) -> CalendarVersion:
    """Return a published calendar; calendars of both sides are open to everybody.

    Raises:
        Unknown: where there is no such version.
    """
    found = CalendarVersion.objects.filter(name=name, version=version).select_related("participant").first()
    return _opened(by, "frameworks.calendar.read", f"calendar:{name} {version}", _of_an_official(by), found)


def open_framework(*, by: Official, code: str) -> Framework:
    """Return a Framework, for reading what it says.

    Raises:
        Unknown: where there is none of that code.
    """
    found = Framework.objects.filter(code=code).first()
    return _opened(by, "frameworks.terms.read", f"framework:{code}", _of_an_official(by), found)


def _opened(by: Official, action: str, subject: str, may: Verdict, found: Found | None) -> Found:
    record.access(by=by, action=action, subjects=[subject], verdict=may & _exists(found))
    require(may)
    if found is None:
        raise Unknown
    return found


def _exists(found: object) -> Verdict:
    if found is not None:
        return permitted()
    return prohibited("unknown", "3(g)", gettext_noop("There is nothing here that you can open"))
