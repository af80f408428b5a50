"""Information that was provided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caveats.models import CaveatSet
from frameworks.models import Level, Official, Participant
from requests.models.case import Case
from requests.models.guarded import GuardedManager
from requests.models.request import Request
from vault.models import Sealed


class Information(models.Model):
    """One item of information, marked and caveated by who provided it. Paras 1 and 3, 3(a), 3(h)."""

    class State(models.TextChoices):
        PROVIDED = "provided", _("Provided")
        RECEIVED = "received", _("Received")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="information")
    request = models.ForeignKey(Request, null=True, on_delete=models.PROTECT, related_name="information")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROVIDED)
    provider = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    provided_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    provided_at = models.DateTimeField()
    purposes = models.JSONField(help_text="the purposes for which it was provided, para 3(b)")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    endorsements = models.JSONField(default=list)
    handled_as = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
    caveats = models.ForeignKey(CaveatSet, on_delete=models.PROTECT, related_name="+")
    sealed = models.OneToOneField(Sealed, on_delete=models.PROTECT, related_name="+")
    received_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)

    objects = GuardedManager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "information"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="information_number_once"),
            models.CheckConstraint(
                condition=models.Q(received_by=None, received_at=None)
                | models.Q(received_by__isnull=False, received_at__isnull=False),
                name="information_received_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
