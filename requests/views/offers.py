"""What may be done next with a case, as buttons; and why not otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.verdict import Verdict
from requests.access import OpenCase

LABELS = {
    "assign": gettext_lazy("Assign"),
    "acknowledge": gettext_lazy("Acknowledge"),
    "begin": gettext_lazy("Begin execution"),
    "reply": gettext_lazy("Answer"),
    "refuse": gettext_lazy("Refuse"),
    "cannot_execute": gettext_lazy("Say that it cannot be executed"),
    "withdraw": gettext_lazy("Withdraw"),
    "close": gettext_lazy("Close"),
}
PAGES = {
    "assign": "requests:assign",
    "reply": "requests:answer",
    "refuse": "requests:refuse",
    "cannot_execute": "requests:cannot_execute",
}
LEADING = ("acknowledge", "begin", "reply", "close", "assign")
"""Acts that take a case on, in the order of their buttons; the first that may be done stands out."""

AT_ONCE = ("acknowledge", "begin")
"""Acts that take nothing back and need no second look: one click on the case page."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One act with its button: a link to its form, or a button that does it at once; ``verdict`` says why not."""

    name: str
    label: str
    href: str
    at_once: bool
    verdict: Verdict
    kind: str = "secondary"


def offers(found: OpenCase) -> tuple[list[Offer], list[Offer]]:
    """Return what the reader may do now, and what only the own side's others, or another state, could do."""
    mine = [_offer(found, name, verdict) for name, verdict in found.acts.items() if not _other_sides(verdict)]
    return _led([offer for offer in mine if offer.verdict]), [offer for offer in mine if not offer.verdict]


def _led(may: list[Offer]) -> list[Offer]:
    """Put what takes the case on first, and let the very first stand out."""
    ordered = sorted(may, key=lambda offer: LEADING.index(offer.name) if offer.name in LEADING else len(LEADING))
    if not ordered or ordered[0].name not in LEADING:
        return ordered
    return [replace(ordered[0], kind=""), *ordered[1:]]


def _other_sides(verdict: Verdict) -> bool:
    return any(reason.code == "side" for reason in verdict.reasons)


def _offer(found: OpenCase, name: str, verdict: Verdict) -> Offer:
    reference = found.case.reference
    href = reverse(PAGES[name], args=[reference]) if name in PAGES else reverse("requests:act", args=[reference, name])
    return Offer(name, str(LABELS[name]), href, name in AT_ONCE, verdict)


def whose_move(found: OpenCase) -> str:
    """Say in words for whom the case waits."""
    owner = found.mover
    if not owner:
        return _("Nothing waits: the request is settled")
    if owner != found.standing.side:
        return _("Waits for the other side")
    assigned = found.request.assigned_to
    if owner == "requested" and assigned is None:
        return _("Waits for intake to assign it")
    if owner == "requested" and assigned != found.standing.official:
        return _("Waits for %(name)s") % {"name": assigned}
    return _("Waits for you")
