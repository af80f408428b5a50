"""What a caveat is made of: its parameters, and the faults that can be found in them.

Para 3(a). Pure. The kinds themselves stand in `caveats.kinds`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Self

LONGEST_CODE = 150
MOST_CODES = 200


def gettext_noop(message: str) -> str:
    """Mark a message for translation; the door says it in the reader's language."""
    return message


class ParameterType(StrEnum):
    """What a parameter holds."""

    CODES = "codes"
    DATE = "date"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a caveat names."""

    name: str
    type: ParameterType
    title: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a caveat: the field it is said beside, and an English message id with its parameters."""

    field: str
    message: str
    parameters: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)


class CaveatError(ValueError):
    """Data that is no caveat; carries every fault found."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.field}: {fault.message % fault.parameters}" for fault in faults))


@dataclass(frozen=True, slots=True)
class Caveat:
    """A restriction that a provider has stated."""

    code: ClassVar[str]
    title: ClassVar[str]
    explanation: ClassVar[str]
    paragraph: ClassVar[str]
    parameters: ClassVar[tuple[Parameter, ...]] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Caveats of one key become one when sets are combined."""
        return (self.code, "")

    def joined_with(self, other: Self) -> Self:
        """Return the one caveat that restricts as much as both."""
        return self


def read_codes(value: object) -> frozenset[str]:
    """Return the codes in a list; the reading side of `plain`."""
    if not isinstance(value, list | tuple | set | frozenset) or len(value) > MOST_CODES:
        raise ValueError
    if not all(isinstance(code, str) and 0 < len(code) <= LONGEST_CODE and code.isprintable() for code in value):
        raise ValueError
    return frozenset(value)


def read_date(value: object) -> date:
    """Return a day given as such or written like 2026-03-31; no other way of writing it is taken."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError
    day = date.fromisoformat(value)
    if day.isoformat() != value:
        raise ValueError
    return day


def read_source(value: object) -> str:
    """Return where the words of a caveat stand."""
    if not isinstance(value, str) or len(value) > LONGEST_CODE or not value.isprintable():
        raise ValueError
    return value


READERS: Mapping[ParameterType, Callable[[object], Any]] = MappingProxyType(
    {ParameterType.CODES: read_codes, ParameterType.DATE: read_date, ParameterType.SOURCE: read_source}
)
NOT_READABLE: Mapping[ParameterType, str] = MappingProxyType(
    {
        ParameterType.CODES: gettext_noop("This is not a list of codes."),
        ParameterType.DATE: gettext_noop("This is not a day of the calendar."),
        ParameterType.SOURCE: gettext_noop("This does not say where the words stand."),
    }
)


def plain(value: object) -> object:
    """Return a parameter as it is stored and sent: codes as a sorted list, a day as 2026-03-31."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def read(expected: tuple[Parameter, ...], given: Mapping[object, object]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values of the ``expected`` parameters in ``given``, and the faults; nothing unknown is passed over."""
    names = {parameter.name for parameter in expected}
    unknown = [str(name) or "parameters" for name in given if name not in names]
    found = [Fault(name, gettext_noop("A caveat of this kind has no such parameter.")) for name in unknown]
    values = {}
    for parameter in expected:
        if parameter.name in given:
            try:
                values[parameter.name] = READERS[parameter.type](given[parameter.name])
            except ValueError:
                found.append(Fault(parameter.name, NOT_READABLE[parameter.type]))
        elif parameter.missing:
            found.append(Fault(parameter.name, parameter.missing))
    return values, found


def faults_in(caveat: Caveat, parameter: Parameter, choices: Mapping[str, Collection[str]] | None) -> Iterator[Fault]:
    """Say what keeps one parameter from being stated: it names nothing, or something that may not be named here."""
    value = getattr(caveat, parameter.name)
    if parameter.missing and not value:
        yield Fault(parameter.name, parameter.missing)
    if choices is None or parameter.type is not ParameterType.CODES:
        return
    other = sorted(set(value).difference(choices.get(parameter.name, ())))
    if other:
        yield Fault(parameter.name, gettext_noop("%(code)s may not be named here."), {"code": other[0]})
