"""What was typed, taken as it is kept, or refused with every fault by its place. Para 6."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from frameworks.text import TextFault, clean
from requests.values.faults import Fault, Faulty
from requests.values.fields import Field, Section, gettext_noop
from requests.values.sections import MOST_ENTRIES

REQUIRED = gettext_noop("%(label)s is needed")
UNKNOWN_CHOICE = gettext_noop("Choose one of the answers offered")
BAD_DATE = gettext_noop("Enter a date that exists, such as 27 3 2026")
BAD_NUMBER = gettext_noop("Enter a number, such as 1200.50")
NOT_TEXT = gettext_noop("Enter text")
UNKNOWN_FIELD = gettext_noop("This field is not known")


def too_many(section: Section) -> Fault:
    """Return the fault of a section with more entries than one request may name."""
    message = gettext_noop("Name at most %(most)d; attach a list of the others")
    return Fault((section.code,), message, section.paragraph, {"most": MOST_ENTRIES})


def clean_entry(section: Section, given: Any, position: int | None = None) -> dict[str, Any]:
    """Return the fields of one section, or of one entry of a repeated section, cleaned.

    Raises:
        Faulty: with every fault of the section; paths begin with the section's code and, for an entry, its
        ``position``.
    """
    prefix: tuple[str | int, ...] = (section.code,) if position is None else (section.code, position)
    if not isinstance(given, Mapping):
        raise Faulty([Fault(prefix, gettext_noop("Give the fields by name"), section.paragraph)])
    faults = [Fault((*prefix, str(name)), UNKNOWN_FIELD) for name in given if name not in _names(section)]
    values: dict[str, Any] = {}
    for item in section.fields:
        try:
            values[item.name] = clean_field(item, given.get(item.name))
        except Faulty as faulty:
            faults.extend(fault.under(*prefix) for fault in faulty.faults)
    faults.extend(fault.under(*prefix) for fault in _across(section, values))
    if faults:
        raise Faulty(faults)
    return values


def _names(section: Section) -> set[str]:
    return {item.name for item in section.fields}


def clean_field(item: Field, given: Any) -> Any:
    """Return one field's value, normalised: NFC text, folded codes, ISO dates.

    Raises:
        Faulty: with one fault whose path is the field's name.
    """
    value = _CLEANERS[item.kind](item, given)
    if item.required and not value:
        raise _faulty(item, REQUIRED, {"label": item.label})
    return value


def _faulty(item: Field, message: str, parameters: Mapping[str, object] | None = None) -> Faulty:
    return Faulty([Fault((item.name,), message, item.paragraph, parameters or {})])


def _text(item: Field, given: Any) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise _faulty(item, NOT_TEXT)
    try:
        return clean(given, limit=item.limit, lines=item.kind in ("lines", "list"))
    except TextFault as fault:
        raise _faulty(item, fault.message, fault.params) from fault


def _list(item: Field, given: Any) -> tuple[str, ...]:
    joined = "\n".join(map(str, given)) if isinstance(given, list | tuple) else given
    return tuple(line.strip() for line in _text(item, joined).splitlines() if line.strip())


def _choice(item: Field, given: Any) -> str:
    value = _text(item, given)
    if value and item.choices and value not in dict(item.choices):
        raise _faulty(item, UNKNOWN_CHOICE)
    return value


def _choices(item: Field, given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list | tuple) or not all(isinstance(value, str) for value in given):
        raise _faulty(item, UNKNOWN_CHOICE)
    return tuple(dict.fromkeys(_text(item, value) for value in given))


def _date(item: Field, given: Any) -> str:
    if isinstance(given, date):
        return given.isoformat()
    value = unicodedata.normalize("NFKC", _text(item, given))
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise _faulty(item, BAD_DATE) from error


def _decimal(item: Field, given: Any) -> str:
    if isinstance(given, int | float | Decimal) and not isinstance(given, bool):
        given = str(given)
    value = unicodedata.normalize("NFKC", _text(item, given)).replace(",", "").replace(" ", "")
    if not value:
        return ""
    if not re.fullmatch(r"\d{1,15}(\.\d{1,4})?", value):
        raise _faulty(item, BAD_NUMBER)
    try:
        return str(Decimal(value))
    except InvalidOperation as error:
        raise _faulty(item, BAD_NUMBER) from error


def _code(item: Field, given: Any) -> str:
    folded = given.upper() if isinstance(given, str) else given
    value = unicodedata.normalize("NFKC", _text(_roomier(item), folded))
    value = re.sub(r"[\s.\-]", "", value).upper()
    if value and not re.fullmatch(item.pattern, value, re.ASCII):
        raise _faulty(item, item.pattern_message)
    return value


def _roomier(item: Field) -> Field:
    """Points, blanks and hyphens are dropped from codes, so what is typed may be longer than what is kept."""
    return Field(item.name, item.kind, item.label, limit=item.limit * 2 + 8, paragraph=item.paragraph)


_CLEANERS: dict[str, Callable[[Field, Any], Any]] = {
    "text": _text,
    "lines": _text,
    "list": _list,
    "choice": _choice,
    "choices": _choices,
    "date": _date,
    "decimal": _decimal,
    "code": _code,
}


def _across(section: Section, values: Mapping[str, Any]) -> list[Fault]:
    """Return the faults that only several fields together show."""
    check = _ACROSS.get(section.code)
    return check(values) if check else []


def _request_across(values: Mapping[str, Any]) -> list[Fault]:
    if values.get("proceedings") == "other" and not values.get("proceedings_description"):
        return [Fault(("proceedings_description",), gettext_noop("Describe the proceedings"), "6(a)")]
    return []


def _consignment_across(values: Mapping[str, Any]) -> list[Fault]:
    if not any(values.values()):
        return [Fault(("declaration",), gettext_noop("Name at least one document of the consignment"))]
    return []


def _matter_across(values: Mapping[str, Any]) -> list[Fault]:
    begin, end = values.get("period_from"), values.get("period_until")
    if begin and end and end < begin:
        return [Fault(("period_until",), gettext_noop("The period must end after it begins"))]
    return []


def _execution_across(values: Mapping[str, Any]) -> list[Fault]:
    if values.get("can_reciprocate") == "no" and not values.get("reciprocity_statement"):
        message = gettext_noop(
            "Say why a similar request could not be carried out; the other side's attention is drawn to it"
        )
        return [Fault(("reciprocity_statement",), message, "5")]
    return []


_ACROSS: dict[str, Callable[[Mapping[str, Any]], list[Fault]]] = {
    "request": _request_across,
    "consignments": _consignment_across,
    "matter": _matter_across,
    "execution": _execution_across,
}
