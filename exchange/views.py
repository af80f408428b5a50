"""The first page after signing in, the notices, the overview of a side, and the language."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from audit.marks import holds_no_information
from exchange.notices import mark_read, notices
from exchange.preferences import choose_language
from exchange.worklist import worklist
from frameworks import deadlines
from frameworks.models import Official
from requests import queries


def _official(request: HttpRequest) -> Official:
    assert isinstance(request.user, Official)  # noqa: S101  (signing in comes first; this tells the type checker)
    return request.user


def _next(after: str) -> str:
    """Return the address of the next page of the same list, or nothing."""
    return f"?{urlencode({'after': after})}" if after else ""


@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """What waits for me, for my side and for the other side."""
    by = _official(request)
    found = worklist(by=by, tab=request.GET.get("show", ""))
    by.unread_notices = found.notices  # type: ignore[attr-defined]  # counted along; the header need not ask again
    return render(request, "exchange/work_list.html", {"found": found, "marking_labels": found.labels})


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every open request of the own side, without content, for its supervisors."""
    page = queries.overview(by=_official(request), after=request.GET.get("after", ""))
    due = deadlines.open_for([row.reference for row in page.requests])
    rows = [(row, due.get(row.reference, [])) for row in page.requests]
    return render(request, "exchange/overview.html", {"rows": rows, "next": _next(page.after)})


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """What one has been told, newest first."""
    page = notices(by=_official(request), after=request.GET.get("after", ""))
    return render(request, "exchange/notices.html", {"page": page, "next": _next(page.after)})


@require_POST
@holds_no_information
def read(request: HttpRequest) -> HttpResponse:
    """Mark as read what the page showed."""
    mark_read(by=_official(request), newest=request.POST.get("newest", ""))
    return redirect("notices")


@login_not_required
@require_POST
@holds_no_information
def language(request: HttpRequest) -> HttpResponseBase:
    """Change the language of the pages and, for whoever is signed in, of the mail."""
    if request.user.is_authenticated:
        choose_language(by=_official(request), language=request.POST.get("language", ""))
    return set_language(request)
