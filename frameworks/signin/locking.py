"""Failed attempts, counted in the database by the database's clock. Para 3(h); NZISM 16.1.42, ASVS 6.1.1, 6.3.1.

Three failures under one name from one address close that pair for a while; failures under one name from everywhere
close the name for longer; a name that was closed several times opens only when an administrator says so. Unknown names
are counted like known ones, so that the answer tells nothing.

An attempt is counted *before* the password is looked at and given back if it was right: a hundred attempts at the same
instant get no more looks than three one after the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from audit import record
from audit.acting import Acting
from frameworks.models import Official, SignInGuard
from frameworks.signin import names, notices

EVERYWHERE = ""
FORGOTTEN_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures close, and for how long."""

    failures: int
    closed_for: timedelta


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that was let through: the digest of the name, and the address it came from."""

    name: str
    address: str


class Locked(Exception):
    """No attempt is let through; ``until_reset`` says that only an administrator opens it again."""

    def __init__(self, *, until_reset: bool) -> None:
        self.until_reset = until_reset
        super().__init__("locked until an administrator resets it" if until_reset else "locked for a while")


def begin(name: str, address: str) -> Attempt:
    """Count an attempt under ``name`` from ``address`` and let it through.

    Raises:
        Locked: if there were too many before; nothing may be checked then.
    """
    attempt = Attempt(names.digest(name), names.caller(address))
    guards = [SignInGuard(name=attempt.name, address=place) for place in (attempt.address, EVERYWHERE)]
    SignInGuard.objects.bulk_create(guards, ignore_conflicts=True)
    if is_waiting_for_reset(attempt.name):
        raise Locked(until_reset=True)
    if not (_count(attempt.name, attempt.address, of_pair()) and _count(attempt.name, EVERYWHERE, of_name())):
        raise Locked(until_reset=False)
    return attempt


def give_back(attempt: Attempt) -> None:
    """Take one attempt off the count: what was checked was right, although more may be asked before the door opens."""
    counted = _guards(attempt.name).filter(address__in=[attempt.address, EVERYWHERE], failures__gt=0)
    counted.update(failures=F("failures") - 1)


def succeeded(name: str, address: str) -> None:
    """Forget the failures of ``name`` there and its locks, once told of: its official is signed in."""
    digest = names.digest(name)
    tell(digest)
    _guards(digest).filter(address=names.caller(address)).delete()
    _guards(digest).filter(address=EVERYWHERE).update(failures=0, locks=0, locks_told=0, is_lock_counted=False)


def failed(attempt: Attempt, official: Official | None) -> bool:
    """Note that what was checked was wrong; say whether that closed the door. Each closing is counted once."""
    closed = [
        _closes(attempt.name, place, limit) for place, limit in ((attempt.address, of_pair()), (EVERYWHERE, of_name()))
    ]
    if not any(closed):
        return False
    _guards(attempt.name).filter(address=EVERYWHERE).update(locks=F("locks") + 1)
    if official is not None:
        _record_lock(official, until_reset=is_waiting_for_reset(attempt.name))
    return True


def tell(digest: str = "") -> int:
    """Tell officials by mail, once, that the way in was closed after failed attempts; return how many were told.

    Never while an attempt fails: the time that a mail takes would say that the name is known. The worker does it, or
    the next success.

    Args:
        digest: of the one name to look at; all names if empty.
    """
    rows = SignInGuard.objects.filter(address=EVERYWHERE, locks__gt=F("locks_told"))
    rows = rows.filter(name=digest) if digest else rows
    untold = {row.name: row for row in rows}
    told = 0
    for official in Official.objects.filter(is_active=True) if untold else ():
        row = untold.get(names.digest(official.username))
        if row and SignInGuard.objects.filter(pk=row.pk, locks_told=row.locks_told).update(locks_told=row.locks):
            told += notices.tell(official, notices.ATTEMPTS)
    return told


def is_locked_until_reset(official: Official) -> bool:
    """Say whether ``official`` can sign in only after an administrator's reset."""
    return is_waiting_for_reset(names.digest(official.username))


def is_waiting_for_reset(digest: str) -> bool:
    """Say the same of the digest of a name, known or not."""
    return _guards(digest).filter(address=EVERYWHERE, locks__gte=settings.SIGN_IN_LOCKS_BEFORE_RESET).exists()


def locked_until_reset(officials: Iterable[Official]) -> set[int]:
    """Return the keys of those of ``officials`` who wait for a reset; one query for a whole list."""
    digests = {names.digest(official.username): official.pk for official in officials}
    waiting = SignInGuard.objects.filter(
        name__in=digests, address=EVERYWHERE, locks__gte=settings.SIGN_IN_LOCKS_BEFORE_RESET
    )
    return {digests[name] for name in waiting.values_list("name", flat=True)}


def reset(*, by: Acting, official: Official) -> None:
    """Open the door for ``official`` again; an administrator does that, having spoken with the official."""
    with transaction.atomic():
        _guards(names.digest(official.username)).delete()
        record.event("frameworks.account.unlocked", by=by, subject=names.reference(official))


def forget() -> int:
    """Delete counts that no longer matter; return how many."""
    old = SignInGuard.objects.filter(last_at__lt=_ago(FORGOTTEN_AFTER), locks__lt=settings.SIGN_IN_LOCKS_BEFORE_RESET)
    return int(old.delete()[0])


def of_pair() -> Limit:
    """Return the limit for one name from one address."""
    return Limit(settings.SIGN_IN_ATTEMPTS, timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES))


def of_name() -> Limit:
    """Return the slower limit for one name from everywhere."""
    return Limit(settings.SIGN_IN_NAME_ATTEMPTS, timedelta(minutes=settings.SIGN_IN_NAME_LOCK_MINUTES))


def _count(name: str, address: str, limit: Limit) -> bool:
    """Count one more in a single statement, unless the limit is reached; what is long past starts the count anew."""
    is_past = Q(last_at__lte=_ago(limit.closed_for))
    open_guard = _guards(name).filter(Q(failures__lt=limit.failures) | is_past, address=address)
    counted = open_guard.update(
        failures=Case(When(is_past, then=Value(1)), default=F("failures") + 1),
        is_lock_counted=Case(When(is_past, then=Value(False)), default=F("is_lock_counted")),
        last_at=Now(),
    )
    return bool(counted)


def _closes(name: str, address: str, limit: Limit) -> bool:
    full = _guards(name).filter(address=address, failures__gte=limit.failures, is_lock_counted=False)
    return bool(full.update(is_lock_counted=True))


def _record_lock(official: Official, *, until_reset: bool) -> None:
    with transaction.atomic():
        detail = {"until_reset": until_reset}
        record.event("frameworks.account.locked", by=official, subject=names.reference(official), detail=detail)


def _guards(name: str) -> QuerySet[SignInGuard]:
    return SignInGuard.objects.filter(name=name)


def _ago(span: timedelta) -> Combinable:
    return ExpressionWrapper(Now() - Value(span, DurationField()), output_field=DateTimeField())
