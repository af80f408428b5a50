"""Stating caveats on an item, and reading them back.

Para 3(a).
"""

from collections.abc import Sequence

from django.db import connection

from caveats import kinds, models
from caveats.kinds import Caveat, FreeText


def attach(caveats: Sequence[Caveat]) -> models.CaveatSet:
    """State ``caveats`` in this order, inside the transaction in which the item is provided.

    Para 3(a).

    Raises:
        CaveatError: if one of them names nothing; nothing is stored then.
        RuntimeError: outside a transaction, where a set could be left without a part of its caveats.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("caveats are stated in the transaction that provides the item")
    faults = [fault for caveat in caveats for fault in kinds.faults(caveat)]
    if faults:
        raise kinds.CaveatError(*faults)
    stated: models.CaveatSet = models.CaveatSet.objects.create()
    models.Caveat.objects.bulk_create(_row(stated, position, caveat) for position, caveat in enumerate(caveats))
    return stated


def _row(stated: models.CaveatSet, position: int, caveat: Caveat) -> models.Caveat:
    kind, parameters = kinds.to_plain(caveat)
    return models.Caveat(set=stated, position=position, kind=kind, parameters=parameters)


def of(caveat_set: models.CaveatSet) -> tuple[Caveat, ...]:
    """Return the caveats of a set, in the order in which they were stated.

    Para 3(a). Prefetch ``caveats`` for lists. A row that cannot be read raises `CaveatError`: it is never passed over.
    """
    return tuple(_caveat(row) for row in caveat_set.caveats.all())


def _caveat(row: models.Caveat) -> Caveat:
    caveat = kinds.from_plain(row.kind, row.parameters)
    if isinstance(caveat, FreeText) and not caveat.source:
        return FreeText(source=f"{row.set_id}/{row.position}")
    return caveat
