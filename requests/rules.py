"""Who may do what to a request, and why not otherwise. Paras 3(g), 4, 6, 7, 19.

Everything a rule needs is in a `Standing`, gathered once by `requests.access`; rules themselves ask no database and
write nothing. The same verdicts make the buttons, the refusals of the API and what the log says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from audit.verdict import Verdict, all_of, permitted, prohibited
from frameworks.models import Official
from requests.lifecycle import INFORMATION, REQUEST
from requests.models import Case, Grant, Information, Request


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


@dataclass(frozen=True, slots=True)
class Standing:
    """How an official stands to a case at a moment: designated, framework in force, and the grant held, if any."""

    official: Official
    case: Case
    grant: Grant | None
    designated: Verdict
    in_force: Verdict
    intake: Verdict
    at: datetime

    @property
    def side(self) -> str:
        """``requesting``, ``requested`` or ``""`` for a stranger to the case."""
        if self.official.participant_id == self.case.requesting_id:
            return "requesting"
        return "requested" if self.official.participant_id == self.case.requested_id else ""


def need_to_know(standing: Standing) -> Verdict:
    """May this official know this case? Default is no. Para 3(g).

    Permits only with a grant of the own case that has begun and not ended, to an official who is designated today; a
    grant of the intake only while its official is of the intake.
    """
    grant = standing.grant
    if grant is None or not standing.side:
        return prohibited("no_need_to_know", "3(g)", gettext_noop("No need to know has been granted for this case"))
    if grant.starts_at > standing.at:
        return prohibited("not_yet", "3(g)", gettext_noop("The grant for this case has not begun"))
    if grant.ends_at is not None and grant.ends_at <= standing.at:
        return prohibited("grant_ended", "3(g)", gettext_noop("The grant for this case has ended"))
    still = standing.intake if grant.basis == Grant.Basis.INTAKE else permitted()
    return permitted(grant.basis) & standing.designated & still


def _of_side(standing: Standing, side: str) -> Verdict:
    if standing.side == side:
        return permitted(side)
    message = {
        "requested": gettext_noop("Only the requested side may do this"),
        "requesting": gettext_noop("Only the requesting side may do this"),
    }[side]
    return prohibited("side", "6", message)


def _in_hand(standing: Standing, request: Request) -> Verdict:
    if request.assigned_to_id is None:
        return prohibited("unassigned", "3(g)", gettext_noop("The request must be assigned to an official first"))
    if request.assigned_to_id != standing.official.pk:
        return prohibited(
            "not_assigned", "3(g)", gettext_noop("Only the official to whom the request is assigned may do this")
        )
    return permitted("assigned")


def _requested_side(standing: Standing, request: Request, step: str, *, provides: bool) -> Verdict:
    in_force = standing.in_force if provides else permitted()
    return all_of(
        (
            need_to_know(standing),
            _of_side(standing, "requested"),
            REQUEST.may(step, request.state),
            _in_hand(standing, request),
            in_force,
        )
    )


def _requesting_side(standing: Standing, request: Request, step: str) -> Verdict:
    return all_of((need_to_know(standing), _of_side(standing, "requesting"), REQUEST.may(step, request.state)))


def may_assign(standing: Standing, request: Request) -> Verdict:
    """Intake assigns what came in, and may assign anew while it is open; so may who has it in hand. Paras 3(g), 7."""
    open_still = REQUEST.may("refuse", request.state)
    hand = _in_hand(standing, request) | standing.intake
    return all_of((need_to_know(standing), _of_side(standing, "requested"), open_still, hand))


def may_acknowledge(standing: Standing, request: Request) -> Verdict:
    """Say that the request arrived and is in hand. Para 6."""
    return _requested_side(standing, request, "acknowledge", provides=False)


def may_begin(standing: Standing, request: Request) -> Verdict:
    """Say that the request is being carried out. Para 3."""
    return _requested_side(standing, request, "begin", provides=False)


def may_reply(standing: Standing, request: Request) -> Verdict:
    """Provide information in answer. Paras 3, 7, 19: nothing is provided when the Framework is not in force."""
    return _requested_side(standing, request, "answer", provides=True)


def may_refuse(standing: Standing, request: Request) -> Verdict:
    """Refuse on one of the grounds of para 4; always open to the requested side (para 18)."""
    return _requested_side(standing, request, "refuse", provides=False)


def may_say_cannot_execute(standing: Standing, request: Request) -> Verdict:
    """Notify that the request cannot be executed. Para 4, last sentence."""
    return _requested_side(standing, request, "cannot_execute", provides=False)


def may_withdraw(standing: Standing, request: Request) -> Verdict:
    """Take the request back."""
    return _requesting_side(standing, request, "withdraw")


def may_close(standing: Standing, request: Request) -> Verdict:
    """Close a request that was answered, refused or could not be executed."""
    return _requesting_side(standing, request, "close")


def may_acknowledge_receipt(standing: Standing, information: Information) -> Verdict:
    """Say that information was received: anyone of the receiving side who may read it, once. Para 3."""
    if information.provider_id == standing.official.participant_id:
        return prohibited("own_information", "3", gettext_noop("Only the receiving side acknowledges receipt"))
    return need_to_know(standing) & INFORMATION.may("receive", information.state)


ACTS: Mapping[str, Callable[[Standing, Request], Verdict]] = {
    "assign": may_assign,
    "acknowledge": may_acknowledge,
    "begin": may_begin,
    "reply": may_reply,
    "refuse": may_refuse,
    "cannot_execute": may_say_cannot_execute,
    "withdraw": may_withdraw,
    "close": may_close,
}
"""Every act on a request with its rule, in the order in which pages offer them."""


def acts(standing: Standing, request: Request) -> dict[str, Verdict]:
    """Return the verdict for every act, for the buttons of a page and the ``acts`` of the API."""
    return {name: rule(standing, request) for name, rule in ACTS.items()}


def may_file(designated: Verdict, in_force: Verdict) -> Verdict:
    """File a request: designated in the Annex (para 7), and the Framework in force (para 19)."""
    return designated & in_force


def may_grant(by: Official, case: Case, to: Official) -> Verdict:
    """A supervisor grants need to know inside the own Participant only. Para 3(g)."""
    if not by.is_supervisor:
        return prohibited("not_supervisor", "3(g)", gettext_noop("Only a supervisor may grant need to know"))
    if by.participant_id not in (case.requesting_id, case.requested_id):
        return prohibited("no_need_to_know", "3(g)", gettext_noop("No need to know has been granted for this case"))
    if to.participant_id != by.participant_id:
        return prohibited("other_side", "3(g)", gettext_noop("Nothing can be granted to the other side's officials"))
    if to.pk == by.pk:
        return prohibited("own_grant", "3(g)", gettext_noop("Nobody grants need to know to themselves"))
    return permitted("supervisor")
