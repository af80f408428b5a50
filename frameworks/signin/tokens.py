"""Tokens for machine users: an official's own, named, ending within ninety days, shown once. Para 3(g), 3(h).

A token carries the rights of its official and no others. It is made in a session with a second factor that was
confirmed just now; it is refused from the moment the account is disabled.
"""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from knox.models import AuthToken

from audit import record
from frameworks.models import MachineToken, Official
from frameworks.signin import notices
from frameworks.signin.names import reference

LONGEST = timedelta(days=90)
MOST = 10
MARK_LENGTH = 16


class TooMany(Exception):
    """The official has as many tokens as one may have."""


def issue(*, by: Official, name: str, days: int) -> str:
    """Make a token of ``by`` and return it; it cannot be shown again.

    Raises:
        ValueError: if it were to hold longer than ninety days, or not at all.
        TooMany: if the official has ten already.
    """
    expiry = timedelta(days=days)
    if not timedelta() < expiry <= LONGEST:
        raise ValueError("a token holds from one to ninety days")
    with transaction.atomic():
        if len(tokens_of(by)) >= MOST:
            raise TooMany
        token, text = AuthToken.objects.create(user=by, expiry=expiry)
        MachineToken.objects.create(token=token, name=name)
        detail = {"token": mark(token), "days": days}
        record.event("frameworks.token.issued", by=by, subject=reference(by), detail=detail)
    notices.tell(by, notices.TOKENS)
    return str(text)


def tokens_of(official: Official) -> list[MachineToken]:
    """Return the tokens of ``official`` that still hold, the newest first."""
    held = MachineToken.objects.filter(token__user=official, token__expiry__gt=timezone.now())
    return list(held.select_related("token"))


def mark(token: AuthToken) -> str:
    """Return what tells ``token`` apart in lists and in the log, and opens nothing: the beginning of its digest."""
    return str(token.digest[:MARK_LENGTH])


def revoke(*, by: Official, marked: str) -> bool:
    """Take back the token of ``by`` with that mark; a token of somebody else is not found."""
    if len(marked) != MARK_LENGTH:
        return False
    return _revoke_each(by, AuthToken.objects.filter(user=by, digest__startswith=marked), by=by)


def revoke_all(*, by: Official, official: Official) -> bool:
    """Take back every token of ``official``, as when the account is closed."""
    return _revoke_each(official, AuthToken.objects.filter(user=official), by=by)


def _revoke_each(official: Official, tokens: models.QuerySet[AuthToken], *, by: Official) -> bool:
    with transaction.atomic():
        marks = [mark(token) for token in tokens]
        tokens.delete()
        for marked in marks:
            record.event("frameworks.token.revoked", by=by, subject=reference(official), detail={"token": marked})
    if marks:
        notices.tell(official, notices.TOKENS)
    return bool(marks)


def forget() -> int:
    """Delete tokens that have ended; return how many."""
    deleted = AuthToken.objects.filter(expiry__lte=timezone.now()).delete()[1]
    return int(deleted.get("knox.AuthToken", 0))
