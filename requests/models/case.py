"""A case: what two Participants talk about under one reference."""

from django.db import models

from frameworks.models import Framework, Participant
from requests.models.guarded import GuardedManager


class Case(models.Model):
    """Everything exchanged about one matter between two Participants. Para 7: directly, between designated
    officials."""

    reference = models.CharField(max_length=20, unique=True)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    requesting = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    requested = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = GuardedManager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(requesting=models.F("requested")), name="case_between_two_participants"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def other_side(self, participant_id: str) -> str:
        """Return the code of the Participant across from ``participant_id``."""
        return self.requested_id if participant_id == self.requesting_id else self.requesting_id
