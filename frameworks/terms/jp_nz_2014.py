"""Terms of the Cooperative Framework between Japan Customs and the New Zealand Customs Service, 26 June 2014. Pure.

The Framework binds nobody (para 18) and names no days: every number of days below is an agreed target, adjustable here
by both sides' consent (para 19), never a duty.
"""

from collections.abc import Mapping

from frameworks.terms import Ground, Particular, Priority, Purpose, Target, Terms
from frameworks.terms.jp_nz_2014_text import PARAGRAPHS

AGREED_TARGET = "18"


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


PRIORITIES = (
    Priority("urgent", gettext_noop("Urgent")),
    Priority("priority", gettext_noop("Priority")),
    Priority("routine", gettext_noop("Routine")),
)

PURPOSES = (
    Purpose("prevention", gettext_noop("Prevention of customs offences")),
    Purpose("detection", gettext_noop("Detection of customs offences")),
    Purpose("investigation", gettext_noop("Investigation of customs offences")),
    Purpose("prosecution", gettext_noop("Prosecution of customs offences")),
    Purpose("punishment", gettext_noop("Punishment of customs offences")),
)

REFUSAL_GROUNDS = (
    Ground(
        "essential-interests",
        "4(a)",
        gettext_noop("Likely to prejudice sovereignty, public policy, security or other essential interests"),
    ),
    Ground(
        "legitimate-interest",
        "4(b)",
        gettext_noop("Would violate or prejudice a legitimate industrial, commercial or professional interest"),
    ),
    Ground("competence", "4(c)", gettext_noop("Outside the competence of the requested Participant")),
    Ground(
        "ongoing-investigation",
        "4(d)",
        gettext_noop("Would interfere with an ongoing investigation, prosecution or judicial proceeding"),
    ),
)


def _days(urgent: int, priority: int, routine: int) -> Mapping[str, int]:
    return {"urgent": urgent, "priority": priority, "routine": routine}


ESCALATES = gettext_noop("Reminders, then the supervisor is told, then both sides see it overdue")
AT_ONCE = gettext_noop("The supervisor and both sides are told at once")

DEADLINES = (
    Target(
        kind="acknowledge",
        paragraph=AGREED_TARGET,
        serves="6",
        runs_from="submitted",
        responsible="requested",
        text=gettext_noop("Acknowledge the request"),
        when_missed=ESCALATES,
        working_days=_days(1, 2, 5),
    ),
    Target(
        kind="answer",
        paragraph=AGREED_TARGET,
        serves="3",
        runs_from="submitted, or the date asked for if later",
        responsible="requested",
        text=gettext_noop("Answer, refuse or say that it cannot be executed"),
        when_missed=ESCALATES,
        working_days=_days(3, 10, 30),
    ),
    Target(
        kind="confirm-oral-request",
        paragraph=AGREED_TARGET,
        serves="6",
        runs_from="logged",
        responsible="requesting",
        text=gettext_noop("Confirm the oral request in writing"),
        when_missed=gettext_noop("The request is suspended, then lapses"),
        working_days=_days(1, 2, 3),
        lapses_after=10,
    ),
    Target(
        kind="answer-clarification",
        paragraph=AGREED_TARGET,
        serves="6",
        runs_from="asked",
        responsible="requesting",
        text=gettext_noop("Answer the question of clarification"),
        when_missed=gettext_noop("The clock of the answer stands still meanwhile"),
        working_days=_days(2, 5, 10),
    ),
    Target(
        kind="decide-consent",
        paragraph=AGREED_TARGET,
        serves="3(c)(ii)",
        runs_from="asked",
        responsible="providing",
        text=gettext_noop("Decide the consent asked for"),
        when_missed=gettext_noop("The supervisor is told; silence never becomes consent"),
        working_days=_days(2, 5, 10),
    ),
    Target(
        kind="decide-approval",
        paragraph=AGREED_TARGET,
        serves="3(e)",
        runs_from="asked",
        responsible="providing",
        text=gettext_noop("Decide the approval of use in criminal proceedings"),
        when_missed=gettext_noop("The supervisor is told; silence never becomes approval"),
        working_days=_days(2, 5, 10),
    ),
    Target(
        kind="comment-on-notice",
        paragraph=AGREED_TARGET,
        serves="3(d)",
        runs_from="notice sent",
        responsible="providing",
        text=gettext_noop("Comment on the advance notice"),
        when_missed=gettext_noop("The disclosure may go ahead"),
        working_days=_days(0, 3, 3),
    ),
    Target(
        kind="first-incident-notice",
        paragraph=AGREED_TARGET,
        serves="3(i)",
        runs_from="discovered",
        responsible="holding",
        text=gettext_noop("Give first notice of the incident"),
        when_missed=AT_ONCE,
        hours=24,
    ),
    Target(
        kind="full-incident-details",
        paragraph=AGREED_TARGET,
        serves="3(i)",
        runs_from="first notice",
        responsible="holding",
        text=gettext_noop("Furnish full details of the incident"),
        when_missed=AT_ONCE,
        working_days=_days(5, 5, 10),
    ),
    Target(
        kind="return-or-destroy",
        paragraph=AGREED_TARGET,
        serves="3(a)",
        runs_from="the date of the caveat",
        responsible="receiving",
        text=gettext_noop("Return or destroy the information"),
        when_missed=gettext_noop("The information is locked and a statement of destruction is asked for"),
        days_before=(14, 3, 0),
    ),
    Target(
        kind="cessation",
        paragraph="19",
        serves="19",
        runs_from="written notice",
        responsible="both",
        text=gettext_noop("Cooperation ceases"),
        when_missed=gettext_noop("The Framework ends by itself"),
        months=3,
    ),
)

# By which roads information may leave the receiving customs administration, beside the provider's written consent.
ROUTES = frozenset({"own customs", "law enforcement", "required by law", "consent", "proceedings"})

# What a request for approval of use in criminal proceedings includes. Para 3(e).
PARTICULARS_OF_APPROVAL = (
    Particular("facts", "3(e)(i)(1)", gettext_noop("The facts, and the nature and the stage of the proceedings")),
    Particular("laws", "3(e)(i)(2)", gettext_noop("The relevant laws, with the applicable penalties")),
    Particular(
        "reciprocity", "3(e)(i)(3)", gettext_noop("Whether a similar request for approval could be complied with")
    ),
)

CITATIONS = {
    "goods": "1",
    "surveillance": "2",
    "information": "3",
    "caveats": "3(a)",
    "purpose": "3(b)",
    "onward disclosure": "3(c)",
    "law enforcement": "3(c)(i)",
    "consent": "3(c)(ii)",
    "required by law": "3(c)(iii)",
    "advance notice": "3(d)",
    "proceedings": "3(e)",
    "protection": "3(f)",
    "need to know": "3(g)",
    "security": "3(h)",
    "incident": "3(i)",
    "recovery": "3(j)",
    "refusal": "4",
    "reciprocity": "5",
    "request": "6",
    "designation": "7",
    "no duty": "18",
    "life of the framework": "19",
    "replacement": "20",
}

TERMS = Terms(
    code="JP-NZ-2014",
    version=1,
    short_title=gettext_noop("Cooperative Framework of 26 June 2014"),
    priorities=PRIORITIES,
    purposes=PURPOSES,
    refusal_grounds=REFUSAL_GROUNDS,
    deadlines=DEADLINES,
    routes=ROUTES,
    citations=CITATIONS,
    paragraphs=PARAGRAPHS,
    particulars_of_approval=PARTICULARS_OF_APPROVAL,
)
