"""The page of docs/reference on caveats, written from the code so that it cannot say something else than it does."""

from __future__ import annotations

from inspect import cleandoc

from caveats.kinds import KINDS, Caveat
from caveats.procedure import RULES
from caveats.values import ParameterType

INTRODUCTION = (
    "Caveats are stated by the provider (paragraph 3(a)) and go with the information wherever it is shown. Each may",
    "be accompanied by the provider's own words. Where information is built from several items, their caveats combine",
    "to the most restrictive: of two lists what both allow, of two dates the earlier, all that is written in words.",
)
PROCEDURE = (
    "Whether information may go to a recipient for a use is asked of these rules in this order; the first that answers",
    "is the answer.",
)


def caveat_kinds_markdown() -> str:
    """Return the page: the closed list of kinds, and the rules that judge them."""
    lines = [
        "# Caveat kinds",
        "",
        *INTRODUCTION,
        "",
        "| kind | title | what it says | names | paragraph |",
        "| --- | --- | --- | --- | --- |",
        *(_kind(kind) for kind in KINDS.values()),
        "",
        "## The decision procedure",
        "",
        *PROCEDURE,
        "",
        *(cleandoc(rule.__doc__ or "") for rule in RULES),
    ]
    return "\n".join(lines) + "\n"


def _kind(kind: type[Caveat]) -> str:
    named = [f"`{one.name}`" for one in kind.parameters if one.type is not ParameterType.SOURCE]
    cells = (f"`{kind.code}`", kind.title, kind.explanation, ", ".join(named), kind.paragraph)
    return f"| {' | '.join(cells)} |"
