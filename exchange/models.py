"""What officials are told, how it travels to them, and how far the telling has come. R1, R2.

None of these rows holds content: a reference, the name of an event, and when.
"""

from django.db import models

from frameworks.models import Official


class Notification(models.Model):
    """That one official was told of one event. Unique, so that nobody hears of anything twice."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="notifications")
    entry_id = models.BigIntegerField(help_text="the entry of the log it was made from; no foreign key")
    notice = models.CharField(max_length=60, help_text="which notice of exchange.catalogue it is")
    event = models.CharField(max_length=80)
    subject = models.CharField(max_length=100)
    case = models.CharField(max_length=60, blank=True, help_text="the reference that its link leads to")
    parameters = models.JSONField(default=dict, help_text="what its words need: codes and references, never content")
    happened_at = models.DateTimeField(help_text="when the event did; seconds before the notice was made, as a rule")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["official", "entry_id"], name="told_once")]
        indexes = [
            models.Index(fields=["official", "-id"], name="notification_feed"),
            models.Index(fields=["official"], condition=models.Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.subject}"


class Delivery(models.Model):
    """One notification on one way out of the house. At least once; its message keeps one id however often it is sent.

    ``next_try_at`` is the claim as well: who moves it on has the delivery until then, and who dies meanwhile loses it.
    """

    class Channel(models.TextChoices):
        EMAIL = "email"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        DROPPED = "dropped"
        GIVEN_UP = "given_up"

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    is_urgent = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    message_id = models.CharField(max_length=200, unique=True)
    fault = models.CharField(max_length=80, blank=True, help_text="the kind of the last failure, never its words")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["next_try_at", "pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivered_once_per_channel"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at=None)),
                name="delivery_sent_and_at",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(state="waiting"), name="delivery_due"),
        ]

    def __str__(self) -> str:
        return f"{self.notification} by {self.channel}"


class Cursor(models.Model):
    """How far a reader of the sealed log has come: the index of the last leaf it has dealt with."""

    name = models.CharField(max_length=40, primary_key=True)
    leaf_index = models.BigIntegerField(default=-1)
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.leaf_index}"
