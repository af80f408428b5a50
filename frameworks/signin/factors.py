"""The second factor: which an official has, which this session has shown, and whether that is enough. Para 3(h); A1.

What a session has shown stands in its signed data as allauth writes it: method, kind and moment of each step.
"""

import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from audit import record
from frameworks.models import Official, UsedCode
from frameworks.signin import ending, notices, recovery, seeds, totp
from frameworks.signin.names import reference

TOTP, WEBAUTHN, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, "recovery_codes"
METHOD = "mfa"


def shown(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the steps with a second factor that the session of ``request`` has on record, oldest first."""
    steps = get_authentication_records(request, request.user)
    return [step for step in steps if step.get("method") == METHOD]


def is_shown(request: HttpRequest) -> bool:
    """Say whether the session has shown a factor that is enough for its official; the demonstration waives it."""
    if settings.DEMO:
        return True
    enough = kinds_for(request.user)
    return any(step.get("type") in enough for step in shown(request))


def kinds_for(official: Any) -> frozenset[str]:
    """Return the kinds of factor that are enough: for supervisors and administrators passkeys alone, by setting."""
    has_power = official.is_supervisor or official.is_administrator
    if settings.SIGN_IN_PASSKEY_FOR_POWERS and has_power:
        return frozenset({WEBAUTHN})
    return frozenset({TOTP, WEBAUTHN, RECOVERY})


def factors_of(official: Any, kinds: Iterable[str] = (TOTP, WEBAUTHN)) -> list[Authenticator]:
    """Return the factors that ``official`` has enrolled, of the ``kinds`` asked for."""
    return list(Authenticator.objects.filter(user_id=official.pk, type__in=list(kinds)).order_by("created_at", "pk"))


def note_shown(request: HttpRequest, official: Official, kind: str, *, is_again: bool) -> None:
    """Note in the session that a factor of ``kind`` was shown; ``is_again`` if to confirm something."""
    Authenticator.objects.filter(user_id=official.pk, type=kind).update(last_used_at=timezone.now())
    extra = {"reauthenticated": True} if is_again else {}
    record_authentication(request, official, METHOD, type=str(kind), **extra)


def check_code(official: Official, typed: str) -> str:
    """Use up a code of the authenticator app or a recovery code; return its kind, or nothing if it is no good."""
    app = Authenticator.objects.filter(user_id=official.pk, type=TOTP).first()
    if app is not None and len(totp.plain(typed)) == totp.DIGITS:
        secret = seeds.read(official, app.data["secret"])
        return str(TOTP) if use_step(official, secret, typed) else ""
    return RECOVERY if recovery.use(official, typed) else ""


def use_step(official: Official, secret: str, typed: str) -> bool:
    """Use up the time step that ``typed`` is the code of; False if there is none, or it was used before. A8."""
    for step in totp.matching_steps(secret, typed, time.time()):
        _, is_fresh = UsedCode.objects.get_or_create(official=official, step=step, defaults={"used_at": timezone.now()})
        if is_fresh:
            return True
    return False


def note_change(official: Official, *, what: str, kind: str, present_key: str) -> None:
    """Record that a factor was added or removed, end the other sessions and tell the official by mail.

    Args:
        what: ``added`` or ``removed``.
        present_key: the row of the session in which it was done, which goes on.
    """
    with transaction.atomic():
        record.event(f"frameworks.factor.{what}", by=official, subject=reference(official), detail={"kind": kind})
    ending.end_all(official, because=ending.FACTOR_CHANGED, except_key=present_key)
    notices.tell(official, notices.FACTORS)


def note_name(official: Official) -> None:
    """Record that a passkey was given another name."""
    with transaction.atomic():
        record.event("frameworks.factor.renamed", by=official, subject=reference(official), detail={"kind": WEBAUTHN})


def forget_codes() -> int:
    """Delete steps that are long past their time; return how many."""
    return UsedCode.objects.filter(used_at__lt=timezone.now() - timedelta(hours=1)).delete()[0]
