"""Who a user name and a password belong to."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from frameworks.models import Official
from frameworks.signin.names import canonical


class OfficialBackend(BaseBackend):
    """Knows officials by user name and password; permissions are no business of it. Para 3(h).

    Known or unknown, open or disabled: the same hashing is done, so that the time of the answer tells nothing (A6).
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Official | None:
        """Return the official of ``username`` and ``password``, or nobody."""
        username, password = credentials.get("username"), credentials.get("password")
        if not username or not password:
            return None
        official = official_named(str(username))
        if official is None:
            make_password(password)
            return None
        is_right = official.check_password(password)
        return official if is_right and official.is_active else None

    def get_user(self, user_id: int) -> Official | None:
        """Return the open account with that key."""
        return Official.objects.filter(pk=user_id, is_active=True).first()


def official_named(username: str) -> Official | None:
    """Return the official of that user name, whichever way it is typed."""
    return Official.objects.select_related("participant").filter(username=canonical(username)).first()
