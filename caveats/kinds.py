"""The closed list of caveats that the software checks, each a frozen value with its parameters.

Para 3(a) (a provider's stated caveats bind), 3(h) (handling instructions). Pure: no framework, no database. The words
of a caveat are content and stand sealed with the item; here is only what can be judged. A new kind is one class in
`KINDS`, judged in `caveats.policy`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Self

from caveats.values import (
    Caveat,
    CaveatError,
    Fault,
    Parameter,
    ParameterType,
    faults_in,
    gettext_noop,
    plain,
    read,
)

__all__ = ["KINDS", "Caveat", "CaveatError", "Fault", "combine", "faults", "from_plain", "to_plain"]


@dataclass(frozen=True, slots=True)
class PurposesOnly(Caveat):
    """Only these of the instrument's purposes; none at all where two providers leave nothing in common."""

    purposes: frozenset[str]

    code = "purposes_only"
    title = gettext_noop("Purposes allowed")
    explanation = gettext_noop(
        "For the purposes named. For any other, the provider's written consent is asked for first."
    )
    paragraph = "3(a), 3(b)"
    parameters = (
        Parameter(
            "purposes", ParameterType.CODES, gettext_noop("Purposes"), gettext_noop("Name at least one purpose.")
        ),
    )

    def joined_with(self, other: Self) -> Self:
        return type(self)(self.purposes & other.purposes)


@dataclass(frozen=True, slots=True)
class HolderOnly(Caveat):
    """Stays with the customs administration that received it."""

    code = "holder_only"
    title = gettext_noop("Holder only")
    explanation = gettext_noop(
        "Stays with the customs administration that received it. "
        "For any further disclosure the provider's written consent is asked for first."
    )
    paragraph = "3(a), 3(c)"


@dataclass(frozen=True, slots=True)
class NamedAgenciesOnly(Caveat):
    """Of the law enforcement agencies, only these."""

    agencies: frozenset[str]

    code = "named_agencies_only"
    title = gettext_noop("Named agencies only")
    explanation = gettext_noop(
        "Of the law enforcement agencies of the receiving country, for those named. "
        "For any other, the provider's written consent is asked for first."
    )
    paragraph = "3(a), 3(c)(i)"
    parameters = (
        Parameter("agencies", ParameterType.CODES, gettext_noop("Agencies"), gettext_noop("Name at least one agency.")),
    )

    def joined_with(self, other: Self) -> Self:
        return type(self)(self.agencies & other.agencies)


@dataclass(frozen=True, slots=True)
class NotToLawEnforcement(Caveat):
    """No police, prosecutors or other law enforcement."""

    code = "not_to_law_enforcement"
    title = gettext_noop("Not to law enforcement")
    explanation = gettext_noop(
        "Not for police, prosecutors or other law enforcement agencies, "
        "unless the provider has given its written consent."
    )
    paragraph = "3(a), 3(c)(i)"


@dataclass(frozen=True, slots=True)
class ConsentBeforeDisclosure(Caveat):
    """Ask first, whoever the recipient is."""

    code = "consent_before_disclosure"
    title = gettext_noop("Consent before any disclosure")
    explanation = gettext_noop(
        "Before any disclosure outside the customs administration that received it, "
        "the provider's written consent is asked for."
    )
    paragraph = "3(a), 3(c)(ii)"


@dataclass(frozen=True, slots=True)
class NoticeBeforeDisclosure(Caveat):
    """Tell first, whoever the recipient is."""

    code = "notice_before_disclosure"
    title = gettext_noop("Notice before any disclosure")
    explanation = gettext_noop(
        "Before any disclosure outside the customs administration that received it, "
        "the provider is given notice in writing."
    )
    paragraph = "3(a), 3(d)"


@dataclass(frozen=True, slots=True)
class NoUseInProceedings(Caveat):
    """Not before a court or judge; asking for approval stays open."""

    code = "no_use_in_proceedings"
    title = gettext_noop("No use in proceedings")
    explanation = gettext_noop(
        "Not for use in criminal proceedings. "
        "Approval may still be asked for; the provider decides with this caveat before it."
    )
    paragraph = "3(a), 3(e)"


@dataclass(frozen=True, slots=True)
class NamedOfficialsOnly(Caveat):
    """For the eyes of these officials, by the names they sign in with."""

    officials: frozenset[str]

    code = "named_officials_only"
    title = gettext_noop("Named officials only")
    explanation = gettext_noop(
        "For the eyes of the officials named. For anybody else the provider's written consent is asked for first."
    )
    paragraph = "3(a), 3(g)"
    parameters = (
        Parameter(
            "officials", ParameterType.CODES, gettext_noop("Officials"), gettext_noop("Name at least one official.")
        ),
    )

    def joined_with(self, other: Self) -> Self:
        return type(self)(self.officials & other.officials)


@dataclass(frozen=True, slots=True)
class NoDownloadOrPrint(Caveat):
    """To be read on the screen."""

    code = "no_download_or_print"
    title = gettext_noop("No download or print")
    explanation = gettext_noop("For reading on the screen. Not for downloading, printing or copying.")
    paragraph = "3(a), 3(h)"


@dataclass(frozen=True, slots=True)
class ReturnOrDestroyBy(Caveat):
    """May be used up to and including this day."""

    on: date

    code = "return_or_destroy_by"
    title = gettext_noop("Return or destroy by a date")
    explanation = gettext_noop("To be returned or destroyed by the date named. After that day it is not used any more.")
    paragraph = "3(a), 3(j)"
    parameters = (
        Parameter(
            "on",
            ParameterType.DATE,
            gettext_noop("Date"),
            gettext_noop("Give the day by which it is to be returned or destroyed."),
        ),
    )

    def joined_with(self, other: Self) -> Self:
        return min(self, other, key=lambda caveat: caveat.on)


@dataclass(frozen=True, slots=True)
class FreeText(Caveat):
    """A condition in words; ``source`` says where they stand, so that two of them stay two."""

    source: str = ""

    code = "free_text"
    title = gettext_noop("Further caveat in words")
    explanation = gettext_noop(
        "A condition in the provider's own words, which no software can check. "
        "Whoever uses the information confirms having read it."
    )
    paragraph = "3(a)"
    parameters = (Parameter("source", ParameterType.SOURCE, gettext_noop("Source")),)

    @property
    def key(self) -> tuple[str, str]:
        return (self.code, self.source)


KINDS: Mapping[str, type[Caveat]] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            PurposesOnly,
            HolderOnly,
            NamedAgenciesOnly,
            NotToLawEnforcement,
            ConsentBeforeDisclosure,
            NoticeBeforeDisclosure,
            NoUseInProceedings,
            NamedOfficialsOnly,
            NoDownloadOrPrint,
            ReturnOrDestroyBy,
            FreeText,
        )
    }
)


def to_plain(caveat: Caveat) -> tuple[str, dict[str, object]]:
    """Return the code and the parameters of ``caveat`` as plain data, for the database and the API."""
    values = {parameter.name: plain(getattr(caveat, parameter.name)) for parameter in caveat.parameters}
    return caveat.code, {name: value for name, value in values.items() if value != ""}


def from_plain(kind: object, parameters: object) -> Caveat:
    """Return the caveat that plain data describes.

    Raises:
        CaveatError: with every fault, each beside the field it concerns; nothing unknown is passed over.
    """
    made = KINDS.get(kind) if isinstance(kind, str) else None
    if made is None:
        raise CaveatError(Fault("kind", gettext_noop("There is no such kind of caveat.")))
    if not isinstance(parameters, Mapping):
        raise CaveatError(Fault("parameters", gettext_noop("The parameters are not a set of names and values.")))
    values, found = read(made.parameters, parameters)
    if found:
        raise CaveatError(*found)
    return made(**values)


def faults(
    caveat: Caveat, *, choices: Mapping[str, Collection[str]] | None = None, today: date | None = None
) -> tuple[Fault, ...]:
    """Return what keeps ``caveat`` from being stated by a provider; nothing if it may be.

    Args:
        choices: the codes that may be named, by parameter (``purposes``, ``agencies``, ``officials``); left out, any.
        today: the day it is stated on; a date to return or destroy by is not before it.
    """
    found = [fault for parameter in caveat.parameters for fault in faults_in(caveat, parameter, choices)]
    if today is not None and isinstance(caveat, ReturnOrDestroyBy) and caveat.on < today:
        found.append(Fault("on", gettext_noop("This day has passed.")))
    return tuple(found)


def combine(*sets: Iterable[Caveat]) -> tuple[Caveat, ...]:
    """Return the most restrictive set of caveats: what binds information built from items with these ``sets``.

    Para 3(a). Commutative, associative, idempotent; adding a caveat never lifts another. The order is that of `KINDS`.
    """
    joined: dict[tuple[str, str], Caveat] = {}
    for caveats in sets:
        for caveat in caveats:
            known = joined.get(caveat.key)
            joined[caveat.key] = known.joined_with(caveat) if known else caveat
    order = list(KINDS)
    return tuple(sorted(joined.values(), key=lambda caveat: (order.index(caveat.code), caveat.key)))
