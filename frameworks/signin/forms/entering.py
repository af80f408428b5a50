"""Forms that ask who somebody is: name and password, a code, a passkey."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from frameworks.signin import factors, locking
from frameworks.signin.adapter import refuse

LONGEST_PASSWORD = 1024  # characters that are looked at; more can only be an attempt to keep the server busy
LONGEST_CODE = 40


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


def secret_field(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """Return a field for a password: never shown again, never trimmed, shown wrongly never for its length."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=LONGEST_PASSWORD, help_text=help_text)


def code_field() -> forms.CharField:
    """Return the field for a six-digit code or a recovery code."""
    attrs = {
        "autocomplete": "one-time-code",
        "spellcheck": "false",
        "autocapitalize": "off",
        "class": "govuk-input--width-20",
    }
    return forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that your authenticator app shows, or one of your recovery codes."),
        widget=forms.TextInput(attrs=attrs | {"class": "govuk-input--width-20"}),
        max_length=LONGEST_CODE,
    )


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["login"]
        name.label = _("User name")
        name.widget.attrs = {"autocomplete": "username", "spellcheck": "false", "autocapitalize": "off"}
        self.fields["password"] = secret_field(_("Password"), autocomplete="current-password")


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, where there is no second factor."""

    password = secret_field(_("Password"), autocomplete="current-password")


class CodeForm(AuthenticateForm):
    """A code after the password: of the authenticator app, or a recovery code; each is good for one use."""

    code = code_field()
    is_again = False

    def clean_code(self) -> str:
        """Use up the code, behind the same lock as the password."""
        adapter = get_adapter()
        attempt = adapter.begin(self.user.username)
        code = str(self.cleaned_data["code"])
        self.kind = factors.check_code(self.user, code)
        if not self.kind:
            locking.failed(attempt, self.user)
            refuse(self.user, "code", gettext_noop("The code is not right"))
            raise adapter.validation_error("incorrect_code")
        locking.give_back(attempt)
        return code

    def save(self) -> None:
        """Note in the session that the factor was shown."""
        factors.note_shown(context.request, self.user, self.kind, is_again=self.is_again)


class CodeAgainForm(CodeForm):
    """A code to confirm something that weighs more."""

    is_again = True


class PasskeyMixin:
    """Refuses whatever a browser sends in place of a passkey's answer, and records it."""

    def clean_credential(self) -> Any:
        """Return the passkey whose answer it is."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except Exception as fault:  # libraries below fail in many ways on what is no answer of a passkey
            refuse(self.user, "passkey", gettext_noop("The passkey was not accepted"))  # type: ignore[attr-defined]
            if isinstance(fault, ValidationError):
                raise
            raise get_factor_adapter().validation_error("incorrect_code") from None


class PasskeyForm(PasskeyMixin, AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAloneForm(PasskeyMixin, LoginWebAuthnForm):
    """A passkey that is unlocked with a PIN or a finger, and needs no password."""


class PasskeyAgainForm(PasskeyMixin, ReauthenticateWebAuthnForm):
    """A passkey to confirm something that weighs more."""
