"""The fields of a request, as one table that forms, serializers, pages and the value itself are made from.

Para 6(a)-(e) names what a request includes; the optional elements are those neighbouring agreements ask for. A
field's ``kind`` says how it is typed and kept:

    text     one line            lines    several lines         list     one entry a line
    choice   one of ``choices``  date     an ISO date           decimal  a number with a point
    code     letters and digits matching ``pattern``; width and case are folded first (full-width forms are typed
    every day in Japan)
"""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.terms.jp_nz_2014 import TERMS


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, how it is typed, what it is called, how long it may be, and the paragraph that asks for
    it."""

    name: str
    kind: str
    label: str
    limit: int = 200
    hint: str = ""
    required: bool = False
    paragraph: str = "6"
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    pattern_message: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a request. A repeated section holds a list of entries (parties, goods, ...)."""

    code: str
    title: str
    paragraph: str
    fields: tuple[Field, ...]
    repeated: bool = False
    entry: str = ""
    required: bool = False
    lead: str = ""

    def field(self, name: str) -> Field:
        """Return the field of that name."""
        return next(field for field in self.fields if field.name == name)


PRIORITIES = tuple((priority.code, priority.text) for priority in TERMS.priorities)
PURPOSES = tuple((purpose.code, purpose.text) for purpose in TERMS.purposes)
PROCEEDINGS = (
    ("administrative", gettext_noop("Administrative enquiry")),
    ("audit", gettext_noop("Post-clearance audit")),
    ("criminal_investigation", gettext_noop("Criminal investigation")),
    ("prosecution", gettext_noop("Prosecution")),
    ("other", gettext_noop("Other (describe below)")),
)
PARTY_KINDS = (
    ("person", gettext_noop("Person")),
    ("business", gettext_noop("Business")),
    ("conveyance", gettext_noop("Conveyance")),
)
CONVEYANCE_KINDS = (
    ("vessel", gettext_noop("Vessel")),
    ("aircraft", gettext_noop("Aircraft")),
    ("vehicle", gettext_noop("Vehicle")),
    ("other", gettext_noop("Other")),
)
YES_NO = (("yes", gettext_noop("Yes")), ("no", gettext_noop("No")))
