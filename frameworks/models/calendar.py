"""Calendars: named and versioned, so that a due moment can be explained and recomputed."""

from django.db import models

from frameworks.models.participant import Participant


class CalendarVersion(models.Model):
    """The days on which a Participant's office is closed, pinned under a version.

    ``days_off`` maps ISO dates to the name of the day, as ``{"2027-01-01": ["New Year's Day", "元日"]}``;
    ``covers_until`` is the last day the version speaks about. A due moment beyond it is refused, never guessed.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="calendars")
    name = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    region = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=64)
    cut_off = models.TimeField(help_text="the end of the office day; what arrives later counts as the next day")
    days_off = models.JSONField()
    covers_from = models.DateField()
    covers_until = models.DateField()
    source = models.CharField(max_length=200)
    published_by = models.CharField(max_length=150)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["participant", "name", "published_at"]
        constraints = [models.UniqueConstraint(fields=["participant", "name", "version"], name="calendar_version_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
