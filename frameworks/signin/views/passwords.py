"""Choosing a password: for who knows the present one, and for who was sent a link and given a code."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from frameworks.signin import activation
from frameworks.signin.forms.choosing import ActivationForm, NewPasswordForm
from frameworks.signin.stepup import recently_confirmed


@method_decorator([sensitive_post_parameters(), never_cache, recently_confirmed], name="dispatch")
class NewPassword(PasswordChangeView):
    """A new password, for who knows the present one."""

    form_class = NewPasswordForm
    http_method_names = ("get", "head", "post")

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it; the other sessions end."""
        response: HttpResponse = super().form_valid(form)
        messages.success(self.request, _("Your password was changed. Other sessions were ended."))
        return response


@method_decorator([sensitive_post_parameters(), never_cache, login_not_required], name="dispatch")
class Activate(View):
    """A first or new password, for who has the link and the code. The page is the same whatever the link."""

    def get(self, request: HttpRequest, link: str) -> HttpResponse:
        """Show the form; opening the page uses nothing up."""
        return self._show(request, ActivationForm())

    def post(self, request: HttpRequest, link: str) -> HttpResponse:
        """Set the password, and lead to the door."""
        form = ActivationForm(request.POST)
        if not form.is_valid():
            return self._show(request, form)
        try:
            activation.finish(link, form.cleaned_data["code"], form.cleaned_data["password1"])
        except ValidationError as fault:
            form.add_error(None, fault)
            return self._show(request, form)
        messages.success(request, _("Your password is set. Sign in with it."))
        return HttpResponseRedirect(reverse("account_login"))

    def _show(self, request: HttpRequest, form: ActivationForm) -> HttpResponse:
        return render(request, "signin/activate.html", {"form": form})
