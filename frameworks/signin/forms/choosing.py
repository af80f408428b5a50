"""Forms that set something: a password, an authenticator app, a passkey, a token."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from frameworks.signin import enrolment, factors, locking
from frameworks.signin.forms.entering import LONGEST_CODE, code_field, secret_field
from frameworks.text import TextFault, clean

LONGEST_NAME = 60
MOST_DAYS = 90
NEW_PASSWORD_HELP = _(
    "At least 16 characters. Several words in a row are easy to remember. No name, no word of your work, "
    "nothing that many people use."
)


def new_password_fields() -> dict[str, forms.Field]:
    """Return the two fields in which a new password is typed."""
    return {
        "password1": secret_field(_("New password"), autocomplete="new-password", help_text=NEW_PASSWORD_HELP),
        "password2": secret_field(_("New password again"), autocomplete="new-password"),
    }


def require_same(form: forms.BaseForm) -> None:
    """Refuse two passwords that differ."""
    first, second = form.cleaned_data.get("password1"), form.cleaned_data.get("password2")
    if first and second and first != second:
        form.add_error("password2", _("The two passwords are not the same."))


class NameField(forms.CharField):
    """The name that an official gives to a thing of theirs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the name as it is stored."""
        try:
            return clean(super().clean(value), limit=LONGEST_NAME)
        except TextFault as fault:
            raise ValidationError(_(fault.message), code=fault.code, params=fault.params) from None


class NewPasswordForm(ChangePasswordForm):
    """A new password, for who knows the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = secret_field(_("Present password"), autocomplete="current-password")
        self.fields.update(new_password_fields())

    def clean_oldpassword(self) -> str:
        """Check the present password behind the same lock as at the door."""
        password = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password

    def clean_password1(self) -> str:
        """Refuse what can be guessed."""
        validate_password(self.cleaned_data["password1"], self.user)
        return str(self.cleaned_data["password1"])

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ."""
        require_same(self)
        return dict(self.cleaned_data)


class ActivationForm(forms.Form):
    """A first or new password, for who has the link and the code."""

    code = forms.CharField(
        label=_("Code from your administrator"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
        max_length=LONGEST_CODE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(new_password_fields())

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ; whether it can be guessed is judged when the account is known."""
        require_same(self)
        return self.cleaned_data


class AppForm(ActivateTOTPForm):
    """The first code of an authenticator app that has read the secret."""

    code = code_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        self.fields["code"].help_text = _("The six digits that the app shows now.")
        self.secret = enrolment.pending_secret(context.request)

    def clean_code(self) -> str:
        """Use up the code, so that it opens no door a moment later."""
        adapter = get_adapter()
        attempt = adapter.begin(self.user.username)
        code = str(self.cleaned_data["code"])
        if not factors.use_step(self.user, self.secret, code):
            locking.failed(attempt, self.user)
            raise adapter.validation_error("incorrect_code")
        locking.give_back(attempt)
        return code


class RemoveAppForm(DeactivateTOTPForm):
    """Asks nothing; says why it cannot be if it is the only factor."""


class NewPasskeyForm(AddWebAuthnForm):
    """The name of a passkey, and what the browser made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField(label=_("Name of the passkey"), required=False)
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with this passkey alone")
        alone.help_text = _("It must then ask for a PIN or a fingerprint each time.")

    def clean(self) -> dict[str, Any]:
        """Refuse whatever a browser sends in place of a new passkey."""
        try:
            return dict(super().clean())
        except ValidationError:
            raise
        except Exception:  # libraries below fail in many ways on what is no passkey
            raise get_factor_adapter().validation_error("incorrect_code") from None


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = NameField(label=_("Name of the passkey"))


class TokenForm(forms.Form):
    """The name of a new token and how long it holds."""

    name = NameField(label=_("What the token is for"))
    days = forms.IntegerField(
        label=_("Days until it ends"), min_value=1, max_value=MOST_DAYS, initial=30, help_text=_("At most 90.")
    )
