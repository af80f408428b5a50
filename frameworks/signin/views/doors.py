"""Coming in and going out."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from frameworks.signin import factors
from frameworks.signin.forms.entering import CodeForm, PasskeyAloneForm, PasskeyForm, SignInForm

# What the browser holds of the session goes with it; not "cookies", which would forget the language as well.
CLEAR = '"cache", "storage"'


class SignIn(LoginView):
    """User name and password, or a passkey alone."""

    form_class = SignInForm
    http_method_names = ("get", "head", "post")


class SecondStep(AuthenticateView):
    """The second factor, after the password was right."""

    form_class = CodeForm
    webauthn_form_class = PasskeyForm
    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which ways the official has, so that no button leads nowhere."""
        kinds = {factor.type for factor in factors.factors_of(self.stage.login.user)}
        ways = {"has_passkey": factors.WEBAUTHN in kinds, "has_app": factors.TOTP in kinds}
        return dict(super().get_context_data(**kwargs)) | ways


class PasskeySignIn(LoginWebAuthnView):
    """Fetches the challenge for the passkey button, and takes the answer."""

    form_class = PasskeyAloneForm
    http_method_names = ("get", "head", "post")


@method_decorator(login_not_required, name="dispatch")
class SignOut(TemplateView):
    """Ends the session, by POST alone; who comes with a link is shown the button."""

    template_name = "account/logout.html"
    http_method_names = ("get", "head", "post")

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session on the server, and have the browser forget what it holds."""
        was_signed_in = request.user.is_authenticated
        logout(request)
        if was_signed_in:
            messages.success(request, _("You are signed out."))
        response = HttpResponseRedirect(reverse("account_login"))
        response["Clear-Site-Data"] = CLEAR
        return response


@login_not_required
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """There is no such page: accounts are made by administrators."""
    raise Http404
