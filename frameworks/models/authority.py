"""Bodies that information could be passed to, and how well they are assessed to protect it."""

from django.db import models

from frameworks.models.classification import Level


class Authority(models.Model):
    """An authority with its protection ceiling. Para 3(c), 3(f).

    The assessment says up to which level the authority may hold information, who assessed it and until when that
    counts.
    """

    class Kind(models.TextChoices):
        CUSTOMS = "customs"
        LAW_ENFORCEMENT = "law enforcement"
        PROSECUTION = "prosecution"
        COURT = "court"
        OTHER_GOVERNMENT = "other government"
        PRIVATE = "private"

    code = models.CharField(max_length=40, primary_key=True)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    name_ja = models.CharField(max_length=200)
    ceiling = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assessed_by = models.CharField(max_length=150, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    assessment_valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["country", "code"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name
