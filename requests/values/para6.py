"""A request in writing as one value. Para 6.

Both doors build it: the browser from a draft, the API from a body. What is wrong is found here and nowhere else,
all of it at once, by the place where it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from requests.values.cleaning import UNKNOWN_FIELD, clean_entry, too_many
from requests.values.faults import Fault, Faulty
from requests.values.fields import Section, gettext_noop
from requests.values.sections import MOST_ENTRIES, SECTION, SECTIONS


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
