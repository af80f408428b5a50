"""Replace a key-encryption key while the exchange runs. Para 3(h).

``manage.py make_keys --new-key NZ`` adds a key and makes it the active one; ``manage.py rewrap_keys`` moves every
wrap to it. Content is not touched and no data key comes out. A run that was cut short is taken up where it stopped,
since what is left to do is what still lies under another key. Once `outstanding` is empty the old key can leave the
key file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.views.decorators.debug import sensitive_variables

from vault import envelope, keys, store
from vault.envelope import KeyEncryptionKey
from vault.errors import KeysUnusable, Tampered
from vault.models import WrappedKey

BATCH = 500


@dataclass
class Rotation:
    """What a run did: how many wraps it moved, and which sealed rows it could not move the wrap of."""

    moved: int = 0
    failed: list[UUID] = field(default_factory=list)


def rewrap(participant: str, *, batch: int = BATCH) -> Rotation:
    """Move every wrap of ``participant`` to its active key-encryption key; what cannot be moved stays as it is.

    Raises:
        KeysUnusable: if that Participant has no key at all.
    """
    active = keys.ring().active(participant)
    done = Rotation()
    for wraps in _batches(_left(active), batch):
        with transaction.atomic():
            _move(wraps, active, done)
    return done


def outstanding(participant: str) -> dict[str, int]:
    """Return how many wraps of ``participant`` lie under each key that is not the active one."""
    left = WrappedKey.objects.filter(participant=participant).exclude(key_id=keys.ring().active(participant).id)
    counted = left.values("key_id").annotate(wraps=Count("pk")).order_by("key_id")
    return {row["key_id"]: row["wraps"] for row in counted}


def _left(active: KeyEncryptionKey) -> QuerySet[WrappedKey]:
    """Return what still lies under another key; what stands under a tombstone is not given a new lease of life."""
    wraps = WrappedKey.objects.filter(participant=active.participant).exclude(key_id=active.id)
    placed = wraps.select_related("sealed").defer("sealed__ciphertext")  # the place is needed, the content is not
    return placed.exclude(store.destroyed(active.participant)).order_by("pk")


def _batches(wraps: QuerySet[WrappedKey], size: int) -> Iterator[list[WrappedKey]]:
    last = 0  # by key, so that a wrap that cannot be moved is met once
    while found := list(wraps.filter(pk__gt=last)[:size]):
        yield found
        last = found[-1].pk


@sensitive_variables()
def _move(wraps: list[WrappedKey], active: KeyEncryptionKey, done: Rotation) -> None:
    for wrap in wraps:
        try:
            old = keys.find(wrap.participant, wrap.key_id)
            moved = envelope.rewrap(wrap.wrapped, old, active, wrap.sealed.place())
        except (Tampered, KeysUnusable):
            done.failed.append(wrap.sealed_id)
            continue
        # an UPDATE where others would save: a wrap removed meanwhile stays removed
        done.moved += WrappedKey.objects.filter(pk=wrap.pk).update(wrapped=moved, key_id=active.id)
