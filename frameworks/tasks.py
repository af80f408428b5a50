"""What the worker does for this room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from frameworks import deadlines
from frameworks.signin import sweeping

BATCHES = 50


@shared_task(ignore_result=True)
def look_at_deadlines() -> int:
    """Tell what is due to be told about deadlines; return how much. Idempotent: run it as often as you like."""
    told = 0
    for _ in range(BATCHES):
        batch = deadlines.look(timezone.now())
        told += len(batch)
        if not batch:
            break
    return told


@shared_task(ignore_result=True)
def sweep_sign_in() -> dict[str, int]:
    """End sessions that ran out, destroy forms nobody came back for, tell of locks; return how many of each."""
    return sweeping.sweep()
