"""A few pages for tests: a form, a button, something that weighs more, and the machine interface."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.marks import holds_no_information
from frameworks.signin import kept
from frameworks.signin.api import RecentlyConfirmed
from frameworks.signin.stepup import recently_confirmed

DONE: list[Any] = []


class NoteForm(forms.Form):
    """Two lines to type into."""

    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)


@holds_no_information
class Note(View):
    """A form that keeps what was typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = kept.restore(request, NoteForm)
        return HttpResponse(str(form) + " ".join(str(message) for message in request._messages))

    def post(self, request: HttpRequest) -> HttpResponse:
        DONE.append(("note", request.POST.get("title")))
        return HttpResponse("noted")


@holds_no_information
@method_decorator(recently_confirmed, name="dispatch")
class WeightyNote(Note):
    """The same, for who has confirmed just now."""


@holds_no_information
@require_POST
def press(request: HttpRequest) -> HttpResponse:
    DONE.append(("pressed", request.POST.get("which")))
    return HttpResponse("pressed")


@holds_no_information
@login_not_required
def open_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@holds_no_information
class Who(APIView):
    """Tells whose request it is."""

    def get(self, request):
        return Response({"who": request.user.username})


@holds_no_information
class Weighty(Who):
    """The same, for who has confirmed just now."""

    permission_classes = (RecentlyConfirmed,)


urlpatterns = [
    path("note/", Note.as_view(), name="note"),
    path("weighty/", WeightyNote.as_view(), name="weighty"),
    path("press/", press, name="press"),
    path("open/", open_page, name="open"),
    path("api/v1/who/", Who.as_view(), name="who"),
    path("api/v1/weighty/", Weighty.as_view(), name="weighty_api"),
    path("", include("exchange.urls")),
]
