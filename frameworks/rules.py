"""What a person or a body may do under a Framework, before anything about a case is asked. Paras 3(f), 3(h), 7, 19.

Each predicate answers with a `Verdict` that cites its paragraph. ``on`` is a moment, or a day of the Participant
concerned; last days are included and end at midnight of that Participant's own zone. Nothing is written here.
"""

from __future__ import annotations

from datetime import date, datetime

from audit.verdict import Verdict, permitted, prohibited
from frameworks.days import day_for
from frameworks.equivalence import Coverage
from frameworks.marking import Marking, reach
from frameworks.models import Authority, Designation, Framework, Official, Participant
from frameworks.scheme import current


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


def is_in_force(framework: Framework, at: datetime) -> Verdict:
    """Is cooperation under the Framework under way at that minute? Para 19."""
    if at < framework.in_force_from:
        return prohibited("not_yet_in_force", "19", gettext_noop("The Framework is not in force yet"))
    if framework.ceases_at is not None and at >= framework.ceases_at:
        return prohibited("ceased", "19", gettext_noop("Cooperation under the Framework has ceased"))
    return permitted("in_force")


def is_active(official: Official) -> Verdict:
    """Is the account open? A disabled account may do nothing, whatever else stands in its favour."""
    if official.is_active:
        return permitted()
    return prohibited("disabled", "7", gettext_noop("The account is disabled"))


def is_designated(official: Official, framework: Framework, on: date | datetime) -> Verdict:
    """May this official communicate under the Framework on that day? Para 7: only those in the Annex."""
    return is_active(official) & _named_in_the_annex(official, framework, on)


def _named_in_the_annex(official: Official, framework: Framework, on: date | datetime) -> Verdict:
    day = day_for(official.participant, on)
    lines = _lines(official, framework)
    if any(line.covers(day) for line in lines):
        return permitted("designated")
    if any(day < line.valid_from for line in lines):
        return prohibited("designation_not_begun", "7", gettext_noop("The designation in the Annex has not begun"))
    if lines:
        return prohibited("designation_ended", "7", gettext_noop("The designation in the Annex has ended"))
    return prohibited("not_designated", "7", gettext_noop("Not designated in the Annex of this Framework"))


def _lines(official: Official, framework: Framework) -> list[Designation]:
    """All of one official's lines are few; asking for them together lets a prefetch serve every question."""
    return [line for line in official.designations.all() if line.framework_id == framework.pk]


def designated_frameworks(official: Official, on: date | datetime) -> list[str]:
    """Return the codes of the Frameworks under which the official is designated on that day; none if disabled."""
    if not official.is_active:
        return []
    day = day_for(official.participant, on)
    return sorted({line.framework_id for line in official.designations.all() if line.covers(day)})


def is_intake(official: Official, framework: Framework, on: date | datetime) -> Verdict:
    """Does this official see what comes in until it is assigned, and assign it? Para 7."""
    designated = is_designated(official, framework, on)
    if not designated:
        return designated
    day = day_for(official.participant, on)
    if any(line.is_intake and line.covers(day) for line in _lines(official, framework)):
        return permitted("intake")
    return prohibited("not_intake", "7", gettext_noop("Not an intake official of this Framework"))


def holds_clearance_for(official: Official, marking: Marking, on: date | datetime) -> Verdict:
    """Is the official cleared for the marking, or for its equivalent on the own ladder? Para 3(h).

    Without a clearance, or after its last day, only what has the lowest rank may be read.
    """
    day = day_for(official.participant, on)
    if official.clearance_id is None or _has_lapsed(official.clearance_until, day):
        return _open_to_everyone(official, marking, day)
    return {
        Coverage.COVERED: permitted("cleared"),
        Coverage.TOO_LOW: prohibited(
            "clearance_too_low", "3(h)", gettext_noop("The clearance held does not reach this marking")
        ),
        Coverage.NO_ROW: _no_equivalent(),
    }[reach(official.clearance_id, marking, day)]


def _open_to_everyone(official: Official, marking: Marking, day: date) -> Verdict:
    lowest = [grade for grade in current().grades.values() if grade.participant == official.participant_id]
    for grade in lowest:
        if grade.rank == 0 and reach(grade.code, marking, day) is Coverage.COVERED:
            return permitted("lowest_marking")
    if official.clearance_id is None:
        return prohibited("no_clearance", "3(h)", gettext_noop("No clearance is held for this marking"))
    return prohibited("clearance_lapsed", "3(h)", gettext_noop("The clearance held has lapsed"))


def _no_equivalent() -> Verdict:
    return prohibited(
        "no_equivalence",
        "3(h)",
        gettext_noop("No level of the reader's side corresponds to this marking, and no instruction names one"),
    )


def may_be_sent_to(marking: Marking, participant: Participant, on: date | datetime) -> Verdict:
    """Is the Participant's customs administration assessed to protect something so marked? Para 3(f)."""
    day = day_for(participant, on)
    own = Authority.objects.filter(country=participant.country, kind=Authority.Kind.CUSTOMS)
    verdicts = [protects(authority, marking, day) for authority in own]
    return min(verdicts, key=lambda verdict: verdict.outcome, default=_not_assessed())


def _not_assessed() -> Verdict:
    return prohibited(
        "not_assessed", "3(f)", gettext_noop("No assessment says how well the receiving authority protects information")
    )


def protects(authority: Authority, marking: Marking, day: date) -> Verdict:
    """Is an authority assessed, on that day, up to the marking or its equivalent? Para 3(f)."""
    if authority.ceiling_id is None or authority.assessment_valid_until is None:
        return _not_assessed()
    if _has_lapsed(authority.assessment_valid_until, day):
        return prohibited(
            "assessment_lapsed", "3(f)", gettext_noop("The assessment of the receiving authority has lapsed")
        )
    return {
        Coverage.COVERED: permitted("assessed"),
        Coverage.TOO_LOW: prohibited(
            "above_ceiling", "3(f)", gettext_noop("The marking is above what the receiving authority is assessed for")
        ),
        Coverage.NO_ROW: _no_equivalent(),
    }[reach(authority.ceiling_id, marking, day)]


def _has_lapsed(last_day: date | None, day: date) -> bool:
    return last_day is not None and day > last_day


def is_supervisor(official: Official) -> Verdict:
    """May this person decide for the own Participant: grants, disclosures, consents? Para 3(g)."""
    if official.is_supervisor:
        return is_active(official) & permitted("supervisor")
    return prohibited("not_supervisor", "3(g)", gettext_noop("Only a supervisor may do this"))


def is_auditor(official: Official) -> Verdict:
    """May this person read the access log? Para 3(g)."""
    if official.is_auditor:
        return is_active(official) & permitted("auditor")
    return prohibited("not_auditor", "3(g)", gettext_noop("Only an auditor may do this"))


def is_administrator(official: Official) -> Verdict:
    """May this person keep accounts, the Annex, authorities and calendars of the own Participant? Para 7."""
    if official.is_administrator:
        return is_active(official) & permitted("administrator")
    return prohibited("not_administrator", "7", gettext_noop("Only an administrator may do this"))
