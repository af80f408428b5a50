"""Who may read the log. Para 3(g).

The log knows nobody; the room that knows officials says who is an auditor, by the setting ``AUDIT_READER_RULE``: the
dotted path of a function that takes who asks and returns a `Verdict`. Without one, nobody may.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from audit.verdict import Verdict, prohibited


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


NOT_A_READER = gettext_noop("Only an auditor may do this")


def may_read_log(by: Any) -> Verdict:
    """May this person read the access log of the own Participant's side?"""
    rule = getattr(settings, "AUDIT_READER_RULE", "")
    if not rule or not getattr(by, "is_authenticated", False):
        return prohibited("not_auditor", "3(g)", NOT_A_READER)
    verdict: Verdict = import_string(rule)(by)
    return verdict
