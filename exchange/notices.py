"""The notices of one official: what the projection has written for him or her, read and marked as read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as say

from audit import record
from audit.verdict import permitted
from exchange.catalogue import NOTICES
from exchange.letters import address
from exchange.models import Notification
from frameworks.models import Official
from frameworks.wording import say_moment, zone_of
from requests.access import CASEWORK
from requests.models import Request

PAGE = 25
LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as its official reads it."""

    key: int
    words: str
    href: str
    happened_at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of notices, newest first; ``after`` is where the next begins, ``newest`` the newest that it shows."""

    notices: Sequence[Notice]
    after: str
    newest: str


def notices(*, by: Official, after: str = "") -> Page:
    """Return one page of one's own notices, and record the look: each names a reference. Para 3(g)."""
    found = Notification.objects.filter(official=by, notice__in=NOTICES).order_by("-pk")
    if _key(after):
        found = found.filter(pk__lt=_key(after))
    rows = list(found[: PAGE + 1])
    shown = rows[:PAGE]
    record.access(
        by=by,
        action="exchange.notice.list",
        subjects=[row.subject for row in shown],
        verdict=permitted("own_notices"),
        purpose=CASEWORK,
    )
    last = str(shown[-1].pk) if len(rows) > PAGE else ""
    return Page([_notice(row, by) for row in shown], last, str(shown[0].pk) if shown else "")


def _notice(row: Notification, by: Official) -> Notice:
    return Notice(row.pk, words(row, by), address(row), row.happened_at, is_unread=row.read_at is None)


def words(row: Notification, reader: Official) -> str:
    """Say a notice in the language in use: references and codes in words, never content."""
    return say(NOTICES[row.notice].words) % _parameters(row, reader)


def _parameters(row: Notification, reader: Official) -> dict[str, Any]:
    kept = row.parameters
    due_at = kept["detail"].get("due_at")
    return {
        "reference": row.case or row.subject,
        "subject": row.subject,
        "state": Request.State(kept["state"]).label if "state" in kept else "",
        "target": say(kept["target"]) if "target" in kept else "",
        "due": say_moment(datetime.fromisoformat(due_at), zone_of(reader)) if due_at else "",
    }


def mark_read(*, by: Official, newest: str) -> int:
    """Mark one's own notices as read, up to the newest that was shown; what came since stays unread."""
    unread = Notification.objects.filter(official=by, read_at=None, pk__lte=_key(newest))
    return unread.update(read_at=timezone.now())


def unread(*, by: Official) -> int:
    """Return how many notices wait to be read."""
    return Notification.objects.filter(official=by, read_at=None).count()


def waiting(request: HttpRequest) -> dict[str, Any]:
    """Let the header count what waits, where it shows it (a context processor); a page that has counted is believed."""
    user = getattr(request, "user", None)
    if isinstance(user, Official) and not hasattr(user, "unread_notices"):
        user.unread_notices = SimpleLazyObject(lambda: unread(by=user))  # type: ignore[attr-defined]
    return {}


def _key(given: str) -> int:
    """Return a place in the list that a page gave out; anything else is the top."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LONGEST_KEY else 0
