"""Sealed content, who holds a key to it, and what was destroyed. Para 3(h), 3(j).

None of these rows can be read without a key that the database does not hold. They tell kinds, numbers, sizes and times.
"""

import uuid
from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone

from vault.envelope import FORMAT, Place

CONTENT_FIELD = "content"
UNCHANGING = "sealed rows do not change; seal a new version"
LASTING = "sealed rows go by vault.store.discard, which leaves a tombstone"


class InsertOnly(models.QuerySet[models.Model, models.Model]):
    """Closes the roads by which a sealed row could change or vanish without its tombstone."""

    def update(self, **changes: Any) -> NoReturn:
        """Refuse: a change is a new version."""
        raise TypeError(UNCHANGING)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Insert; refuse to update what is there."""
        if options.get("update_conflicts"):
            raise TypeError(UNCHANGING)
        return super().bulk_create(objs, *args, **options)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse: a change is a new version."""
        raise TypeError(UNCHANGING)

    def delete(self) -> NoReturn:
        """Refuse: `vault.store.discard` leaves a tombstone."""
        raise TypeError(LASTING)


class InsertOnlyModel(models.Model):
    """A row that is written once."""

    objects = models.Manager.from_queryset(InsertOnly)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Insert; refuse to update."""
        if not self._state.adding:
            raise TypeError(UNCHANGING)
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse: `vault.store.discard` leaves a tombstone."""
        raise TypeError(LASTING)


class Sealed(InsertOnlyModel):
    """The content of one version of one object, encrypted as one, so that a page costs one unwrap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60, help_text="what it is the content of, such as requests.request")
    owner_id = models.CharField(max_length=100, help_text="which one")
    version = models.PositiveIntegerField()
    format = models.PositiveSmallIntegerField(
        default=FORMAT, help_text="repeats the first byte of the ciphertext, to be counted by"
    )
    ciphertext = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "owner_id", "version"], name="sealed_version_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id} v{self.version}"

    def place(self) -> Place:
        """Return the place that ciphertext and wraps are bound to."""
        return Place(self.kind, self.owner_id, CONTENT_FIELD, self.version, str(self.pk))


class WrappedKey(models.Model):
    """The data key of one sealed row as one Participant may use it. Without it that side reads nothing."""

    sealed = models.ForeignKey(Sealed, on_delete=models.CASCADE, related_name="wraps")
    participant = models.CharField(max_length=8)
    key_id = models.CharField(max_length=60, help_text="the key-encryption key it is wrapped under")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sealed", "participant"], name="wrapped_once_per_side")]
        indexes = [models.Index(fields=["participant", "key_id"], name="wrapped_under_key")]

    def __str__(self) -> str:
        return f"{self.sealed_id} for {self.participant}"


class Tombstone(InsertOnlyModel):
    """What was destroyed, for one side or (participant empty) for all. Para 3(j).

    What a backup brings back under a tombstone stays shut.
    """

    sealed_id = models.UUIDField(help_text="no foreign key: it outlives the row")
    participant = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=60)
    owner_id = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    destroyed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sealed_id", "participant"], name="destroyed_once_per_side")]
        indexes = [models.Index(fields=["kind", "owner_id", "version"], name="tombstone_of_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id} v{self.version}" + (f" for {self.participant}" if self.participant else "")
