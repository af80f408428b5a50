"""The auditor's reading room: the list, one entry, the list as a spreadsheet, the checkpoints. Para 3(g).

Nothing here shows what a case says; entries hold references, never content.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from audit import access, notes, presenting, queries, signing
from audit.forms import LogFilter

LATE = timedelta(seconds=10)
"""How long an entry may wait for its seal before an auditor is told. Looking at the page makes an entry itself."""


def _zone(request: HttpRequest) -> tzinfo:
    """Return the time zone of the auditor's Participant, where whoever signs in has one that says."""
    name = getattr(getattr(request.user, "participant", None), "time_zone", "")
    return ZoneInfo(name) if name else UTC


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """List the entries that concern the auditor's side, newest first."""
    form = LogFilter(request.GET)
    is_valid = form.is_valid()
    keys = {name: request.GET.get(name, "") for name in ("after", "before")}
    found = access.open_log(by=request.user, wanted=form.wanted(_zone(request)), **keys)
    filters = {name: str(value) for name, value in request.GET.items() if value and name in form.fields}
    context = {
        "form": form,
        "found": found if is_valid else None,
        "most_counted": queries.MOST_COUNTED,
        "export": urlencode(filters),
        "newer": f"?{urlencode(filters | {'before': found.before})}" if found.before else "",
        "older": f"?{urlencode(filters | {'after': found.after})}" if found.after else "",
    }
    return render(request, "audit/log.html", context)


@require_safe
def entry(request: HttpRequest, ident: int) -> HttpResponse:
    """Show one entry, and whether it is sealed."""
    found = access.open_entry(by=request.user, ident=ident)
    leaf = getattr(found, "leaf", None)
    return render(request, "audit/entry.html", {"entry": found, "facts": presenting.facts(found), "leaf": leaf})


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give the list along as a spreadsheet."""
    form = LogFilter(request.GET)
    form.is_valid()
    found = access.open_export(by=request.user, wanted=form.wanted(_zone(request)))
    participant = str(getattr(request.user, "participant_id", ""))
    lines = presenting.spreadsheet(found, participant=participant)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="access-log.csv"'
    return response


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Show what the log has been sealed as: the same page for both Participants."""
    found = access.open_checkpoints(by=request.user, before=request.GET.get("before", ""))
    shown, signer = found[: queries.PAGE], signing.signer()
    context = {
        "checkpoints": [(row, b64encode(bytes(row.root)).decode()) for row in shown],
        "waiting_since": queries.waiting_since(timezone.now() - LATE),
        "late_seconds": int(LATE.total_seconds()),
        "key": notes.verifier_key(signer.name, signer.public_key()),
        "older": f"?{urlencode({'before': shown[-1].size})}" if len(found) > len(shown) else "",
    }
    return render(request, "audit/checkpoints.html", context)


@require_safe
def checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """Give one checkpoint along, as the text that was signed."""
    found = access.open_checkpoint(by=request.user, size=size)
    response = HttpResponse(found.note, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="checkpoint-{found.size}.txt"'
    return response
