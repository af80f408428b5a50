"""How caveats are said to a reader: title, explanation, what they name, and the provider's own words.

Para 3(a). In the language in use. Names of purposes, agencies and officials are given by whoever knows them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, pgettext

from caveats.kinds import Caveat, Fault
from caveats.values import Parameter, ParameterType
from frameworks.wording import say_day

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """One caveat as it is read."""

    code: str
    title: str
    explanation: str
    paragraph: str
    details: tuple[tuple[str, str], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Banner:
    """All caveats of an item, for `components/caveat_banner.html`; ``place`` tells two banners of one page apart."""

    place: str
    caveats: tuple[Said, ...]

    def __iter__(self) -> Iterator[Said]:
        return iter(self.caveats)

    def __len__(self) -> int:
        return len(self.caveats)


def present(caveats: Sequence[Caveat], *, words: Sequence[str], names: Names, place: str) -> Banner:
    """Return the banner of an item: its caveats as they are read. Para 3(a).

    Args:
        words: the provider's own words, one for each caveat in the same order, as they were sealed with the item; empty
            where the item may not be opened.
        names: by name of parameter (``purposes``, ``agencies``, ``officials``) what each code is called; a code without
            a name is shown itself.
        place: something that no other banner of the page has, such as the number of the item.
    """
    spoken = (*words, *[""] * (len(caveats) - len(words)))
    return Banner(place, tuple(say(caveat, names, said) for caveat, said in zip(caveats, spoken, strict=True)))


def say(caveat: Caveat, names: Names, words: str = "") -> Said:
    """Return one caveat as it is read."""
    named = (parameter for parameter in caveat.parameters if parameter.type is not ParameterType.SOURCE)
    return Said(
        code=caveat.code,
        title=gettext(caveat.title),
        explanation=gettext(caveat.explanation),
        paragraph=caveat.paragraph,
        details=tuple((gettext(parameter.title), _value(caveat, parameter, names)) for parameter in named),
        words=words,
    )


def _value(caveat: Caveat, parameter: Parameter, names: Names) -> str:
    value = getattr(caveat, parameter.name)
    if isinstance(value, date):
        return say_day(value)
    return say_codes(value, names.get(parameter.name, {}))


def say_codes(codes: Collection[str], called: Mapping[str, str]) -> str:
    """Return what ``codes`` are called, as a list in the reader's language; of none, that there are none."""
    spoken = sorted(called.get(code, code) for code in codes)
    return pgettext("between the items of a list", ", ").join(spoken) if spoken else gettext("None")


def say_fault(fault: Fault) -> str:
    """Return what is wrong with a caveat."""
    return gettext(fault.message) % fault.parameters
