"""What django-allauth asks of a site: how accounts and second factors behave here. Para 3(h); A1, A5 to A8."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit import record
from audit.acting import Acting
from audit.verdict import prohibited
from frameworks.models import Official
from frameworks.signin import ageing, arriving, factors, locking, seeds, stepup
from frameworks.signin.backend import official_named
from frameworks.signin.names import reference

STAGES = ["allauth.mfa.stages.AuthenticateStage"]
PASSKEY_ROUTE = "mfa_login_webauthn"


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


def refuse(official: Acting | None, code: str, message: str) -> None:
    """Record that somebody was not let in; a name that nobody has is not written down."""
    subjects = [reference(official)] if isinstance(official, Official) else []
    record.access(by=official, action="signin.enter", subjects=subjects, verdict=prohibited(code, "3(h)", message))


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: nobody signs up, names and passwords are checked behind the lock, answers tell nothing."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The present password is not right."),
        "incorrect_code": _("The code is not right, or it has been used already."),
        "too_many_login_attempts": _("Too many attempts failed. Wait a quarter of an hour and try again."),
        "locked_until_reset": _("Too many attempts failed. An administrator has to open the account again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every door answers alike whatever is asked for; only the passkey button fetches its challenge as JSON."""
        route = request.resolver_match.view_name if request.resolver_match else ""
        return route == PASSKEY_ROUTE and bool(super().is_ajax(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the caller's address; who may say otherwise is settled before any request gets here."""
        return str(request.META.get("REMOTE_ADDR", ""))

    def get_login_stages(self) -> list[str]:
        """Return what stands between the right password and the session: the second factor."""
        return STAGES

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Official | None:
        """Return whose name and password these are; counted before looking, recorded afterwards.

        Raises:
            ValidationError: if too many attempts failed before.
        """
        name = str(credentials.get("username", ""))
        attempt = self.begin(name)
        official: Any = authenticate(request, **credentials)
        known = official_named(name)
        if official is None:
            locking.failed(attempt, known)
            refuse(known, "password", gettext_noop("The user name or the password is not right"))
            return None
        locking.give_back(attempt)
        return official  # type: ignore[no-any-return]

    def begin(self, name: str) -> locking.Attempt:
        """Let an attempt through, or say that none is: the same words for names that nobody has."""
        try:
            return locking.begin(name, self.get_client_ip(self.request))
        except locking.Locked as locked:
            refuse(official_named(name), "locked", gettext_noop("Too many attempts failed"))
            code = "locked_until_reset" if locked.until_reset else "too_many_login_attempts"
            raise self.validation_error(code) from None

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Say whether ``password`` is the one of the official who is signed in."""
        official = self.authenticate(self.request, username=user.username, password=password)
        return official is not None and official.pk == user.pk

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn away who may not come in although name and password, or the passkey, were right."""
        return None if self._may_enter(user) else self.respond_user_inactive(request, user)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session, after all that was asked has been shown."""
        if not self._may_enter(user):
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)
        arriving.arrived(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Answer as if nothing had been right."""
        refuse(user, "closed", gettext_noop("The account is closed"))
        request.session.flush()
        messages.error(request, gettext("Signing in was not possible. Speak to your administrator."))
        return HttpResponseRedirect(reverse("account_login"))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to confirm: passkey, then code; the password only where there is no second factor."""
        if not user.is_authenticated:
            return []
        kinds = {factor.type for factor in factors.factors_of(user)}
        ways = {
            "webauthn": ("mfa_reauthenticate_webauthn", _("Use your passkey"), factors.WEBAUTHN in kinds),
            "code": ("mfa_reauthenticate", _("Use a code"), bool(kinds)),
            "password": ("account_reauthenticate", _("Use your password"), not kinds),
        }
        return [
            {"id": key, "description": text, "url": reverse(route)} for key, (route, text, fits) in ways.items() if fits
        ]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Say whether the official must confirm anew."""
        return not stepup.is_fresh(self.request)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Return ``password`` if it may be chosen."""
        validate_password(password, user)
        return password

    def set_password(self, user: Any, password: str) -> None:
        """Set the password that the official chose."""
        row = getattr(self.request.session, "row", None)
        ageing.change(user, password, present_key=row.pk if row else "")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go after choosing a new password."""
        return str(self.get_login_redirect_url(request))

    def add_message(self, *args: Any, message: str | None = None, **kwargs: Any) -> None:
        """Show messages that are written out; allauth's own from templates are said by our pages."""
        if message:
            super().add_message(*args, message=message, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send none of allauth's mail: it names addresses and devices. `notices` says that something changed."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send none of allauth's mail; see `send_mail`."""

    @staticmethod
    def _may_enter(user: Any) -> bool:
        return user.is_active and not locking.is_locked_until_reset(user)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: seeds lie in the vault, and an official keeps at least one factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("This is your only second factor. Add another before you take it away."),
        "incorrect_code": _("The code is not right, or it has been used already."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a seed in the vault and return where it lies."""
        official: Any = context.request.user
        return seeds.keep(official, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open nothing: codes are checked by `factors`, with a receipt."""
        raise RuntimeError("seeds are opened in frameworks.signin.seeds alone, where the access is recorded")

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Say whether the official would still have a second factor that is enough."""
        enough = factors.kinds_for(authenticator.user) - {factors.RECOVERY}
        others = factors.factors_of(authenticator.user, enough)
        return any(other.pk != authenticator.pk for other in others)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return the name that a new passkey gets if its official gives it none."""
        number = len(factors.factors_of(user, [type])) + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send none of allauth's mail; `notices` says that something changed."""

    def _get_site_name(self) -> str:
        return gettext("Customs Exchange")

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)
