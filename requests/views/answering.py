"""Provide information in answer: an item with its marking and its caveats. Paras 3, 3(a), 3(h)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.verdict import require
from caveats.forms import CaveatsForm
from frameworks.marking import Marking
from frameworks.signin import kept
from requests import markings
from requests.access import OpenCase
from requests.actions import answering
from requests.forms import InformationForm
from requests.values.faults import Faulty
from requests.values.information import NewInformation
from requests.views.opening import official, opened


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Provide one item, and say whether it completes the answer."""
    found = opened(request, reference, "requests.case.answer")
    require(found.acts["reply"])
    typed = request.POST if request.method == "POST" else kept.take(request)
    form, caveats = _forms(request, found, typed)
    if (
        request.method == "POST"
        and all([form.is_valid(), caveats.is_valid()])
        and _provided(request, found, form, caveats)
    ):
        return redirect("requests:case", reference)
    context = {
        "opened": found,
        "case": found.case,
        "subject": found.content["request"]["subject"],
        "marking_labels": markings.page_labels(found),
        "form": form,
        "caveats": caveats,
    }
    return render(request, "requests/answer.html", context)


def _forms(request: HttpRequest, found: OpenCase, typed: QueryDict | None) -> tuple[InformationForm, CaveatsForm]:
    offered = markings.choices(official(request), found.case.requesting)
    initial = {"level": found.request.level_id, "handled_as": found.request.handled_as_id}
    form = InformationForm(typed, levels=offered["level"], endorsements=offered["endorsements"], initial=initial)
    return form, CaveatsForm(typed, **markings.caveat_choices(found))


def _provided(request: HttpRequest, found: OpenCase, form: InformationForm, caveats: CaveatsForm) -> bool:
    data = form.cleaned_data
    completes = data["completes"] == "yes"
    try:
        answering.reply(by=official(request), request=found.request, items=[_item(data, caveats)], completes=completes)
    except Faulty as faulty:
        form.add_faults(faulty.faults)
        return False
    done = (
        _("The answer has been given; the other side is told.")
        if completes
        else _("A part of the answer has been given; the other side is told.")
    )
    messages.success(request, done)
    return True


def _item(data: dict[str, Any], caveats: CaveatsForm) -> NewInformation:
    marking = Marking(
        level_code=data["level"],
        endorsements=tuple(data["endorsements"]),
        handled_as=data["handled_as"],
        handling_instruction=data["handling_instruction"],
    )
    return NewInformation(
        title=data["title"], text=data["text"], marking=marking, caveats=caveats.kinds, caveat_words=caveats.words
    )
