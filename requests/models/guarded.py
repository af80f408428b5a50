"""Querysets that cannot be changed in bulk: such a change would pass by the state table and the log."""

from typing import Any, NoReturn

from django.db import models


class BulkChangeRefused(TypeError):
    """A protected row is changed one at a time, by an action."""


class GuardedQuerySet(models.QuerySet[Any]):
    """Refuses update, delete and bulk writes; `Lifecycle.advance` and actions save single rows."""

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise BulkChangeRefused(
            f"{self.model.__name__} rows change one at a time, through an action that is on record."
        )

    update = delete = bulk_create = bulk_update = _refuse


GuardedManager = models.Manager.from_queryset(GuardedQuerySet)
