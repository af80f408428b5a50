"""Confirming anew before acts that weigh more: granting, exporting, roles, tokens, factors. Para 3(h); ASVS 7.5.3.

Confirmed means: a second factor shown less than five minutes ago. Where an official has none, which is the first
enrolment and the demonstration, the password stands for it::

    @recently_confirmed
    def end_grant(request, reference): ...

    @method_decorator(recently_confirmed(minutes=5), name="dispatch")
    class GrantView(View): ...

What was typed into a POST is kept (`kept`) and comes back in the form after the confirmation. `frameworks.signin.api`
has the same as a permission of the machine interface.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, overload

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from audit import record
from audit.verdict import Verdict, permitted, prohibited
from frameworks.signin import factors, kept, returning

MINUTES = 5
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


def is_fresh(request: HttpRequest, *, minutes: int = MINUTES) -> Verdict:
    """Has the official of this session confirmed who they are within the last ``minutes``?"""
    if request.user.is_authenticated and time.time() - _last_at(request) < minutes * 60:
        return permitted("confirmed")
    return prohibited("confirm_again", "3(h)", gettext_noop("Confirm again that it is you"))


@overload
def recently_confirmed(view: View) -> View:
    """Mark a view itself; it asks for five minutes."""


@overload
def recently_confirmed(view: None = None, *, minutes: int = MINUTES) -> Callable[[View], View]:
    """Return what marks a view that asks for so many minutes."""


def recently_confirmed(view: Any = None, *, minutes: int = MINUTES) -> Any:
    """Let a view run only for who has confirmed within the last ``minutes``; ask everybody else to, and come back."""

    def decorate(inner: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(inner)
        def confirmed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            verdict = is_fresh(request, minutes=minutes)
            return inner(request, *args, **kwargs) if verdict else ask(request, verdict)

        return confirmed

    return decorate if view is None else decorate(view)


def ask(request: HttpRequest, verdict: Verdict) -> HttpResponseRedirect:
    """Send the official to confirm, keeping what was typed, and back again."""
    official: Any = request.user
    record.access(by=official, action="signin.confirm", subjects=[], verdict=verdict)
    if request.method == "POST" and kept.keep(request, official) is kept.Outcome.TOO_LARGE:
        messages.warning(request, _("What you had typed was too long to be kept."))
    return HttpResponseRedirect(returning.address("signin:confirm", back_to=request.get_full_path()))


def _last_at(request: HttpRequest) -> float:
    steps = factors.shown(request)
    if not steps and not factors.factors_of(request.user):
        steps = get_authentication_records(request, request.user)
    return max((float(step["at"]) for step in steps), default=0.0)
