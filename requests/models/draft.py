"""Requests that are being written."""

import uuid

from django.db import models

from frameworks.models import Framework, Official, Participant
from requests.models.case import Case
from vault.models import Sealed


class Draft(models.Model):
    """A request in the making, saved page by page; its author's alone, on whatever machine. Para 6.

    ``revision`` counts the saves: a page that was opened before another save is told so instead of overwriting it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="drafts")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    requested = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    sealed = models.OneToOneField(Sealed, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    filed_as = models.OneToOneField(Case, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["author", "-saved_at"], condition=models.Q(filed_as=None), name="draft_open")]

    def __str__(self) -> str:
        return str(self.pk)
