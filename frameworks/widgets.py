"""Controls that the rooms' forms share."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PARTS = {"day": (_("Day"), 2), "month": (_("Month"), 2), "year": (_("Year"), 4)}
ORDER = ("day", "month", "year")
ORDER_IN = {"ja": ("year", "month", "day")}


class TypedDate(str):
    """A date as it was typed: ``year-month-day`` for the field to judge, and its parts for showing them again."""

    parts: Mapping[str, str]

    def __new__(cls, parts: Mapping[str, str]) -> "TypedDate":
        typed = super().__new__(cls, "-".join(parts[name] for name in ("year", "month", "day")))
        typed.parts = parts
        return typed


class DateParts(forms.Widget):
    """A date in three boxes, in the order in which the language writes dates; a wrong one is shown again as it was
    typed."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the template: the parts with their labels, in the language's order."""
        context = super().get_context(name, value, attrs)
        ident = context["widget"]["attrs"].get("id") or f"id_{name}"
        values = _parts_of(value)
        context["widget"]["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{ident}_{index}",
                "label": PARTS[part][0],
                "width": PARTS[part][1],
                "value": values[part],
            }
            for index, part in enumerate(ORDER_IN.get(get_language() or "", ORDER))
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first box, where an error summary leads."""
        return f"{id_}_0" if id_ else ""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> TypedDate | None:
        """Return what was typed, full-width digits made plain; None where all three boxes are empty."""
        parts = {part: unicodedata.normalize("NFKC", str(data.get(f"{name}_{part}") or "")).strip() for part in ORDER}
        return TypedDate(parts) if any(parts.values()) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        """Say whether the form was sent without any of the three boxes."""
        return not any(f"{name}_{part}" in data for part in ORDER)


def _parts_of(value: Any) -> Mapping[str, str]:
    """Return the boxes for a typed date, a date, or a date kept as text in a draft."""
    if isinstance(value, TypedDate):
        return value.parts
    if isinstance(value, str):
        year, month, day = [*value.split("-", 2), "", ""][:3]
        return {"day": day, "month": month, "year": year}
    return {part: str(getattr(value, part, "")) for part in ORDER}


class DateField(forms.DateField):
    """A date typed into three boxes; an impossible one is refused with an example of a possible one."""

    widget = DateParts
    default_error_messages = {"invalid": _("Enter a date that exists, such as 27 3 2026")}
