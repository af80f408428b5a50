"""Recovery codes: for the day the telephone or the key is lost. Para 3(h); ASVS 6.5.1 to 6.5.3.

Ten codes of almost eighty random bits, shown once, kept as digests, each good for one use.
"""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from audit import record
from frameworks.models import Official, RecoveryCode
from frameworks.signin import notices, totp
from frameworks.signin.names import reference

COUNT = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
SIGNS, GROUP = 16, 4


def renew(official: Official) -> list[str]:
    """Make new codes for ``official`` and drop the old ones; return them, to be shown this once."""
    codes = [new_code() for _ in range(COUNT)]
    now = timezone.now()
    with transaction.atomic():
        RecoveryCode.objects.filter(official=official).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(official=official, digest=_digest(official, code), made_at=now) for code in codes
        )
        record.event("frameworks.recovery_codes.renewed", by=official, subject=reference(official))
    notices.tell(official, notices.FACTORS)
    return codes


def use(official: Official, typed: str) -> bool:
    """Use up the code ``typed``; False if it is none of theirs or was used before."""
    unused = RecoveryCode.objects.filter(official=official, digest=_digest(official, typed), used_at=None)
    with transaction.atomic():
        if not unused.update(used_at=timezone.now()):
            return False
        record.event("frameworks.recovery_codes.used", by=official, subject=reference(official))
    notices.tell(official, notices.FACTORS)
    return True


def left(official: Official) -> int:
    """Return how many codes ``official`` can still use."""
    return RecoveryCode.objects.filter(official=official, used_at=None).count()


def forget(official: Official) -> None:
    """Drop all codes, as when the last factor is taken away."""
    RecoveryCode.objects.filter(official=official).delete()


def new_code() -> str:
    """Return a random code in groups that can be read out over the telephone."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
    return "-".join(signs[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def _digest(official: Official, typed: str) -> str:
    return hashlib.sha256(f"{official.pk}:{totp.plain(typed).casefold()}".encode("utf-8", "replace")).hexdigest()
