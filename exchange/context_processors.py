"""What every page shows besides its own content: where one may go, whether this is a demonstration, which version runs.

Nothing here asks the database. What an official may is read from the flags on the official; whether the Annex names the
official, and how many notices wait, are read where the query that loads the official has brought them along
(``is_designated_today``, ``unread_notices``), and are left open where it has not: the page itself decides and says why.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _


def _anybody(official: Any) -> bool:
    return True


def _handles_cases(official: Any) -> bool:
    return not official.is_auditor and (official.is_supervisor or _files_requests(official))


def _files_requests(official: Any) -> bool:
    return not official.is_auditor and getattr(official, "is_designated_today", True)


def _is_supervisor(official: Any) -> bool:
    return bool(official.is_supervisor)


def _is_auditor(official: Any) -> bool:
    return bool(official.is_auditor)


def _is_administrator(official: Any) -> bool:
    return bool(official.is_administrator)


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation: its label, the name of its address and for whom it is there."""

    label: Any
    route: str
    is_for: Callable[[Any], bool]


ENTRIES = (
    Entry(_("Work list"), "work_list", _handles_cases),
    Entry(_("Cases"), "requests:cases", _handles_cases),
    Entry(_("New request"), "requests:begin", _files_requests),
    Entry(_("Overview"), "overview", _is_supervisor),
    Entry(_("Annex"), "frameworks:annex", _anybody),
    Entry(_("Access log"), "audit:log", _is_auditor),
    Entry(_("Administration"), "frameworks:administration", _is_administrator),
)


@dataclass(frozen=True)
class Link:
    """An entry as one page shows it; ``current`` is the value of aria-current, or empty."""

    label: Any
    href: str
    current: str


def navigation(official: Any, path: str) -> list[Link]:
    """Return the entries that ``official`` may use, the one that ``path`` belongs to marked; none before sign-in."""
    if not getattr(official, "is_authenticated", False):
        return []
    places = [(entry.label, _address(entry.route)) for entry in ENTRIES if entry.is_for(official)]
    here = max((href for _label, href in places if _lies_under(path, href)), key=len, default="")
    return [Link(label, href, _current(href, here, path)) for label, href in places if href]


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame around every page needs; the navigation is built only where a page shows it."""
    return {
        "is_demonstration": getattr(settings, "DEMO", False),
        "version": version(),
        "navigation": SimpleLazyObject(lambda: navigation(getattr(request, "user", None), request.path)),
    }


@cache
def version() -> str:
    """Return the version of the exchange, as the project file states it."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _lies_under(path: str, href: str) -> bool:
    return path == href or (href not in ("", "/") and path.startswith(href))


def _current(href: str, here: str, path: str) -> str:
    if href != here:
        return ""
    return "page" if href == path else "true"
