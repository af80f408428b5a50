"""Officials (the user model) and the Annex."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from frameworks.models.classification import Level
from frameworks.models.framework import Framework
from frameworks.models.participant import Participant


class OfficialManager(BaseUserManager["Official"]):
    """Finds officials by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Official":
        """Return the official of that user name; names are kept NFKC and casefolded, so one person has one spelling."""
        return self.get(username=self.model.normalize_username(username or "").casefold())


class Official(AbstractBaseUser):
    """A named person of one Participant. Para 7 (who may communicate), 3(g) (who may know).

    Roles are flags; being *designated* is not one of them: it is a dated line of the Annex (`Designation`). An auditor
    holds no other role, by constraint.
    """

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="officials")
    office = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, default="en")
    clearance = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    clearance_until = models.DateField(null=True, blank=True)
    is_supervisor = models.BooleanField(default=False)
    is_auditor = models.BooleanField(default=False)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "name"]

    objects = OfficialManager()

    class Meta:
        ordering = ["participant", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_auditor=False) | models.Q(is_supervisor=False, is_administrator=False),
                name="auditor_holds_no_other_role",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name shown beside everything this official does."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Nobody enters the Django admin: it would be a door around `access` (it is not installed)."""
        return False


class Designation(models.Model):
    """A dated line of the Annex: that an official may communicate under a Framework. Para 7."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="designations")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="designations")
    is_intake = models.BooleanField(
        default=False, help_text="sees new incoming requests until they are assigned, and assigns them"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["framework", "official", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="designation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by="", ended_at=None)
                | (~models.Q(ended_by="") & models.Q(ended_at__isnull=False)),
                name="designation_ended_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["framework", "official"],
                condition=models.Q(valid_until=None),
                name="one_open_ended_designation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} under {self.framework_id}"

    def covers(self, day: date) -> bool:
        """Say whether this line stands on ``day``, a day of the official's own Participant.

        The last day is included, unless somebody ended the designation at once in the course of it.
        """
        if day < self.valid_from:
            return False
        if self.valid_until is None:
            return True
        return day < self.valid_until if self.ended_at else day <= self.valid_until
