"""Need to know, person by person and case by case."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from frameworks.models import Official
from requests.models.case import Case
from requests.models.guarded import GuardedManager


class Grant(models.Model):
    """That an official needs to know a case: on which basis, why, by whose word, since when and until when. Para 3(g).

    It carries the case's ``opened_at``, so that one index serves each official's list however many cases there are
    (DESIGN, decision 15). A grant that has ended stays as a record.
    """

    class Basis(models.TextChoices):
        AUTHOR = "author", _("Author")
        INTAKE = "intake", _("Intake")
        ASSIGNED = "assigned", _("Assigned")
        GRANTED = "granted", _("Granted")

    class Reason(models.TextChoices):
        """Why a supervisor grants: from a list, because words of one's own would be content lying open."""

        ASSISTS = "assists", _("Works on the case with others")
        STANDS_IN = "stands_in", _("Stands in for an official who is away")
        TAKES_OVER = "takes_over", _("Takes the case over")
        SPECIALIST = "specialist", _("Is asked for specialist knowledge")
        SUPERVISES = "supervises", _("Supervises the work on the case")

    class Withdrawal(models.TextChoices):
        """Why a supervisor withdraws a grant."""

        NOT_NEEDED = "not_needed", _("No longer needs to know")
        CONFLICT = "conflict", _("Has a conflict of interest")
        MISTAKE = "mistake", _("The grant was a mistake")

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="grants")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grants")
    opened_at = models.DateTimeField(help_text="the case's, so that lists sort by this row alone")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    granted_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=20, blank=True, help_text="a code: of Withdrawal, or of what ended it")

    objects = GuardedManager()

    class Meta:
        ordering = ["-opened_at", "-case"]
        constraints = [
            models.UniqueConstraint(
                fields=["official", "case"], condition=models.Q(ended_at=None), name="one_grant_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by=None, ended_at=None)
                | models.Q(ended_by__isnull=False, ended_at__isnull=False),
                name="grant_ended_by_and_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["official", "-opened_at", "-case"], condition=models.Q(ended_at=None), name="grant_feed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} in {self.case} ({self.basis})"
