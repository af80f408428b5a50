"""What is done to a request with a click or a short form: assign, acknowledge, begin, refuse, withdraw, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from audit.verdict import require
from frameworks.signin import kept
from frameworks.terms import terms_of
from requests import markings, queries
from requests.access import OpenCase, Unknown
from requests.actions import answering, closing, executing, refusing
from requests.forms import AssignForm, FaultsForm, ReasonForm, RefusalForm
from requests.values.faults import Faulty
from requests.views import offers, summaries
from requests.views.opening import official, opened

F = TypeVar("F", bound=FaultsForm)
GET_POST = ["GET", "POST"]
DONE = {
    "acknowledge": gettext_lazy("The request has been acknowledged; the other side is told."),
    "begin": gettext_lazy("The request is in execution; the other side is told."),
    "withdraw": gettext_lazy("The request has been withdrawn; the other side is told."),
    "close": gettext_lazy("The request has been closed; the other side is told."),
}
ONE_CLICK: dict[str, Callable[..., Any]] = {
    "acknowledge": executing.acknowledge,
    "begin": executing.begin,
    "withdraw": closing.withdraw,
    "close": closing.close,
}


@require_http_methods(GET_POST)
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Do what needs no form: a page that asks once (or the button on the case page), then the act."""
    action = ONE_CLICK.get(name)
    if action is None:
        raise Unknown
    found = opened(request, reference, f"requests.case.{name}")
    if request.method == "GET":
        shown = {"act": name, "label": offers.LABELS[name], "verdict": found.acts[name]}
        return render(request, "requests/act.html", _context(found, **shown))
    action(by=official(request), request=found.request)
    messages.success(request, DONE[name])
    return redirect("requests:case", reference)


@require_http_methods(GET_POST)
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Assign a request to a designated official of the own side."""
    found = opened(request, reference, "requests.case.assign")
    require(found.acts["assign"])
    officials = queries.assignable(found)
    form = _bound(request, AssignForm, officials=[(str(person.pk), person) for person in officials])
    if form.is_bound and request.method == "POST" and form.is_valid():
        to = next(person for person in officials if str(person.pk) == form.cleaned_data["to"])
        executing.assign(by=official(request), request=found.request, to=to)
        messages.success(request, _("The request has been assigned to %(name)s.") % {"name": to.name})
        return redirect("requests:case", reference) if to == request.user else redirect("requests:cases")
    return render(request, "requests/assign.html", _context(found, form=form))


@require_http_methods(GET_POST)
def refuse(request: HttpRequest, reference: str) -> HttpResponse:
    """Refuse on a ground of para 4."""
    found = opened(request, reference, "requests.case.refuse")
    require(found.acts["refuse"])
    grounds = [(ground.code, summaries.say_ground(ground)) for ground in terms_of(found.case.framework).refusal_grounds]
    form = _bound(request, RefusalForm, grounds=grounds)
    if _done(request, form, lambda data: refusing.refuse(by=official(request), request=found.request, **data)):
        messages.success(request, _("The request has been refused; the other side is told."))
        return redirect("requests:case", reference)
    return render(request, "requests/refuse.html", _context(found, form=form))


@require_http_methods(GET_POST)
def cannot_execute(request: HttpRequest, reference: str) -> HttpResponse:
    """Notify that a request cannot be executed."""
    found = opened(request, reference, "requests.case.cannot_execute")
    require(found.acts["cannot_execute"])
    form = _bound(request, ReasonForm)
    if _done(
        request, form, lambda data: refusing.say_cannot_execute(by=official(request), request=found.request, **data)
    ):
        messages.success(request, _("The other side has been notified that the request cannot be executed."))
        return redirect("requests:case", reference)
    return render(request, "requests/cannot_execute.html", _context(found, form=form))


@require_POST
def receive(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Acknowledge having received an item of information."""
    found = opened(request, reference, "requests.information.receive")
    item = next((item for item in found.items if item.information.number == number), None)
    if item is None:
        raise Unknown
    answering.acknowledge_receipt(by=official(request), opened=found, item=item)
    messages.success(request, _("Receipt has been acknowledged; the other side is told."))
    return redirect("requests:case", reference)


def _bound(request: HttpRequest, form_class: type[F], **choices: Any) -> F:
    """Return the form, bound to what was posted, or to what was typed before signing in again."""
    typed = request.POST if request.method == "POST" else kept.take(request)
    return form_class(typed, **choices)


def _done(request: HttpRequest, form: FaultsForm, action: Callable[[dict[str, Any]], object]) -> bool:
    """Do it if the form holds and was posted; faults the action finds go beside their fields."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        action(form.cleaned_data)
    except Faulty as faulty:
        form.add_faults(faulty.faults)
        return False
    return True


def _context(found: OpenCase, **more: Any) -> dict[str, Any]:
    subject = found.content["request"]["subject"]
    return {
        "opened": found,
        "case": found.case,
        "subject": subject,
        "marking_labels": markings.page_labels(found),
        **more,
    }
