"""Keep what was answered to a POST with an idempotency key, and find it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from frameworks.models import Official
from requests.models import Replay


class Replayed(Exception):
    """Somebody else finished the same POST first."""


def kept_answer(*, by: Official, key: str) -> Replay | None:
    """Return what was answered to the POST of that key, if it was done."""
    return Replay.objects.filter(official=by, key=key).first()


def keep_answer(*, by: Official, key: str, fingerprint: str, status: int, body: Mapping[str, Any]) -> None:
    """Keep an answer in the transaction of what it answers for, so that neither stands without the other.

    Raises:
        Replayed: where the key was used meanwhile; the transaction is to be rolled back.
    """
    row = Replay(official=by, key=key, fingerprint=fingerprint, status=status, body=dict(body), made_at=timezone.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Replayed from error
