"""What was answered to a request that a machine may send twice."""

from django.db import models

from frameworks.models import Official


class Replay(models.Model):
    """The answer to a POST that carried an idempotency key, so that sending it again does nothing again.

    ``fingerprint`` is a digest of method, address and body: the same key with something else is refused. ``body`` holds
    references and states only.
    """

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["official", "key"], name="replay_once")]

    def __str__(self) -> str:
        return self.key
