"""An official's own second factors: enrolling, taking away, naming, recovery codes."""

from io import BytesIO
from typing import Any

import qrcode
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, ListWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from qrcode.image.svg import SvgPathImage

from frameworks.signin import enrolment, factors, recovery, seeds, totp
from frameworks.signin.forms.choosing import AppForm, NewPasskeyForm, PasskeyNameForm, RemoveAppForm
from frameworks.signin.stepup import recently_confirmed

confirmed = method_decorator(recently_confirmed, name="dispatch")


class Factors(IndexView):
    """What an official signs in with, and what is missing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell which factors there are, which are enough, and how many recovery codes are left."""
        official: Any = self.request.user
        have = factors.factors_of(official)
        enough = factors.kinds_for(official)
        return dict(super().get_context_data(**kwargs)) | {
            "app": next((factor for factor in have if factor.type == factors.TOTP), None),
            "passkeys": [factor for factor in have if factor.type == factors.WEBAUTHN],
            "is_missing": not any(factor.type in enough for factor in have),
            "only_passkeys": factors.TOTP not in enough,
            "codes_left": recovery.left(official),
        }


class Enrolled:
    """What follows once a factor is enrolled: it counts as shown, the other sessions end, recovery codes come next."""

    kind: str

    def form_valid(self, form: Any) -> HttpResponse:
        """Add the factor, and note that it was shown in this session."""
        request: Any = self.request  # type: ignore[attr-defined]
        is_first = not factors.factors_of(request.user)
        super().form_valid(form)  # type: ignore[misc]
        factors.note_shown(request, request.user, self.kind, is_again=True)
        request.session.cycle_key()
        factors.note_change(request.user, what="added", kind=self.kind, present_key=request.session.row.pk)
        messages.success(request, _("Added. From now on you are asked for it when you sign in."))
        return HttpResponseRedirect(reverse("signin:recovery_codes" if is_first else "mfa_index"))


@confirmed
class EnrolApp(Enrolled, ActivateTOTPView):
    """Shows the secret to an authenticator app and takes its first code."""

    form_class = AppForm
    kind = str(factors.TOTP)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the secret as text, in fours; the picture has an address of its own, for the page may hold none."""
        context: dict[str, Any] = super(ActivateTOTPView, self).get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return context | {"secret": " ".join(groups), "totp_address": _totp_address(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Add the app, and let the next enrolment have another secret."""
        response = super().form_valid(form)
        enrolment.done(self.request)
        return response


@never_cache
@require_safe
@recently_confirmed
def totp_picture(request: HttpRequest) -> HttpResponse:
    """Draw the secret that is being enrolled for the telephone's camera."""
    drawn = BytesIO()
    qrcode.make(_totp_address(request), image_factory=SvgPathImage, box_size=14).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@confirmed
class RemoveApp(DeactivateTOTPView):
    """Takes the authenticator app away, unless it is all there is."""

    form_class = RemoveAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away and destroy its secret."""
        sealed_id = self.authenticator.data["secret"]
        response: HttpResponse = super().form_valid(form)
        seeds.destroy(sealed_id)
        _removed(self.request, factors.TOTP)
        return response


@confirmed
class AddPasskey(Enrolled, AddWebAuthnView):
    """Has the browser make a passkey."""

    form_class = NewPasskeyForm
    kind = str(factors.WEBAUTHN)


class Passkeys(ListWebAuthnView):
    """The passkeys of an official."""


@confirmed
class RemovePasskey(RemoveWebAuthnView):
    """Takes a passkey away, unless it is all there is."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away."""
        if not get_factor_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(get_factor_adapter().error_messages["cannot_delete_authenticator"]))
            return HttpResponseRedirect(reverse("mfa_index"))
        response: HttpResponse = super().form_valid(form)
        _removed(self.request, factors.WEBAUTHN)
        return response


@confirmed
class RenamePasskey(EditWebAuthnView):
    """Gives a passkey another name."""

    form_class = PasskeyNameForm
    success_url = reverse_lazy("mfa_list_webauthn")

    def form_valid(self, form: Any) -> HttpResponse:
        """Rename it; nothing else changes."""
        factors.note_name(_me(self.request))
        response: HttpResponse = super().form_valid(form)
        return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@recently_confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes and show them this once."""
    official: Any = request.user
    if request.method != "POST":
        return render(request, "signin/recovery_codes.html", {"left": recovery.left(official)})
    if not factors.factors_of(official):
        return HttpResponseRedirect(reverse("mfa_index"))
    codes = recovery.renew(official)
    return render(request, "signin/recovery_codes.html", {"codes": codes, "left": len(codes)})


def _removed(request: HttpRequest, kind: str) -> None:
    session: Any = request.session
    factors.note_change(_me(request), what="removed", kind=str(kind), present_key=session.row.pk)
    messages.success(request, _("Taken away."))


def _me(request: HttpRequest) -> Any:
    return request.user


def _totp_address(request: HttpRequest) -> str:
    return totp.address(enrolment.pending_secret(request), issuer=_("Customs Exchange"), account=_me(request).username)
