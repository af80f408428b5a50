"""Filters by which a page shows a deadline: how it stands, in a word, and why it is due when it is."""

from datetime import UTC, datetime, timedelta

from django import template

from frameworks.deadlines import Explanation, explain, is_overdue
from frameworks.models import Deadline

register = template.Library()
SOON = timedelta(hours=48)


@register.filter
def standing(deadline: Deadline) -> str:
    """Return one of lifted, met, met_late, overdue, soon, open."""
    if deadline.lifted_at:
        return "lifted"
    if deadline.met_at:
        return "met_late" if is_overdue(deadline) else "met"
    if is_overdue(deadline):
        return "overdue"
    return "soon" if deadline.due_at - datetime.now(UTC) <= SOON else "open"


@register.filter
def explained(deadline: Deadline) -> Explanation:
    """Return the explanation in the language in use; no query where the row's framework and calendar came along."""
    return explain(deadline)
