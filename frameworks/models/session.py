"""Sessions as rows that can be looked at and ended. Para 3(h)."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from frameworks.models.official import Official


class Session(AbstractBaseSession):
    """A signed-in browser: whose it is, since when, when last used, from where; ended rather than deleted.

    Idle and absolute limits are judged on the server from these columns (NZISM 3.9, 16.1.41).
    """

    official = models.ForeignKey(Official, null=True, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=64, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=40, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes = [models.Index(fields=["official", "ended_at"], name="session_by_official")]
