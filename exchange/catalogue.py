"""Which event is told to whom, in which words, and how; and which events are told to nobody, with the reason.

Every event that any room records stands in exactly one of the two tables (tests/architecture proves it). Words hold a
reference and codes said in the reader's language, never content. Paras 3(d), 4, 6; D1, R2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from exchange import recipients
from exchange.telling import Telling
from frameworks.models import Official


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


@dataclass(frozen=True, slots=True)
class Notice:
    """One sort of notice: to whom, in which words, by mail as well or not, and where its link leads.

    ``route`` is the name of the address: ``requests:case`` takes the reference of the case, every other takes nothing.
    """

    code: str
    recipients: Callable[[Telling], Iterable[Official]]
    words: str
    by_mail: bool = True
    is_urgent: bool = False
    route: str = "requests:case"


CATALOGUE: Mapping[str, tuple[Notice, ...]] = {
    "requests.request.submitted": (
        Notice("submitted", recipients.intake, gettext_noop("%(reference)s has come in and waits to be assigned")),
    ),
    "requests.request.assigned": (
        Notice("assigned_to_you", recipients.assignee, gettext_noop("%(reference)s has been assigned to you")),
        Notice(
            "assigned",
            recipients.requesting_holders,
            gettext_noop("%(reference)s is in the hands of an official of the other side"),
            by_mail=False,
        ),
    ),
    "requests.request.acknowledged": (
        Notice("acknowledged", recipients.requesting_holders, gettext_noop("%(reference)s has been acknowledged")),
    ),
    "requests.request.begun": (
        Notice("begun", recipients.requesting_holders, gettext_noop("%(reference)s is in execution"), by_mail=False),
    ),
    "requests.request.answered_in_part": (
        Notice(
            "answered_in_part", recipients.requesting_holders, gettext_noop("%(reference)s has been answered in part")
        ),
    ),
    "requests.request.answered": (
        Notice("answered", recipients.requesting_holders, gettext_noop("%(reference)s has been answered")),
    ),
    "requests.request.refused": (
        Notice("refused", recipients.requesting_holders, gettext_noop("%(reference)s has been refused")),
    ),
    "requests.request.cannot_be_executed": (
        Notice("cannot_be_executed", recipients.requesting_holders, gettext_noop("%(reference)s cannot be executed")),
    ),
    "requests.request.withdrawn": (
        Notice("withdrawn", recipients.in_hand, gettext_noop("%(reference)s has been withdrawn")),
    ),
    "requests.request.closed": (
        Notice("closed", recipients.in_hand, gettext_noop("%(reference)s has been closed"), by_mail=False),
    ),
    "requests.information.received": (
        Notice(
            "received",
            recipients.provider_holders,
            gettext_noop("The other side has acknowledged receipt of %(subject)s"),
            by_mail=False,
        ),
    ),
    "requests.grant.given": (
        Notice("granted", recipients.granted, gettext_noop("You have been granted need to know for %(reference)s")),
    ),
    "frameworks.deadline.reminded": (
        Notice("reminded", recipients.having_the_move, gettext_noop("%(reference)s is due on %(due)s: %(target)s")),
    ),
    "frameworks.deadline.escalated": (
        Notice(
            "escalated",
            recipients.responsible_supervisors,
            gettext_noop("%(reference)s (%(state)s) was due on %(due)s: %(target)s"),
            is_urgent=True,
            route="overview",
        ),
    ),
    "frameworks.deadline.overdue": (
        Notice(
            "overdue",
            recipients.having_the_move,
            gettext_noop("%(reference)s is overdue since %(due)s, and both sides see it: %(target)s"),
            is_urgent=True,
        ),
        Notice(
            "overdue_at_theirs",
            recipients.requesting_holders,
            gettext_noop("%(reference)s is overdue at the other side since %(due)s: %(target)s"),
        ),
    ),
    "frameworks.designation.made": (
        Notice(
            "designation_made",
            recipients.other_sides,
            gettext_noop("The other side has entered an official in its list of the Annex"),
            by_mail=False,
            route="frameworks:annex",
        ),
    ),
    "frameworks.designation.ended": (
        Notice(
            "designation_ended",
            recipients.other_sides,
            gettext_noop("The other side has ended a designation in its list of the Annex"),
            by_mail=False,
            route="frameworks:annex",
        ),
    ),
}

OWN_ACCOUNT = "signing in tells the official concerned by a mail of its own"
OWN_SIDE = "an administrator's own business; it shows on the administrator's pages"
SILENT: Mapping[str, str] = {
    "exchange.language.chosen": "it concerns nobody else",
    "frameworks.account.changed": OWN_SIDE,
    "frameworks.account.created": OWN_SIDE,
    "frameworks.account.disabled": OWN_SIDE,
    "frameworks.account.enabled": OWN_SIDE,
    "frameworks.account.locked": OWN_ACCOUNT,
    "frameworks.account.unlocked": OWN_ACCOUNT,
    "frameworks.activation.started": OWN_ACCOUNT,
    "frameworks.calendar.published": "open deadlines change only by an act of their own",
    "frameworks.factor.added": OWN_ACCOUNT,
    "frameworks.factor.removed": OWN_ACCOUNT,
    "frameworks.factor.renamed": OWN_ACCOUNT,
    "frameworks.framework.loaded": "there is nobody yet to be told",
    "frameworks.password.changed": OWN_ACCOUNT,
    "frameworks.recovery_codes.renewed": OWN_ACCOUNT,
    "frameworks.recovery_codes.used": OWN_ACCOUNT,
    "frameworks.session.ended": OWN_ACCOUNT,
    "frameworks.session.started": OWN_ACCOUNT,
    "frameworks.token.issued": OWN_ACCOUNT,
    "frameworks.token.revoked": OWN_ACCOUNT,
    "requests.draft.begun": "a draft is its author's alone",
    "requests.draft.discarded": "a draft is its author's alone",
    "requests.grant.withdrawn": "who no longer needs to know is told nothing of the case",
    "requests.information.provided": "the answer it belongs to is told",
}
"""Events told to nobody, and why."""

NOTICES: Mapping[str, Notice] = {notice.code: notice for notices in CATALOGUE.values() for notice in notices}
