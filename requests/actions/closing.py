"""End a request from the requesting side: withdraw it, or close it when it has been dealt with."""

from __future__ import annotations

from django.db import transaction

from audit.verdict import require
from frameworks import deadlines
from frameworks.models import Official
from requests import rules
from requests.actions.executing import advance, hold
from requests.models import Request


@transaction.atomic
def withdraw(*, by: Official, request: Request) -> Request:
    """Take a request back; what was provided already stays, protected as before.

    Raises:
        Denied: with the reason.
    """
    held, standing = hold(request, by)
    require(rules.may_withdraw(standing, held))
    advance(held, "withdraw", by=by)
    deadlines.lift(held.reference, at=standing.at)
    return held


@transaction.atomic
def close(*, by: Official, request: Request) -> Request:
    """Close a request that was answered, refused or could not be executed.

    Raises:
        Denied: with the reason.
    """
    held, standing = hold(request, by)
    require(rules.may_close(standing, held))
    held.closed_by, held.closed_at = by, standing.at
    held.save(update_fields=["closed_by", "closed_at"])
    advance(held, "close", by=by)
    deadlines.lift(held.reference, at=standing.at)
    return held
