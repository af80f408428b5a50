"""The gate before every page: whose session it is, and whether that is enough to come in. Para 3(h); A1, S1, S3."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from audit import record
from audit.verdict import Verdict, prohibited
from audit.wording import say
from frameworks.models import Official
from frameworks.signin import ageing, ending, factors, kept, returning, timing

USER_AGENT_LENGTH = 200
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ENROLMENT = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "set_language",
        "signin:confirm",
        "signin:totp_picture",
    }
)
PASSWORD = ENROLMENT | {"account_change_password"}


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


class OfficialMiddleware(MiddlewareMixin):
    """Sets ``request.user`` from the session's own row; stands where Django's AuthenticationMiddleware would."""

    def process_request(self, request: HttpRequest) -> None:
        """Tell the session where it is used from, and find its official when somebody asks."""
        session: Any = request.session
        session.address = request.META.get("REMOTE_ADDR", "")[:64]
        session.user_agent = request.headers.get("User-Agent", "")[:USER_AGENT_LENGTH]
        request.user = SimpleLazyObject(lambda: official_of(request))  # type: ignore[assignment]


def official_of(request: HttpRequest) -> Official | AnonymousUser:
    """Return the official of the session if the account is open and the password is still the one signed in with."""
    session: Any = request.session
    official: Official | None = session.official
    if official is None:
        return AnonymousUser()
    because = _reason_to_abandon(official, str(session.get(HASH_SESSION_KEY, "")))
    if because:
        session.abandon(because)
        return AnonymousUser()
    return official


def _reason_to_abandon(official: Official, stored: str) -> str:
    if not official.is_active:
        return ending.DISABLED
    hashes = [official.get_session_auth_hash(), *official.get_session_auth_fallback_hash()]
    is_same = any(constant_time_compare(stored, candidate) for candidate in hashes)
    return "" if is_same else ending.PASSWORD_CHANGED


class SecondFactorMiddleware(MiddlewareMixin):
    """Lets nobody to a page who is not signed in with a second factor, unless the page is marked `login_not_required`.

    After CsrfViewMiddleware, so that what is kept was sent by our own form.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer instead of the view where something is missing; record that."""
        is_api = hasattr(view, "cls")
        if not is_api and not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return None if is_api else _ask_to_sign_in(request)
        verdict, route = _what_is_missing(request)
        if verdict is None:
            return None
        record.access(by=_who(request), action="signin.gate", subjects=[], verdict=verdict)
        if is_api:
            return _problem(verdict)
        if request.method not in SAFE_METHODS:
            kept.keep(request, _who(request))
        return HttpResponseRedirect(returning.address(route, back_to=request.get_full_path()))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Lead on from an address that only takes POST, if a form is kept for it."""
        if response.status_code != 405 or request.method != "GET" or not kept.is_waiting(request):
            return response
        return HttpResponseRedirect(returning.address("signin:carry_on", back_to=request.get_full_path()))


def _what_is_missing(request: HttpRequest) -> tuple[Verdict | None, str]:
    """Return why the official may not go on, and the route where that is mended."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    official = _who(request)
    if not factors.is_shown(request):
        if name in ENROLMENT:
            return None, ""
        has_one = bool(factors.factors_of(official, factors.kinds_for(official)))
        missing = prohibited("second_factor", "3(h)", gettext_noop("A second factor is needed"))
        return missing, "signin:confirm" if has_one else "mfa_index"
    if name not in PASSWORD and ageing.must_change(official):
        return prohibited("new_password", "3(h)", gettext_noop("A new password is needed")), "account_change_password"
    return None, ""


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    verdict = prohibited("not_signed_in", "3(h)", gettext_noop("Not signed in"))
    record.access(by=None, action="signin.gate", subjects=[], verdict=verdict)
    if request.method not in SAFE_METHODS and not _is_kept(request):
        context = {"typed": kept.typed(request), "next": request.get_full_path()}
        return render(request, "signin/not_kept.html", context, status=403)
    former: Any = request.session.former  # type: ignore[attr-defined]
    if former is not None and former.ended_because in REASONS:
        messages.info(request, _(REASONS[former.ended_because]))
    return HttpResponseRedirect(returning.address(settings.LOGIN_URL, back_to=request.get_full_path()))


def _is_kept(request: HttpRequest) -> bool:
    """Keep what was sent for the official whose session it was; False if that is not known or too much was typed."""
    official = kept.owner_of(request)
    if official is None or kept.keep(request, official) is kept.Outcome.TOO_LARGE:
        return False
    messages.info(
        request, _("This was not sent, because you were no longer signed in. Sign in again and go on: it is kept.")
    )
    return True


REASONS = {
    timing.IDLE: gettext_noop("You were signed out because nothing was done for a while."),
    timing.ABSOLUTE: gettext_noop("You were signed out because a session lasts twelve hours at most."),
    ending.PASSWORD_CHANGED: gettext_noop("You were signed out because your password was changed."),
    ending.FACTOR_CHANGED: gettext_noop("You were signed out because how you confirm that it is you was changed."),
    ending.BY_OFFICIAL: gettext_noop("This session was ended from another browser."),
    ending.BY_ADMINISTRATOR: gettext_noop("This session was ended by an administrator."),
}


def _who(request: HttpRequest) -> Any:
    return request.user


def _problem(verdict: Verdict) -> HttpResponse:
    reason = verdict.reasons[0]
    body = {
        "type": "about:blank",
        "title": say(reason),
        "status": 403,
        "paragraph": reason.paragraph,
        "code": reason.code,
    }
    return JsonResponse(body, status=403, content_type="application/problem+json")
