"""Security classifications of both sides, what they ask of a reader, and which of them correspond.

Para 3(h). Equivalence is a versioned table with its source, never code: an agreement between the two countries may
change it.
"""

from django.db import models

from frameworks.models.participant import Participant


class Ladder(models.Model):
    """One Participant's classification scheme."""

    code = models.CharField(max_length=20, primary_key=True)
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="ladders")
    name = models.CharField(max_length=120)
    name_ja = models.CharField(max_length=120)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """One marking on a ladder; a higher rank asks for more protection. Ranks compare inside one ladder only."""

    code = models.CharField(max_length=40, primary_key=True, help_text="ladder and marking, such as NZ:SENSITIVE")
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="levels")
    label = models.CharField(max_length=40, help_text="as it stands on a document, such as SENSITIVE or 極秘")
    rank = models.PositiveSmallIntegerField()
    is_national_security = models.BooleanField(default=False)

    class Meta:
        ordering = ["ladder", "rank", "code"]

    def __str__(self) -> str:
        return self.label


class Endorsement(models.Model):
    """A word beside the marking that adds a handling duty, such as EVALUATIVE."""

    code = models.CharField(max_length=60, primary_key=True)
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="endorsements")
    label = models.CharField(max_length=60)
    meaning = models.CharField(max_length=300)
    meaning_ja = models.CharField(max_length=300)

    class Meta:
        ordering = ["ladder", "code"]

    def __str__(self) -> str:
        return self.label


class HandlingRule(models.Model):
    """How information at a level is transmitted, stored and disposed of."""

    class Act(models.TextChoices):
        TRANSMIT = "transmit"
        STORE = "store"
        DISPOSE = "dispose"

    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="handling_rules")
    act = models.CharField(max_length=10, choices=Act.choices)
    text = models.CharField(max_length=400)
    text_ja = models.CharField(max_length=400)
    is_provisional = models.BooleanField(
        default=False, help_text="cautious wording of this software, until the Participant states its own rule"
    )

    class Meta:
        ordering = ["level", "act"]
        constraints = [models.UniqueConstraint(fields=["level", "act"], name="handling_rule_once")]

    def __str__(self) -> str:
        return f"{self.level_id}: {self.act}"


class EquivalenceTable(models.Model):
    """One dated version of the correspondence between two ladders, with the instrument it rests on."""

    version = models.CharField(max_length=40, primary_key=True)
    source = models.CharField(max_length=300, help_text="instrument and article")
    source_ja = models.CharField(max_length=300)
    is_provisional = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    entered_by = models.CharField(max_length=150)
    approved_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["valid_from", "version"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(entered_by=models.F("approved_by")), name="equivalence_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return self.version


class Equivalence(models.Model):
    """That one level corresponds to another. Read in both directions."""

    table = models.ForeignKey(EquivalenceTable, on_delete=models.PROTECT, related_name="rows")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="equivalences")
    corresponds_to = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "level", "corresponds_to"], name="equivalence_once")]

    def __str__(self) -> str:
        return f"{self.level_id} = {self.corresponds_to_id}"
