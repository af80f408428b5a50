"""What has just been done, kept in a cookie until the next page shows it."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


class PrefixedCookieStorage(CookieStorage):
    """A cookie that, in service, no other host and no plain connection may set or see, like every other of ours. S4."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"
