"""Passwords that must be changed: because an administrator says so or, where a site still asks for it, by age."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit import record
from frameworks.models import Credential, Official
from frameworks.signin import ending, notices
from frameworks.signin.names import reference


def must_change(official: Official) -> bool:
    """Say whether ``official`` must choose a new password before anything else."""
    if official.must_change_password:
        return True
    days = settings.PASSWORD_MAX_AGE_DAYS
    if not days or not official.has_usable_password():
        return False
    chosen = Credential.objects.filter(official=official).values_list("password_changed_at", flat=True).first()
    return timezone.now() - (chosen or official.date_joined) >= timedelta(days=days)


def change(official: Official, password: str, *, present_key: str = "") -> None:
    """Set the password that ``official`` chose, end the sessions opened with the old one, and tell the official.

    Args:
        present_key: the row of the session in which it was done, which goes on.
    """
    official.set_password(password)
    official.must_change_password = False
    with transaction.atomic():
        official.save(update_fields=["password", "must_change_password"])
        Credential.objects.update_or_create(official=official, defaults={"password_changed_at": timezone.now()})
        record.event("frameworks.password.changed", by=official, subject=reference(official))
    ending.end_all(official, because=ending.PASSWORD_CHANGED, except_key=present_key)
    notices.tell(official, notices.PASSWORD)
