"""The access log: entries, the leaves that seal them, the checkpoints that sign the whole. Para 3(g).

Rows are added and never changed; besides the guards here, triggers in the database refuse everything but INSERT
(`audit.append_only`). Entries name people and things by the words that people quote, without foreign keys: the log must
not depend on what it watches, and holds references, never content.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

from audit.fields import CanonicalJSON

M = TypeVar("M", bound=models.Model)


class AppendOnlyError(TypeError):
    """An attempt to change what was recorded."""

    def __init__(self) -> None:
        super().__init__("the access log is append-only: rows are neither changed nor deleted")


class InsertOnlyQuerySet(models.QuerySet[M]):
    """Reads and adds; refuses the rest."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    update = delete = bulk_update = update_or_create = _raw_delete = _update = _refuse

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[M]:
        """Add rows; what stands is neither replaced nor passed over in silence."""
        if args[1:] or kwargs.keys() - {"batch_size"}:
            raise AppendOnlyError
        return super().bulk_create(objs, *args, **kwargs)


class InsertOnly(models.Model):
    """A row that is added once."""

    objects = InsertOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row.

        Raises:
            AppendOnlyError: if it stands already.
        """
        if not self._state.adding or kwargs.get("force_update") or kwargs.get("update_fields"):
            raise AppendOnlyError
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError


class Entry(InsertOnly):
    """One access, allowed or refused, or one event. Written by `audit.record` alone."""

    class Kind(models.TextChoices):
        """An access commits by itself before the answer leaves; an event commits with the change it records."""

        ACCESS = "access"
        EVENT = "event"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=80, help_text="the action, or the event as <room>.<thing>.<verb>")
    at = models.DateTimeField()
    actor = models.CharField(max_length=150, blank=True, help_text="user name; empty for nobody and for the machine")
    actor_participant = models.CharField(max_length=16, blank=True)
    door = models.CharField(max_length=8, help_text="page, api, task or command")
    method = models.CharField(max_length=8, blank=True)
    route = models.CharField(max_length=120, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=100, blank=True, help_text="the first of the subjects")
    subjects = CanonicalJSON(help_text="references of everything that was shown or touched")
    case = models.CharField(max_length=60, blank=True)
    provider = models.CharField(max_length=16, blank=True, help_text="the Participant that provided what was accessed")
    purpose = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=20, blank=True, help_text="of the verdict; empty without one")
    basis = models.CharField(max_length=200, blank=True)
    paragraphs = CanonicalJSON()
    status = models.PositiveSmallIntegerField(
        null=True, help_text="HTTP status, where the entry is about a whole request"
    )
    detail = CanonicalJSON()
    writer = models.CharField(max_length=32)
    seq = models.PositiveBigIntegerField()
    mac = models.BinaryField(max_length=32)

    class Meta(InsertOnly.Meta):
        verbose_name_plural = "entries"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["writer", "seq"], name="audit_entry_writer_seq"),
            models.CheckConstraint(condition=models.Q(kind__in=["access", "event"]), name="audit_entry_kind"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="audit_entry_seq_from_one"),
        ]
        indexes = [
            models.Index(fields=["at", "id"], name="audit_entry_at"),
            models.Index(fields=["actor", "at"], name="audit_entry_actor"),
            models.Index(fields=["subject", "at"], name="audit_entry_subject"),
            models.Index(fields=["case", "at"], name="audit_entry_case"),
            models.Index(fields=["at"], condition=~models.Q(outcome="permitted"), name="audit_entry_not_permitted"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"

    @property
    def further(self) -> int:
        """How many subjects there are besides the first."""
        return max(len(self.subjects) - 1, 0)


class Mention(InsertOnly):
    """A further reference of an entry with several subjects: each access to a thing is found. Made on sealing."""

    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="mentions")
    reference = models.CharField(max_length=100)

    class Meta(InsertOnly.Meta):
        constraints = [models.UniqueConstraint(fields=["reference", "entry"], name="audit_mention_once")]

    def __str__(self) -> str:
        return self.reference


class Leaf(InsertOnly):
    """The place of an entry in the sealed order, and its hash (RFC 6962)."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="leaf")
    hash = models.BinaryField(max_length=32)
    is_event = models.BooleanField()

    class Meta(InsertOnly.Meta):
        verbose_name_plural = "leaves"
        ordering = ["index"]
        indexes = [models.Index(fields=["index"], condition=models.Q(is_event=True), name="audit_leaf_event")]

    def __str__(self) -> str:
        return str(self.index)


class Checkpoint(InsertOnly):
    """A signed statement that the log, at this size, has this root; each Participant can keep it and compare."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    note = models.TextField(help_text="the statement with its signatures, as it is given out")
    frontier = models.BinaryField(help_text="roots of the complete subtrees: where the sealer goes on")
    last_entry = models.BigIntegerField()
    last_transaction = models.BigIntegerField(
        help_text="on PostgreSQL, the transaction of the last sealed entry; else 0"
    )

    class Meta(InsertOnly.Meta):
        ordering = ["size"]

    def __str__(self) -> str:
        return str(self.size)
