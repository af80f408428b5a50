"""What an official can see and end of their own: sessions and tokens for machines."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frameworks.signin import ending, tokens
from frameworks.signin.forms.choosing import TokenForm
from frameworks.signin.stepup import recently_confirmed


class Sessions(View):
    """The open sessions of an official: from where, since when, and a button that ends them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them; the present one is marked."""
        rows = ending.live_sessions(_me(request))
        return render(request, "signin/sessions.html", {"sessions": rows, "present": _present_key(request)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one of them, or all but the present one."""
        me, key = _me(request), request.POST.get("session", "")
        if key:
            ended = int(ending.end_one(me, key, because=ending.BY_OFFICIAL, by=me))
        else:
            ended = ending.end_all(me, because=ending.BY_OFFICIAL, by=me, except_key=_present_key(request))
        messages.success(request, _("Ended.") if ended else _("It had ended already."))
        return HttpResponseRedirect(reverse("signin:sessions"))


@method_decorator([never_cache, recently_confirmed], name="dispatch")
class Tokens(View):
    """The tokens of an official, and a form for a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        return self._show(request, TokenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make one, and show it this once."""
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self._show(request, form)
        try:
            token = tokens.issue(by=_me(request), **form.cleaned_data)
        except tokens.TooMany:
            form.add_error(None, _("You have as many tokens as one may have. Take one back first."))
            return self._show(request, form)
        return render(request, "signin/token_issued.html", {"token": token, "name": form.cleaned_data["name"]})

    def _show(self, request: HttpRequest, form: TokenForm) -> HttpResponse:
        rows = [(row, tokens.mark(row.token)) for row in tokens.tokens_of(_me(request))]
        return render(request, "signin/tokens.html", {"form": form, "rows": rows})


@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """Take one of the official's own tokens back; that needs no second confirmation."""
    is_revoked = tokens.revoke(by=_me(request), marked=request.POST.get("token", ""))
    messages.success(request, _("Taken back.") if is_revoked else _("It had been taken back already."))
    return HttpResponseRedirect(reverse("signin:tokens"))


def _me(request: HttpRequest) -> Any:
    return request.user


def _present_key(request: HttpRequest) -> str:
    session: Any = request.session
    return str(session.row.pk) if session.row else ""
