"""Forms of the administrator's pages. They collect and clean; what may be done is for the actions to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frameworks.administering import Roles
from frameworks.models import Framework, Level, Official
from frameworks.signin.names import canonical
from frameworks.text import TextFault, clean
from frameworks.widgets import DateParts
from frameworks.wording import in_language

ROLES = (("supervisor", _("Supervisor")), ("auditor", _("Auditor")), ("administrator", _("Administrator")))
LANGUAGES = (("en", "English"), ("ja", "日本語"))
USERNAME = RegexValidator(
    r"\A[a-z0-9][a-z0-9._-]*\Z", _("Use the letters a to z, figures, full stop, hyphen and underscore")
)


class PlainText(forms.CharField):
    """One line of text in either script, cleaned as everything typed is."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text as it is stored."""
        try:
            return clean(str(value or ""), limit=self.limit)
        except TextFault as fault:
            raise forms.ValidationError(say(fault.message) % fault.params) from fault


class UserName(PlainText):
    """A user name, in the one spelling in which names are kept."""

    def to_python(self, value: Any) -> str:
        """Return the name as it is kept: full-width letters made plain, small letters."""
        return canonical(super().to_python(value))


class DayField(forms.DateField):
    """A day in three boxes."""

    widget = DateParts
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": _("Enter a date that exists, such as 27 3 2026")}


class RolesForm(forms.Form):
    """Which roles an account has, and for which level its official is cleared. Paras 3(g), 3(h)."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("An auditor holds no other role. Being designated is not a role: it is a line of the Annex."),
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    clearance: forms.ModelChoiceField[Level] = forms.ModelChoiceField(
        label=_("Cleared up to"),
        help_text=_("Without a clearance only the lowest marking can be read."),
        queryset=None,
        required=False,
        empty_label=_("No clearance"),
    )
    clearance_until = DayField(label=_("Clearance valid until"), help_text=_("The last day."), required=False)

    def __init__(self, *args: Any, levels: QuerySet[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clearance"].queryset = levels  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the fields what does not go together."""
        cleaned = super().clean() or {}
        roles = Roles.named(cleaned.get("roles") or [])
        if roles.auditor and (roles.supervisor or roles.administrator):
            self.add_error("roles", _("An auditor holds no other role"))
        if cleaned.get("clearance") and not cleaned.get("clearance_until") and "clearance_until" not in self.errors:
            self.add_error("clearance_until", _("Say until when the clearance is valid"))
        return cleaned

    @property
    def powers(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        names = {"clearance": self.cleaned_data["clearance"], "clearance_until": self.cleaned_data["clearance_until"]}
        return {"roles": Roles.named(self.cleaned_data["roles"]), **names}


class AccountForm(RolesForm):
    """Who a new account is for, and what it may do. Para 7."""

    username = UserName(
        label=_("User name"),
        help_text=_("The name this official signs in with. It cannot be changed later."),
        limit=60,
        validators=[USERNAME],
    )
    name = PlainText(
        label=pgettext_lazy("of a person", "Name"),
        help_text=_("As colleagues on both sides know it, in either script."),
        limit=120,
    )
    email = forms.EmailField(label=_("E-mail address at work"), max_length=254)
    office = PlainText(label=_("Office"), limit=120, required=False)
    telephone = PlainText(label=_("Telephone"), limit=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)

    field_order = ["username", "name", "email", "office", "telephone", "language"]

    @property
    def person(self) -> dict[str, Any]:
        """Who it is for, as the action takes it."""
        return {name: self.cleaned_data[name] for name in self.field_order}


class ActivationForm(forms.Form):
    """A new link and code for choosing a password. Para 3(h)."""

    forget_factors = forms.BooleanField(
        label=_("The second factors are lost: take them away as well"),
        help_text=_("Only after you have made sure whom you are speaking with. The official enrols new ones."),
        required=False,
    )


class OfficialChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    """Choose an official, shown by name and user name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and the user name, which tells two of one name apart."""
        return f"{obj.name} ({obj.username})"


class FrameworkChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # cannot be subscripted when it runs
    """Choose a Framework, shown by its title in the language in use."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the title."""
        return in_language(obj, "title")


class DesignationForm(forms.Form):
    """Put an official into the Annex. Para 7."""

    framework = FrameworkChoice(label=_("Framework"), queryset=None, empty_label=None)
    official = OfficialChoice(label=_("Official"), queryset=None, empty_label="")
    is_intake = forms.BooleanField(
        label=_("Intake official"),
        help_text=_("Sees new incoming requests until they are assigned, and assigns them."),
        required=False,
    )
    valid_from = DayField(label=_("First day"))
    valid_until = DayField(
        label=_("Last day"), help_text=_("Leave empty if no end is planned. The last day is included."), required=False
    )

    def __init__(
        self, *args: Any, frameworks: QuerySet[Framework], officials: QuerySet[Official], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].queryset = frameworks  # type: ignore[attr-defined]
        self.fields["official"].queryset = officials  # type: ignore[attr-defined]


class EndDesignationForm(forms.Form):
    """End a line of the Annex. Para 7."""

    last_day = DayField(
        label=_("Last day"),
        help_text=_("Leave empty to end it now. A day that you name is included."),
        required=False,
    )
