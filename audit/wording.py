"""Reasons in the reader's language."""

from django.utils.translation import gettext

from audit.verdict import Reason


def say(reason: Reason) -> str:
    """Return why, as the reader of this page or answer reads it; the paragraph is shown beside it."""
    message = gettext(reason.message)
    return message % reason.parameters if reason.parameters else message
