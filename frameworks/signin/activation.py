"""First passwords, and new ones after an account was lost: by a link and a code, on two ways. Para 3(h); A7, ASVS 6.4.

An administrator starts it and passes the code on by telephone or in person; the link goes to the official by mail.
Either alone opens nothing, and neither is a second factor: who chooses a password this way still has to show one, or
enrol one.
"""

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from audit import record
from audit.acting import Acting
from frameworks.models import Activation, Official
from frameworks.signin import ageing, ending, factors, locking, notices, recovery, seeds, totp
from frameworks.signin.names import reference

HOLDS_FOR = timedelta(hours=72)
MOST_FAILURES = 5
NOT_RIGHT = _("The link or the code is not right, or is no longer good. Ask your administrator for new ones.")


def start(*, by: Acting, official: Official, forget_factors: bool = False) -> str:
    """Send ``official`` a link and return the code that goes with it, for the administrator to pass on.

    Earlier links and codes are void. The present password stops working when a new one is chosen, not before.

    Args:
        forget_factors: take the second factors away as well, because they are lost; the official enrols new ones.
    """
    link, code = secrets.token_urlsafe(32), recovery.new_code()
    now = timezone.now()
    with transaction.atomic():
        Activation.objects.filter(official=official, used_at=None).delete()
        Activation.objects.create(
            official=official,
            link_digest=_digest(link),
            code_digest=_code_digest(code),
            made_by=by.username,
            made_at=now,
            expires_at=now + HOLDS_FOR,
        )
        detail = {"factors_forgotten": forget_factors}
        record.event("frameworks.activation.started", by=by, subject=reference(official), detail=detail)
        if forget_factors:
            _forget_factors(official)
    if forget_factors:
        ending.end_all(official, because=ending.FACTOR_CHANGED, by=by)
    notices.send_link(official, f"{settings.PUBLIC_URL}{reverse('signin:activate', args=[link])}")
    return code


def finish(link: str, code: str, password: str) -> Official:
    """Set the password that the official behind ``link`` and ``code`` chose, and return who it is.

    Raises:
        ValidationError: if either is not right (the same words whatever is wrong), or the password can be guessed.
    """
    row = _open_row(link)
    is_right = constant_time_compare(row.code_digest if row else "", _code_digest(code))
    if row is None or not is_right:
        Activation.objects.filter(link_digest=_digest(link)).update(failures=F("failures") + 1)
        raise ValidationError({"code": NOT_RIGHT})
    try:
        validate_password(password, row.official)
    except ValidationError as weak:
        raise ValidationError({"password1": weak.messages}) from None
    if not Activation.objects.filter(pk=row.pk, used_at=None).update(used_at=timezone.now()):
        raise ValidationError({"code": NOT_RIGHT})
    ageing.change(row.official, password)
    locking.reset(by=row.official, official=row.official)
    return row.official


def forget() -> int:
    """Delete what ran out unused; return how many."""
    return Activation.objects.filter(expires_at__lt=timezone.now(), used_at=None).delete()[0]


def _open_row(link: str) -> Activation | None:
    rows = Activation.objects.filter(
        link_digest=_digest(link),
        used_at=None,
        expires_at__gt=timezone.now(),
        failures__lt=MOST_FAILURES,
        official__is_active=True,
    )
    return rows.select_related("official__participant").first()


def _forget_factors(official: Official) -> None:
    for factor in factors.factors_of(official):
        if factor.type == factors.TOTP:
            seeds.destroy(factor.data["secret"])
    Authenticator.objects.filter(user_id=official.pk).delete()
    recovery.forget(official)


def _code_digest(typed: str) -> str:
    return _digest(totp.plain(typed).casefold())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
