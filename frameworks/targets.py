"""The agreed targets of an instrument in words, in the language in use. Para 18."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.terms import Target


@dataclass(frozen=True, slots=True)
class TargetInWords:
    """One target as a page shows it."""

    text: str
    responsible: str
    runs_from: str
    length: str
    when_missed: str


def say(target: Target) -> TargetInWords:
    """Return a target in words; who must act and what it runs from stay codes that pages say."""
    return TargetInWords(
        text=_(target.text),
        responsible=target.responsible,
        runs_from=target.runs_from,
        length=length_of(target),
        when_missed=_(target.when_missed),
    )


def length_of(target: Target) -> str:
    """Return how long a target is, in the unit in which it is counted."""
    if target.working_days:
        return _("%(urgent)s / %(priority)s / %(routine)s working days") % target.working_days
    if target.hours:
        return ngettext("%(hours)s hour", "%(hours)s hours", target.hours) % {"hours": target.hours}
    if target.months:
        return ngettext("%(months)s calendar month", "%(months)s calendar months", target.months) % {
            "months": target.months
        }
    first, second, _last = target.days_before
    return _("Reminders %(first)s and %(second)s days before, and on the day") % {"first": first, "second": second}
