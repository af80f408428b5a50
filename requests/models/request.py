"""A request for information and its refusal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frameworks.models import Level, Official, Participant
from requests.models.case import Case
from requests.models.guarded import GuardedManager
from vault.models import Sealed


class Request(models.Model):
    """A request in writing. Paras 3 and 6. What it says is sealed; the columns are what lists, deadlines and rules
    need."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        IN_EXECUTION = "in_execution", _("In execution")
        ANSWERED_IN_PART = "answered_in_part", _("Answered in part")
        ANSWERED = "answered", _("Answered")
        REFUSED = "refused", _("Refused")
        CANNOT_BE_EXECUTED = "cannot_be_executed", _("Cannot be executed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CLOSED = "closed", _("Closed")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField(default=1)
    reference = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.SUBMITTED)
    priority = models.CharField(max_length=10)
    purpose = models.CharField(max_length=20)
    filed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    wished_date = models.DateField(null=True)
    can_reciprocate = models.BooleanField()
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    endorsements = models.JSONField(default=list)
    handled_as = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
    sealed = models.OneToOneField(Sealed, on_delete=models.PROTECT, related_name="+")
    assigned_to = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = GuardedManager()

    class Meta:
        ordering = ["-filed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="request_number_once"),
            models.CheckConstraint(
                condition=models.Q(assigned_to=None, assigned_by=None, assigned_at=None)
                | models.Q(assigned_to__isnull=False, assigned_by__isnull=False, assigned_at__isnull=False),
                name="request_assigned_to_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_by=None, acknowledged_at=None)
                | models.Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="request_acknowledged_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None, answered_at=None)
                | models.Q(answered_by__isnull=False, answered_at__isnull=False),
                name="request_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(closed_by__isnull=False, closed_at__isnull=False),
                name="request_closed_by_and_at",
            ),
        ]
        indexes = [
            models.Index(fields=["filed_at"], condition=models.Q(assigned_to=None), name="request_waiting_at_intake"),
        ]

    def __str__(self) -> str:
        return self.reference


class Refusal(models.Model):
    """That a request was refused, in whole or part, or could not be executed. Para 4. The reason as told is sealed."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="refusals")
    ground = models.CharField(max_length=40, help_text="4(a) to 4(d), or empty where it cannot be executed")
    in_whole = models.BooleanField()
    sealed = models.OneToOneField(Sealed, on_delete=models.PROTECT, related_name="+")
    refused_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField()
    provider = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager()

    class Meta:
        ordering = ["refused_at", "pk"]

    def __str__(self) -> str:
        return f"{self.request}: {self.ground}"
