"""Forms of cases. They collect what was typed; what is wrong with it is said by the values themselves, beside the
field.

A section's form is made from the table in `requests.values.fields`, so that page, API and value cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from frameworks.text import TextFault, clean
from frameworks.widgets import DateField
from requests.models import Grant, Request
from requests.values.cleaning import clean_entry
from requests.values.faults import Fault, Faulty
from requests.values.fields import PRIORITIES, PURPOSES, Field, Section
from requests.values.information import REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT

Choices = Sequence[tuple[str, Any]]
LONG = 12
"""Above this many, choices are offered in a select instead of radio buttons."""


def say_fault(fault: Fault) -> str:
    """Say what is wrong in the reader's language."""
    parameters = {name: say(value) if name == "label" else value for name, value in fault.parameters.items()}  # type: ignore[arg-type]
    return say(fault.message) % parameters if parameters else say(fault.message)


class FaultsForm(forms.Form):
    """A form that takes faults from the values or an action and puts each beside its field."""

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Add each fault to the field its path ends with; one that names no field of this form goes above all."""
        for fault in faults:
            names = [str(part) for part in reversed(fault.path) if str(part) in self.fields]
            name = names[0] if names else None
            if name is None or name not in self.errors:
                self.add_error(name, say_fault(fault))


class SectionForm(FaultsForm):
    """One page of a request, or one entry of a list; subclasses are made by `section_form`."""

    section: Section
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        """Have the values judge what was typed."""
        cleaned = super().clean() or {}
        given = {item.name: cleaned.get(item.name) for item in self.section.fields}
        try:
            cleaned["values"] = clean_entry(self.section, given)
        except Faulty as faulty:
            self.add_faults(faulty.faults)
        return cleaned


def section_form(section: Section, choices: Mapping[str, Choices] | None = None) -> type[SectionForm]:
    """Return the form class of a section; ``choices`` fills the fields whose answers depend on who is asked
    (classifications)."""
    offered = choices or {}
    members: dict[str, Any] = {
        item.name: _form_field(item, offered.get(item.name, item.choices)) for item in section.fields
    }
    members["section"] = section
    return type(f"{section.code.title()}Form", (SectionForm,), members)


def _form_field(item: Field, choices: Choices) -> forms.Field:
    """Return the form field of a field; drafts are saved half filled, so that it is needed is said, not enforced."""
    made = _made_field(item, choices)
    made.is_asked_for = item.required  # type: ignore[attr-defined]  # read by the field's template
    return made


def _made_field(item: Field, choices: Choices) -> forms.Field:
    common: dict[str, Any] = {"label": _(item.label), "help_text": _(item.hint) if item.hint else "", "required": False}
    if item.kind == "date":
        return DateField(**common)
    if item.kind == "choices":
        return forms.MultipleChoiceField(choices=list(choices), widget=forms.CheckboxSelectMultiple, **common)
    if item.kind == "choice":
        return _choice_field(item, choices, common)
    if item.kind in ("lines", "list"):
        return forms.CharField(
            widget=forms.Textarea(attrs={"rows": 3 if item.limit <= 1000 else 6}), strip=False, **common
        )
    width = {"code": "govuk-input--width-5", "decimal": "govuk-input--width-10"}.get(item.kind, "")
    return forms.CharField(widget=forms.TextInput(attrs={"class": width} if width else {}), strip=False, **common)


def _choice_field(item: Field, choices: Choices, common: dict[str, Any]) -> forms.Field:
    said = [(value, label if isinstance(label, list | tuple) else _(label)) for value, label in choices]
    if len(said) > LONG or any(isinstance(label, list | tuple) for _value, label in said):
        return forms.ChoiceField(choices=[("", ""), *said], widget=forms.Select, **common)
    if not item.required:
        return forms.ChoiceField(choices=[("", ""), *said], widget=forms.Select, **common)
    return forms.ChoiceField(choices=said, widget=forms.RadioSelect, **common)


class TextOf(forms.CharField):
    """Text that may hold what people write in either script; limits and forbidden characters as everywhere."""

    def __init__(self, *, limit: int, lines: bool = False, **kwargs: Any) -> None:
        self.limit, self.lines = limit, lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 10 if limit > REASON_LIMIT else 4}))
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the text, cleaned as everything typed is."""
        try:
            text = clean(str(value or ""), limit=self.limit, lines=self.lines)
        except TextFault as fault:
            raise forms.ValidationError(say(fault.message) % fault.params) from fault
        if self.required and not text:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return text


class PurposeForm(forms.Form):
    """The purpose for which a case is read: one click. Para 3(b)."""

    purpose = forms.ChoiceField(choices=[(code, _(label)) for code, label in PURPOSES])


class AssignForm(FaultsForm):
    """To whom a request is assigned; the officials offered are designated and cleared."""

    to = forms.ChoiceField(label=_("Assign to"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, officials: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(officials)  # type: ignore[attr-defined]


class InformationForm(FaultsForm):
    """One item of information with its marking. Para 3, 3(h). Its caveats stand in a form of their own."""

    title = TextOf(label=_("Title"), limit=TITLE_LIMIT)
    text = TextOf(label=_("Information"), limit=TEXT_LIMIT, lines=True)
    level = forms.ChoiceField(label=_("Security classification"))
    endorsements = forms.MultipleChoiceField(
        label=_("Endorsements"), widget=forms.CheckboxSelectMultiple, required=False
    )
    handled_as = forms.ChoiceField(
        label=_("To be handled by the other side as"),
        help_text=_("Needed where no equivalent classification is agreed"),
        required=False,
    )
    handling_instruction = TextOf(
        label=_("Written handling instruction"),
        help_text=_("Needed where no equivalent classification is agreed"),
        limit=1000,
        lines=True,
        required=False,
    )
    completes = forms.ChoiceField(
        label=_("Does this complete the answer?"),
        choices=[("yes", _("Yes, this completes the answer")), ("no", _("No, more will follow"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, levels: Choices, endorsements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", ""), *levels]  # type: ignore[attr-defined]
        self.fields["handled_as"].choices = [("", ""), *levels]  # type: ignore[attr-defined]
        self.fields["endorsements"].choices = list(endorsements)  # type: ignore[attr-defined]


class RefusalForm(FaultsForm):
    """The ground of a refusal and the reason as far as it may be told. Para 4."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect)
    reason = TextOf(label=_("Reason, as far as it may be told"), limit=REASON_LIMIT, lines=True, required=False)

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = list(grounds)  # type: ignore[attr-defined]


class ReasonForm(FaultsForm):
    """Why a request cannot be executed. Para 4, last sentence."""

    reason = TextOf(label=_("Why the request cannot be executed"), limit=REASON_LIMIT, lines=True)


class GrantForm(FaultsForm):
    """Need to know for an official of the own side. Para 3(g)."""

    to = forms.ChoiceField(label=_("Official"))
    reason = forms.ChoiceField(label=_("Reason"), choices=Grant.Reason.choices, widget=forms.RadioSelect)
    ends_on = DateField(label=_("Last day"), help_text=_("Leave empty if the grant has no end"), required=False)

    def __init__(self, *args: Any, officials: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", ""), *officials]  # type: ignore[attr-defined]


class WithdrawGrantForm(FaultsForm):
    """Why a grant is withdrawn."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Grant.Withdrawal.choices, widget=forms.RadioSelect)


class FindForm(forms.Form):
    """Narrow the list of cases one may see."""

    state = forms.ChoiceField(label=_("State"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("All"))
        directions = (("outgoing", _("Asked by us")), ("incoming", _("Asked of us")))
        self.fields["state"].choices = [anything, *Request.State.choices]  # type: ignore[attr-defined]
        self.fields["priority"].choices = [anything, *((code, _(label)) for code, label in PRIORITIES)]  # type: ignore[attr-defined]
        self.fields["direction"].choices = [anything, *directions]  # type: ignore[attr-defined]
