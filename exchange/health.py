"""Whether the exchange lives and whether it is ready, for the machine that watches it.

Answered before everything else, so that they need no host name, no session and no log entry, and so that a database
that is away does not get the process killed. They say which part fails, never why: the log says that.
"""

import shutil
import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now

from audit.models import Entry, Leaf
from exchange.celery import app

logger = structlog.get_logger(__name__)
LIVE, READY = "/health/live", "/health/ready"
LEAST_FREE_BYTES = 200 * 1024 * 1024
LONGEST_UNSEALED = timedelta(minutes=2)


class HealthMiddleware:
    """Answers the two health addresses; everything else passes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``/health/live`` and ``/health/ready``."""
        if request.path == LIVE:
            return JsonResponse({"live": True})
        if request.path == READY:
            return readiness()
        return self.get_response(request)


def readiness() -> JsonResponse:
    """Run every check; 200 if the required ones hold, else 503. What merely lags stops no page: told, not weighed."""
    parts = {name: _holds(name, check) for name, check in (REQUIRED | TOLD).items()}
    ready = all(parts[name] for name in REQUIRED)
    return JsonResponse({"ready": ready, "parts": parts}, status=200 if ready else 503)


def database_answers() -> bool:
    """Say whether the database answers a query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def migrations_are_applied() -> bool:
    """Say whether the tables are those that this code expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def disk_has_room() -> bool:
    """Say whether there is room for what the exchange writes."""
    return shutil.disk_usage(settings.DATA).free > LEAST_FREE_BYTES


def broker_answers() -> bool:
    """Say whether the broker takes messages. Pages do without it; notices come later."""
    with app.connection_for_write() as link:
        link.ensure_connection(max_retries=1, interval_start=0, timeout=1)
        return bool(link.connected)


def log_is_sealed() -> bool:
    """Say whether the worker keeps up: the newest entry that is not quite fresh has its leaf."""
    settled = Entry.objects.filter(at__lt=now() - LONGEST_UNSEALED).order_by("-at", "-id").first()
    return settled is None or Leaf.objects.filter(entry=settled).exists()


Check = Callable[[], bool]
REQUIRED: dict[str, Check] = {"database": database_answers, "migrations": migrations_are_applied, "disk": disk_has_room}
TOLD: dict[str, Check] = {"broker": broker_answers, "sealing": log_is_sealed}


def _holds(name: str, check: Check) -> bool:
    started = time.monotonic()
    try:
        held = check()
    except Exception:  # whatever it is, the part does not work; the log keeps the reason
        logger.exception("health.failed", part=name, seconds=round(time.monotonic() - started, 3))
        return False
    if not held:
        logger.warning("health.failed", part=name)
    return held
