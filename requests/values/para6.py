"""A request in writing as one value. Para 6.

Both doors build it: the browser from a draft, the API from a body. What is wrong is found here and nowhere else,
all of it at once, by the place where it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from frameworks.text import TextFault, clean
from requests.values.faults import Fault, Faulty
from requests.values.fields import MOST_ENTRIES, SECTION, SECTIONS, Field, Section, gettext_noop

REQUIRED = gettext_noop("%(label)s is needed")
UNKNOWN_CHOICE = gettext_noop("Choose one of the answers offered")
BAD_DATE = gettext_noop("Enter a date that exists, such as 27 3 2026")
BAD_NUMBER = gettext_noop("Enter a number, such as 1200.50")
NOT_TEXT = gettext_noop("Enter text")
UNKNOWN_FIELD = gettext_noop("This field is not known")


@dataclass(frozen=True, slots=True)
class Party:
    """A person, business or conveyance to which the request relates. Para 6(c)."""

    kind: str
    name: str
    name_original: str = ""
    aliases: tuple[str, ...] = ()
    address: str = ""
    country: str = ""
    date_of_birth: str = ""
    registration_number: str = ""
    vat_number: str = ""
    passport_number: str = ""
    other_identifier: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods the request is about."""

    description: str
    hs_code: str = ""
    quantity: str = ""
    unit: str = ""
    value: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Consignment:
    """A consignment by its documents; at least one of them is named."""

    declaration: str = ""
    container: str = ""
    transport_document: str = ""
    invoice_number: str = ""
    invoice_date: str = ""


@dataclass(frozen=True, slots=True)
class Conveyance:
    """A vessel, aircraft or vehicle."""

    kind: str
    name: str
    identifier: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that matters to the request."""

    name: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Para6:
    """Everything a request says. Field names are those of `requests.values.fields`; dates are ISO strings, numbers
    as typed."""

    priority: str
    purpose: str
    proceedings: str
    subject: str
    reason: str
    matter: str
    legal_elements: str
    level: str
    can_reciprocate: str
    proceedings_description: str = ""
    legal_provision: str = ""
    period_from: str = ""
    period_until: str = ""
    link: str = ""
    useful_information: str = ""
    measure_asked: str = ""
    holder_of_information: str = ""
    enquiries_made: str = ""
    wished_date: str = ""
    contact_point: str = ""
    reciprocity_statement: str = ""
    endorsements: tuple[str, ...] = ()
    handled_as: str = ""
    handling_instruction: str = ""
    legal_caveat: str = ""
    confidentiality_reason: str = ""
    parties: tuple[Party, ...] = ()
    goods: tuple[Goods, ...] = ()
    consignments: tuple[Consignment, ...] = ()
    conveyances: tuple[Conveyance, ...] = ()
    places: tuple[Place, ...] = field(default=())

    def to_plain(self) -> dict[str, Any]:
        """Return the request as a draft holds it, section by section; `from_plain` gives it back."""
        flat = asdict(self)
        return {section.code: _section_of(flat, section) for section in SECTIONS}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Para6:
        """Build the value from sections as drafts and API bodies hold them.

        Raises:
            Faulty: with every fault found in any section.
        """
        faults: list[Fault] = []
        values: dict[str, Any] = {}
        for section in SECTIONS:
            try:
                values.update(_values_of(section, plain.get(section.code)))
            except Faulty as faulty:
                faults.extend(faulty.faults)
        faults.extend(Fault((str(code),), UNKNOWN_FIELD) for code in plain if code not in SECTION)
        if faults:
            raise Faulty(faults)
        return cls(**values)


ENTRY: dict[str, Callable[..., Any]] = {
    "parties": Party,
    "goods": Goods,
    "consignments": Consignment,
    "conveyances": Conveyance,
    "places": Place,
}


def _section_of(flat: Mapping[str, Any], section: Section) -> Any:
    if section.repeated:
        return [{name: _plain(value) for name, value in entry.items()} for entry in flat[section.code]]
    return {item.name: _plain(flat[item.name]) for item in section.fields}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _values_of(section: Section, given: Any) -> dict[str, Any]:
    """Return the keyword arguments a section gives to `Para6`; a section not given at all is an empty one."""
    if not section.repeated:
        return clean_entry(section, {} if given is None else given)
    entries = [] if given is None else given
    if not isinstance(entries, list | tuple):
        raise Faulty([Fault((section.code,), gettext_noop("Give a list"), section.paragraph)])
    if len(entries) > MOST_ENTRIES:
        raise Faulty([too_many(section)])
    faults: list[Fault] = []
    cleaned = []
    for position, entry in enumerate(entries):
        try:
            cleaned.append(ENTRY[section.code](**clean_entry(section, entry, position)))
        except Faulty as faulty:
            faults.extend(faulty.faults)
    if faults:
        raise Faulty(faults)
    return {section.code: tuple(cleaned)}


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
