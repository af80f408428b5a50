"""Stating caveats in a form: a box to tick for each kind, with what that kind names and the provider's own words.

Para 3(a). `caveats.stating` judges what is stated; here one more thing is a fault: something filled in under a kind
that is not ticked, for a restriction would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, gettext_lazy

from caveats.kinds import KINDS, Caveat, CaveatError, Fault, FreeText
from caveats.stating import WORDS_LIMIT, state
from caveats.values import NOT_READABLE, Parameter, ParameterType
from caveats.wording import say_fault
from frameworks.widgets import DateParts

Choices = Iterable[tuple[str, str]]
EMPTY: tuple[object, ...] = (None, "", [])
LOST = gettext_lazy("Tick this caveat, or clear what belongs to it.")
NOTHING_LEFT = gettext_lazy("%(caveat)s: there is nothing left to choose from. State it in words.")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind in the form: its box, and what opens under it."""

    box: BoundField
    fields: list[BoundField]


class CaveatsForm(forms.Form):
    """What the provider states on one item. After `is_valid`, ``kinds`` and ``words`` hold it, one for one.

    Args:
        purposes, agencies, officials: the codes that may be named, with what they are called; a kind without a choice
            is not offered.
        today: the day on which it is stated; a date of return is not before it.
    """

    template_name = "caveats/caveats_form.html"
    prefix = "caveats"

    def __init__(
        self,
        *args: Any,
        purposes: Choices = (),
        agencies: Choices = (),
        officials: Choices = (),
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.choices = {"purposes": list(purposes), "agencies": list(agencies), "officials": list(officials)}
        self.stated: list[tuple[Caveat, str]] = []
        for kind in KINDS.values():
            if all(self.choices.get(parameter.name, [""]) for parameter in kind.parameters):
                self._offer(kind)

    def _offer(self, kind: type[Caveat]) -> None:
        self.fields[kind.code] = forms.BooleanField(
            required=False, label=gettext(kind.title), help_text=gettext(kind.explanation)
        )
        for parameter in _named(kind):
            self.fields[f"{kind.code}_{parameter.name}"] = _asked_for(self._field(parameter))
        self.fields[f"{kind.code}_words"] = _words(kind)

    def _field(self, parameter: Parameter) -> forms.Field:
        common: dict[str, Any] = {"label": gettext(parameter.title), "required": False}
        if parameter.type is ParameterType.DATE:
            messages = {"invalid": gettext(NOT_READABLE[ParameterType.DATE])}
            return forms.DateField(**common, widget=DateParts, input_formats=["%Y-%m-%d"], error_messages=messages)
        return forms.MultipleChoiceField(
            **common, choices=self.choices[parameter.name], widget=forms.CheckboxSelectMultiple
        )

    @property
    def rows(self) -> Iterator[Row]:
        """Every kind that is offered, for the template."""
        for code in self._offered():
            yield Row(self[code], [self[name] for name in self.fields if name.startswith(f"{code}_")])

    def _offered(self) -> list[str]:
        return [code for code in KINDS if code in self.fields]

    @property
    def kinds(self) -> tuple[Caveat, ...]:
        """The caveats stated."""
        return tuple(caveat for caveat, _ in self.stated)

    @property
    def words(self) -> tuple[str, ...]:
        """The provider's own words on each of them, empty where there are none."""
        return tuple(words for _, words in self.stated)

    def clean(self) -> dict[str, Any]:
        """Put the caveats together; every fault stands beside its field."""
        cleaned = super().clean() or {}
        self.stated = []
        for code in self._offered():
            if cleaned.get(code):
                self._state(code, cleaned)
            elif self._is_filled(code, cleaned):
                self.add_error(code, LOST)
        self._miss()
        return cleaned

    def _miss(self) -> None:
        """Say so where a kind was ticked that has meanwhile nothing to choose from: it would vanish."""
        for code, kind in KINDS.items():
            if code not in self.fields and self.add_prefix(code) in self.data:
                self.add_error(None, NOTHING_LEFT % {"caveat": gettext(kind.title)})

    def _is_filled(self, code: str, cleaned: dict[str, Any]) -> bool:
        below = [name for name in self.fields if name.startswith(f"{code}_")]
        return any(name in self.errors or _said(cleaned.get(name)) not in EMPTY for name in below)

    def _state(self, code: str, cleaned: dict[str, Any]) -> None:
        names = {parameter.name: f"{code}_{parameter.name}" for parameter in _named(KINDS[code])}
        given = {name: cleaned[field] for name, field in names.items() if cleaned.get(field) not in EMPTY}
        try:
            self.stated.append(state(code, given, cleaned.get(f"{code}_words", ""), today=self.today))
        except CaveatError as error:
            self._blame(code, error.faults)

    def _blame(self, code: str, found: Iterable[Fault]) -> None:
        for fault in found:
            name = f"{code}_{fault.field}"
            if name not in self.errors:
                self.add_error(name, say_fault(fault))


def _said(value: Any) -> Any:
    """Blank lines, which a browser may send for a box left alone, are nothing said."""
    return value.strip() if isinstance(value, str) else value


def _words(kind: type[Caveat]) -> forms.Field:
    box = forms.Textarea(attrs={"rows": 2, "maxlength": WORDS_LIMIT})
    if kind is FreeText:
        return _asked_for(forms.CharField(label=gettext("The caveat"), required=False, strip=False, widget=box))
    return forms.CharField(label=gettext("In your own words"), required=False, strip=False, widget=box)


def _asked_for(field: forms.Field) -> forms.Field:
    """Mark a field that is needed once its kind is ticked, so that the page does not call it optional."""
    field.is_asked_for = True  # type: ignore[attr-defined]
    return field


def _named(kind: type[Caveat]) -> list[Parameter]:
    return [parameter for parameter in kind.parameters if parameter.type is not ParameterType.SOURCE]
