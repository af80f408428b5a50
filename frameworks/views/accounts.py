"""Accounts of the own Participant, for its administrators: nothing here is content. Paras 3(g), 3(h), 7."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frameworks import access, queries
from frameworks.actions import accounts as actions
from frameworks.actions.accounts import Person, Powers
from frameworks.administering import Roles, may_administer
from frameworks.forms import AccountForm, ActivationForm, RolesForm
from frameworks.models import Official
from frameworks.signin import kept
from frameworks.signin.stepup import recently_confirmed
from frameworks.views.signed_in import official

GET_POST = ["GET", "POST"]


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """Show what an administrator keeps."""
    access.open_administration(by=official(request), action="frameworks.administration.read")
    return render(request, "frameworks/administration.html")


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts of the own Participant."""
    by = official(request)
    access.open_administration(by=by, action="frameworks.account.list", subjects=[f"accounts:{by.participant_id}"])
    found = queries.accounts(by.participant_id)
    context = {"rows": [(row, Roles.of(row).names) for row in found], "locked": queries.waiting_for_reset(found)}
    return render(request, "frameworks/accounts.html", context)


@require_safe
def account(request: HttpRequest, username: str) -> HttpResponse:
    """Show one account: roles, clearance, lines in the Annex, open sessions, and what may be done."""
    by = official(request)
    found = access.open_account(by=by, username=username, action="frameworks.account.read")
    return render(
        request,
        "frameworks/account.html",
        {"account": queries.account(found, by=by), "verdict": may_administer(by, found)},
    )


@require_http_methods(GET_POST)
def new_account(request: HttpRequest) -> HttpResponse:
    """Open an account, and send its official the way to a first password."""
    by = official(request)
    access.open_administration(by=by, action="frameworks.account.create")
    levels = queries.own_levels(by.participant_id)
    if request.method == "POST":
        return _create(request, AccountForm(request.POST, levels=levels))
    initial = {"language": by.participant.language}
    return _form(request, "new_account", kept.restore(request, AccountForm, levels=levels, initial=initial))


@recently_confirmed
def _create(request: HttpRequest, form: AccountForm) -> HttpResponse:
    if not form.is_valid():
        return _form(request, "new_account", form)
    by = official(request)
    try:
        made = actions.create_official(by=by, person=Person(**form.person), powers=Powers(**form.powers))
    except actions.Taken:
        form.add_error("username", _("Another account has this user name or this e-mail address"))
        return _form(request, "new_account", form)
    messages.success(request, _("The account has been opened."))
    return _invited(request, made, forget_factors=False)


@require_http_methods(GET_POST)
def change_account(request: HttpRequest, username: str) -> HttpResponse:
    """Change the roles and the clearance of an account."""
    by = official(request)
    found = access.open_account(by=by, username=username, action="frameworks.account.change")
    levels = queries.own_levels(by.participant_id)
    if request.method == "POST":
        return _change(request, found, RolesForm(request.POST, levels=levels))
    held = {"roles": Roles.of(found).names, "clearance": found.clearance_id, "clearance_until": found.clearance_until}
    return _form(request, "change_account", kept.restore(request, RolesForm, levels=levels, initial=held), found)


@recently_confirmed
def _change(request: HttpRequest, found: Official, form: RolesForm) -> HttpResponse:
    if not form.is_valid():
        return _form(request, "change_account", form, found)
    actions.change_roles(by=official(request), official=found, powers=Powers(**form.powers))
    messages.success(request, _("The account has been changed. It counts from the official's next step on."))
    return redirect("frameworks:account", found.username)


def _form(request: HttpRequest, template: str, form: Any, found: Official | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"frameworks/{template}.html", {"form": form, "found": found}, status=status)


def _end_all(*, by: Official, official: Official) -> object:
    return actions.end_sessions(by=by, official=official)


ACTS: dict[str, tuple[Callable[..., object], Any]] = {
    "disable": (actions.disable, gettext_lazy("The account has been closed and its sessions have been ended.")),
    "enable": (actions.enable, gettext_lazy("The account is open again.")),
    "unlock": (actions.unlock, gettext_lazy("The official can try to sign in again.")),
    "end-sessions": (_end_all, gettext_lazy("The sessions have been ended.")),
}


@require_http_methods(GET_POST)
def act(request: HttpRequest, username: str, name: str) -> HttpResponse:
    """Do what needs no form, after a page that asks once."""
    if name not in ACTS:
        raise Http404
    found = access.open_account(by=official(request), username=username, action=f"frameworks.account.{name}")
    if request.method == "POST":
        return _act(request, found, name)
    verdict = may_administer(official(request), found)
    return render(request, "frameworks/account_act.html", {"found": found, "act": name, "verdict": verdict})


@recently_confirmed
def _act(request: HttpRequest, found: Official, name: str) -> HttpResponse:
    action, done = ACTS[name]
    action(by=official(request), official=found)
    messages.success(request, done)
    return redirect("frameworks:account", found.username)


@require_POST
def end_session(request: HttpRequest, username: str) -> HttpResponse:
    """End one session of an account."""
    found = access.open_account(by=official(request), username=username, action="frameworks.account.end-session")
    return _end_session(request, found)


@recently_confirmed
def _end_session(request: HttpRequest, found: Official) -> HttpResponse:
    ended = actions.end_sessions(by=official(request), official=found, key=request.POST.get("session", "") or "-")
    messages.success(request, _("The session has been ended.") if ended else _("The session had ended already."))
    return redirect("frameworks:account", found.username)


@never_cache
@require_http_methods(GET_POST)
def activate(request: HttpRequest, username: str) -> HttpResponse:
    """Start the choice of a new password, and show the code that belongs to the link, this once."""
    found = access.open_account(by=official(request), username=username, action="frameworks.account.activate")
    if request.method == "POST":
        return _activate(request, found)
    return _form(request, "activate_account", ActivationForm(), found)


@recently_confirmed
def _activate(request: HttpRequest, found: Official) -> HttpResponse:
    return _invited(request, found, forget_factors="forget_factors" in request.POST)


def _invited(request: HttpRequest, found: Official, *, forget_factors: bool) -> HttpResponse:
    code = actions.invite(by=official(request), official=found, forget_factors=forget_factors)
    return render(request, "frameworks/invited.html", {"found": found, "code": code})
