"""Whether an intended use or disclosure runs against a caveat: one judgement for each kind.

Para 3(a). Pure. What follows from it (consent, a line in the notice, a refusal) the rules in `caveats.policy` decide.
"""

from __future__ import annotations

from functools import singledispatch

from caveats import kinds
from caveats.facts import Kind, Question
from caveats.values import Caveat


@singledispatch
def runs_against(caveat: Caveat, question: Question) -> bool:
    """Say whether what is asked runs against ``caveat``. A kind without a judgement is never passed over."""
    raise NotImplementedError(f"no judgement for caveats of kind {type(caveat).__name__}")


@runs_against.register
def _(caveat: kinds.PurposesOnly, question: Question) -> bool:
    return question.use.purpose not in caveat.purposes


@runs_against.register
def _(caveat: kinds.HolderOnly, question: Question) -> bool:
    return not question.is_own_customs


@runs_against.register
def _(caveat: kinds.NamedAgenciesOnly, question: Question) -> bool:
    return not question.is_own_customs and question.recipient.code not in caveat.agencies


@runs_against.register
def _(caveat: kinds.NotToLawEnforcement, question: Question) -> bool:
    return question.is_to_law_enforcement


@runs_against.register
def _(caveat: kinds.ConsentBeforeDisclosure, question: Question) -> bool:
    return not question.is_own_customs


@runs_against.register
def _(caveat: kinds.NoticeBeforeDisclosure, question: Question) -> bool:
    return False  # the notice is what it asks for; see `policy.advance_notice`


@runs_against.register
def _(caveat: kinds.NoUseInProceedings, question: Question) -> bool:
    return question.use.in_proceedings or question.recipient.kind == Kind.COURT


@runs_against.register
def _(caveat: kinds.NamedOfficialsOnly, question: Question) -> bool:
    return not question.is_own_customs or question.use.official not in caveat.officials


@runs_against.register
def _(caveat: kinds.NoDownloadOrPrint, question: Question) -> bool:
    return False  # about how it is read, not by whom; it goes with the information as an obligation


@runs_against.register
def _(caveat: kinds.ReturnOrDestroyBy, question: Question) -> bool:
    return question.on > caveat.on


@runs_against.register
def _(caveat: kinds.FreeText, question: Question) -> bool:
    return True  # only a person can tell; until one has, it counts


def those_against(question: Question, *of_kinds: type[Caveat]) -> tuple[Caveat, ...]:
    """Return the caveats that what is asked runs against; of those kinds only, if any are named."""
    wanted = of_kinds or (Caveat,)
    stated = (caveat for caveat in question.information.caveats if isinstance(caveat, wanted))
    return tuple(caveat for caveat in stated if runs_against(caveat, question))
