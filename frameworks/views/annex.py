"""The Annex: read by everybody, each list kept by its own Participant's administrators. Para 7."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.verdict import Denied
from audit.wording import say
from frameworks import access, queries
from frameworks.actions import annex as actions
from frameworks.days import day_for
from frameworks.forms import DesignationForm, EndDesignationForm
from frameworks.models import Designation, Official
from frameworks.rules import is_administrator
from frameworks.signin import kept
from frameworks.signin.stepup import recently_confirmed
from frameworks.views.signed_in import official
from frameworks.wording import say_paragraph

GET_POST = ["GET", "POST"]


@require_safe
def annex(request: HttpRequest) -> HttpResponse:
    """Show both sides' lists under every Framework, the own first."""
    by = official(request)
    found = queries.frameworks()
    access.open_reference(by=by, action="frameworks.annex.read", subjects=[f"annex:{each.pk}" for each in found])
    lists = [(framework, queries.annex_sides(framework, by=by)) for framework in found]
    return render(request, "frameworks/annex.html", {"lists": lists, "keeps": is_administrator(by)})


@require_http_methods(GET_POST)
def designate(request: HttpRequest) -> HttpResponse:
    """Put an official of the own Participant into the Annex."""
    by = official(request)
    access.open_administration(by=by, action="frameworks.designation.make", subjects=[f"annex:{by.participant_id}"])
    frameworks = queries.framework_choices(by.participant_id)
    officials = queries.designatable(by.participant_id)
    if request.method == "POST":
        return _designate(request, DesignationForm(request.POST, frameworks=frameworks, officials=officials))
    initial = {"valid_from": day_for(by.participant, timezone.now()), "official": _asked_for(request, officials)}
    form = kept.restore(request, DesignationForm, initial=initial, frameworks=frameworks, officials=officials)
    return _form(request, form)


def _asked_for(request: HttpRequest, officials: Iterable[Official]) -> int | None:
    asked = request.GET.get("official", "")
    return next((person.pk for person in officials if person.username == asked), None)


@recently_confirmed
def _designate(request: HttpRequest, form: DesignationForm) -> HttpResponse:
    if not form.is_valid():
        return _form(request, form)
    try:
        actions.designate(by=official(request), **form.cleaned_data)
    except Denied as denied:
        _say_why(form, denied)
        return _form(request, form)
    messages.success(request, _("The Annex has been changed. The other side is told."))
    return redirect("frameworks:annex")


@require_http_methods(GET_POST)
def end_designation(request: HttpRequest, pk: int) -> HttpResponse:
    """End a line of the own list."""
    line = access.open_line(by=official(request), pk=pk, action="frameworks.designation.end")
    if request.method == "POST":
        return _end(request, line, EndDesignationForm(request.POST))
    return _form(request, kept.restore(request, EndDesignationForm), line)


@recently_confirmed
def _end(request: HttpRequest, line: Designation, form: EndDesignationForm) -> HttpResponse:
    if not form.is_valid():
        return _form(request, form, line)
    try:
        actions.end_designation(by=official(request), designation=line, last_day=form.cleaned_data["last_day"])
    except Denied as denied:
        _say_why(form, denied)
        return _form(request, form, line)
    messages.success(request, _("The Annex has been changed. The other side is told."))
    return redirect("frameworks:annex")


def _say_why(form: DesignationForm | EndDesignationForm, denied: Denied) -> None:
    """Put the reasons above the form, so that what was typed stays and can be put right."""
    for reason in denied.verdict.reasons:
        words = {"reason": say(reason), "paragraph": say_paragraph(reason.paragraph)}
        form.add_error(None, _("%(reason)s (paragraph %(paragraph)s)") % words)


def _form(
    request: HttpRequest, form: DesignationForm | EndDesignationForm, line: Designation | None = None
) -> HttpResponse:
    template = "frameworks/end_designation.html" if line else "frameworks/designate.html"
    return render(request, template, {"form": form, "line": line}, status=422 if form.errors else 200)
