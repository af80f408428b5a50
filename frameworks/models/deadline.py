"""Deadlines as rows, and what has been told about them."""

from django.db import models

from frameworks.models.calendar import CalendarVersion
from frameworks.models.framework import Framework
from frameworks.models.participant import Participant


class Deadline(models.Model):
    """An agreed target: what is due, of whom, when and why then. Para 6, 18 (targets, never duties).

    ``subject`` is a reference string, the same that people quote; no foreign key, so that any room above may set one.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    priority = models.CharField(max_length=10)
    responsible = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="deadlines")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    calendar = models.ForeignKey(CalendarVersion, null=True, on_delete=models.PROTECT, related_name="+")
    explanation = models.JSONField(help_text="the days counted and the days skipped with their names")
    met_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(
        null=True, blank=True, help_text="no longer asked for, for instance because the request was withdrawn"
    )
    extended_because = models.CharField(max_length=400, blank=True)
    next_look_at = models.DateTimeField(
        null=True, help_text="when the worker has something to tell about it next; empty when nothing is left"
    )

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"],
                condition=models.Q(met_at=None, lifted_at=None),
                name="one_open_deadline_of_a_kind",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"], condition=models.Q(met_at=None, lifted_at=None), name="deadline_to_look_at"
            ),
            models.Index(fields=["subject"], name="deadline_by_subject"),
            models.Index(
                fields=["responsible", "due_at"],
                condition=models.Q(met_at=None, lifted_at=None),
                name="deadline_open_by_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Reminder(models.Model):
    """That something was told about a deadline; unique, so that it is told exactly once."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20)
    due_at = models.DateTimeField(help_text="the due moment it spoke of; an extended deadline is reminded of anew")
    told_at = models.DateTimeField()
    was_overtaken = models.BooleanField(
        default=False,
        help_text="its moment passed unseen and a later one was told instead, so nobody heard of this one",
    )

    class Meta:
        ordering = ["told_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["deadline", "kind", "due_at"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.deadline}"
