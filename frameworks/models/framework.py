"""Instruments and who is party to them."""

from django.db import models

from frameworks.models.participant import Participant


class Framework(models.Model):
    """An instrument under which information is exchanged; its rules stand in the terms module it names.

    Para 19: begins on signature, ends three months after a notice; para 20: may replace an earlier one.
    """

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=200)
    title_ja = models.CharField(max_length=200)
    terms = models.CharField(
        max_length=80, help_text="dotted name of the terms module, such as frameworks.terms.jp_nz_2014"
    )
    terms_version = models.PositiveSmallIntegerField(default=1)
    signed_on = models.DateField()
    in_force_from = models.DateTimeField()
    ceases_at = models.DateTimeField(null=True, blank=True)
    participants = models.ManyToManyField(Participant, through="Membership", related_name="frameworks")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """That a Participant is party to a Framework."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="memberships")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "participant"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.framework_id}"
