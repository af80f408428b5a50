"""Verdicts and entries of the log in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.verdict import Reason

DOORS: Mapping[str, Promise] = {
    "page": _("Page"),
    "api": _("API"),
    "task": _("Worker"),
    "command": _("Command line"),
}
KINDS: Mapping[str, Promise] = {"access": _("Access"), "event": _("Event")}
OUTCOMES: Mapping[str, Promise] = {
    "permitted": _("Permitted"),
    "notice_required": _("Permitted after advance notice"),
    "consent_required": _("Needs written consent"),
    "approval_required": _("Needs written approval"),
    "prohibited": _("Not permitted"),
}


def say(reason: Reason) -> str:
    """Return why, as the reader of this page or answer reads it; the paragraph is shown beside it."""
    message = gettext(reason.message)
    return message % reason.parameters if reason.parameters else message


def in_words(table: Mapping[str, Promise], code: str) -> str:
    """Return what a code of the log means; one that is not known stands for itself."""
    return str(table.get(code, code))
