"""Who can see a case, and why; a supervisor grants and withdraws. Para 3(g)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.verdict import require
from frameworks.models import Official
from frameworks.rules import is_supervisor
from frameworks.signin import kept
from frameworks.signin.stepup import recently_confirmed
from requests import access, queries
from requests.actions import granting
from requests.forms import GrantForm, WithdrawGrantForm
from requests.rules import may_grant
from requests.values.faults import Faulty
from requests.views.opening import official


@require_GET
def who(request: HttpRequest, reference: str) -> HttpResponse:
    """Who on the own side can see this case, since when, on which basis, by whose word."""
    case, grants = access.who_can_see(by=official(request), reference=reference)
    return render(
        request, "requests/who.html", {"case": case, "grants": grants, "supervises": official(request).is_supervisor}
    )


@require_http_methods(["GET", "POST"])
@recently_confirmed()
def grant(request: HttpRequest, reference: str) -> HttpResponse:
    """Grant need to know to an official of the own side."""
    by = official(request)
    case, _grants = access.who_can_see(by=by, reference=reference)
    require(is_supervisor(by))
    officials = queries.grantable(by=by, framework=case.framework)
    typed = request.POST if request.method == "POST" else kept.take(request)
    form = GrantForm(typed, officials=[(str(person.pk), str(person)) for person in officials])
    if request.method == "POST" and form.is_valid():
        to = next(person for person in officials if str(person.pk) == form.cleaned_data["to"])
        try:
            ends_at = _end_of(form.cleaned_data["ends_on"], by)
            granting.grant_access(by=by, case=case, to=to, reason=form.cleaned_data["reason"], ends_at=ends_at)
        except Faulty as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("%(name)s can see this case now, and is told.") % {"name": to.name})
            return redirect("requests:who", reference)
    return render(request, "requests/grant.html", {"case": case, "form": form})


def _end_of(day: datetime | None, by: Official) -> datetime | None:
    """Return the moment at which the last day of a grant ends in the time zone of the Participant."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(by.participant.time_zone)).astimezone(UTC)


@require_http_methods(["GET", "POST"])
@recently_confirmed()
def withdraw(request: HttpRequest, reference: str, grant_id: int) -> HttpResponse:
    """Withdraw a grant; it counts no more from the next click on."""
    by = official(request)
    case, grants = access.who_can_see(by=by, reference=reference)
    require(is_supervisor(by))
    held = next((row for row in grants if row.pk == grant_id and row.ended_at is None), None)
    if held is None:
        raise access.Unknown
    require(may_grant(by, case, held.official))
    form = WithdrawGrantForm(request.POST if request.method == "POST" else kept.take(request))
    if request.method == "POST" and form.is_valid():
        granting.withdraw_access(by=by, case=case, grant=held, reason=form.cleaned_data["reason"])
        messages.success(request, _("The grant has been withdrawn."))
        return redirect("requests:who", reference)
    return render(request, "requests/withdraw_grant.html", {"case": case, "grant": held, "form": form})
