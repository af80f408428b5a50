"""Confirming anew, and going on where the work was interrupted."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frameworks.signin import kept, returning
from frameworks.signin.forms.entering import CodeAgainForm, PasskeyAgainForm, PasswordAgainForm


class RenewedSession:
    """Gives the session a new key once the official has confirmed. S2."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on with a session that only this browser knows."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        self.request.session.cycle_key()  # type: ignore[attr-defined]
        return response


class PasswordAgain(RenewedSession, ReauthenticateView):
    """The password once more, where there is no second factor."""

    form_class = PasswordAgainForm


class CodeAgain(RenewedSession, CodeAgainView):
    """A code once more."""

    form_class = CodeAgainForm


class PasskeyAgain(RenewedSession, ReauthenticateWebAuthnView):
    """The passkey once more."""

    form_class = PasskeyAgainForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong and offer a new challenge."""
        messages.error(self.request, _("The passkey was not accepted. Try again, or use another way."))
        return HttpResponseRedirect(self.request.get_full_path())


@require_safe
def confirm(request: HttpRequest) -> HttpResponse:
    """Lead to the best way that the official has of confirming."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    after = get_next_redirect_url(request) or reverse("mfa_index")
    return HttpResponseRedirect(returning.address(ways[0]["url"], back_to=after))


@require_safe
def carry_on(request: HttpRequest) -> HttpResponse:
    """Offer to send what was kept for an address that only takes forms, such as a button."""
    address = get_next_redirect_url(request)
    fields = kept.take_for(request, address) if address else None
    if fields is None:
        raise Http404
    return render(request, "signin/carry_on.html", {"address": address, "fields": fields.lists()})
