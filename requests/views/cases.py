"""Look at cases: the list, one case, and why one reads it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.marks import holds_no_information
from frameworks import deadlines
from frameworks.terms import Terms, terms_of
from requests import access, markings, queries
from requests.forms import FindForm, PurposeForm
from requests.values.fields import PURPOSES
from requests.values.reference import is_reference, normalise
from requests.views import history, offers, purposes, summaries
from requests.views.opening import official, opened


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases one may know, newest first."""
    form = FindForm(request.GET or None)
    filters = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = queries.cases(by=official(request), filters=filters, after=request.GET.get("after", ""))
    lines = access.open_lines(by=official(request), grants=page.grants, action="requests.case.list")
    context = {
        "lines": lines,
        "page": page,
        "form": form,
        "filters": _query(request),
        "marking_labels": markings.list_labels(lines),
    }
    return render(request, "requests/cases.html", context)


def _query(request: HttpRequest) -> str:
    """Return the filters of this address without the place in the list, for the links to other pages of it."""
    kept_filters = request.GET.copy()
    kept_filters.pop("after", None)
    return kept_filters.urlencode()


@holds_no_information
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Go to the case of a reference, however it was typed."""
    reference = normalise(request.GET.get("reference", ""))
    if is_reference(reference):
        return redirect("requests:case", reference)
    messages.warning(request, _("This is not a reference of a case. Check its digits: the last one is a check digit."))
    return redirect("requests:cases")


@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One case: what is asked, what was provided under which caveats, what is due, what may be done next and why
    not otherwise."""
    if not purposes.stated(request, reference):
        return _ask_purpose(request, reference)
    found = opened(request, reference)
    may, may_not = offers.offers(found)
    context = {
        "opened": found,
        "case": found.case,
        "subject": found.content["request"]["subject"],
        "blocks": [block for block in summaries.blocks(found.content, markings.names()) if not block.is_empty],
        "items": markings.items(found),
        "marking_labels": markings.page_labels(found),
        "request_labels": markings.item_labels(found, found.marking),
        "refusals": refusals(found),
        "facts": facts(found),
        "deadlines": deadlines.open_for([found.request.reference]).get(found.request.reference, []),
        "may": may,
        "may_not": may_not,
        "move": offers.whose_move(found),
        "happenings": history.happenings(found),
        "purpose": _(dict(PURPOSES)[found.purpose]),
    }
    return render(request, "requests/case.html", context)


def refusals(found: access.OpenCase) -> list[tuple[access.OpenRefusal, str]]:
    """Return each refusal with its ground in words."""
    terms = terms_of(found.case.framework)
    return [(row, _ground(terms, row.refusal.ground)) for row in found.refusals]


def _ground(terms: Terms, code: str) -> str:
    if not code:
        return ""
    return summaries.say_ground(terms.ground(code))


def facts(found: access.OpenCase) -> list[summaries.Row]:
    """Return who is concerned with the case."""
    request, case = found.request, found.case
    said = [
        (_("Asked by"), f"{case.requesting_id}: {request.filed_by}"),
        (_("Asked of"), case.requested_id),
        (_("In the hands of"), str(request.assigned_to or "") if found.standing.side == "requested" else ""),
    ]
    return [summaries.Row("", label, summaries.Value(text), "") for label, text in said if text]


def _ask_purpose(request: HttpRequest, reference: str) -> HttpResponse:
    found, _standing = access.find_case(by=official(request), reference=reference)
    return render(request, "requests/purpose.html", {"case": found, "form": PurposeForm()})


@require_POST
def purpose(request: HttpRequest, reference: str) -> HttpResponse:
    """State why one reads a case; the answer counts for this session."""
    found, _standing = access.find_case(by=official(request), reference=reference)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return render(request, "requests/purpose.html", {"case": found, "form": form})
    purposes.state(request, reference, form.cleaned_data["purpose"])
    return redirect("requests:case", reference)
