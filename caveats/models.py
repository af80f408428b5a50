"""The caveats stated on an item, as rows that are written once.

Para 3(a). A later restriction is a further set; what was stated stays as it was. The words of a caveat are content and
are sealed with the item, in the order of these rows.
"""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, NoReturn

from django.db import models


class StatedOnce(TypeError):
    """A caveat that was stated can be neither changed nor taken away."""

    def __init__(self) -> None:
        super().__init__("Caveats are stated once; a further restriction is a further set.")


class StatedQuerySet(models.QuerySet[Any]):
    """Refuses every change in bulk; rows are only added, and none is left out."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise StatedOnce

    update = delete = bulk_update = _refuse

    def bulk_create(
        self,
        objs: Iterable[Any],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[Any]:
        """Add rows; the ways of skipping rows and of writing over those that are there are closed."""
        if ignore_conflicts or update_conflicts:
            raise StatedOnce
        return super().bulk_create(objs, batch_size)


StatedManager = models.Manager.from_queryset(StatedQuerySet)


class Stated(models.Model):
    """A row that is written once."""

    objects: ClassVar[models.Manager[Any]] = StatedManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, if it is new."""
        if not self._state.adding:
            raise StatedOnce
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise StatedOnce


class CaveatSet(Stated):
    """All that was stated on one item at one time; a set without rows says that nothing was.

    Who stated it and when stands on the item.
    """

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"caveats {self.pk}"


class Caveat(Stated):
    """One caveat: its kind, and the parameters of that kind (`caveats.kinds`)."""

    set = models.ForeignKey(CaveatSet, on_delete=models.PROTECT, related_name="caveats")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)

    class Meta:
        ordering = ["set", "position"]
        constraints = [models.UniqueConstraint(fields=["set", "position"], name="caveat_position_once")]

    def __str__(self) -> str:
        return self.kind
