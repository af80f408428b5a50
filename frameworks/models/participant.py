"""The administrations that cooperate."""

from django.db import models


class Participant(models.Model):
    """A customs administration that takes part in one or more Frameworks.

    Preamble and para 7: the two administrations of 2014; the model knows no number of them.
    """

    code = models.CharField(
        max_length=8, primary_key=True, help_text="ISO country code of the administration, such as NZ"
    )
    name = models.CharField(max_length=120)
    name_ja = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20, help_text="the abbreviation officials use, such as NZCS")
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=64)
    region = models.CharField(max_length=8, blank=True, help_text="region whose anniversary days are kept, such as AUK")
    language = models.CharField(max_length=8)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short_name
