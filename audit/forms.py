"""What an auditor may look for."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import stored, wording
from audit.queries import Wanted

EVERYTHING = [("", _("All"))]
SCOPES = [("own", _("By officials of your side")), ("provided", _("To what your side provided"))]
OUTCOMES = [("permitted", _("Allowed")), ("refused", _("Refused"))]
LONGEST_NAME, LONGEST_REFERENCE = 150, 100


class LogFilter(forms.Form):
    """Narrows the log down; every field may be left open."""

    scope = forms.ChoiceField(label=_("Accesses"), choices=EVERYTHING + SCOPES, required=False)
    official = forms.CharField(label=_("User name"), max_length=LONGEST_NAME, required=False)
    reference = forms.CharField(label=_("Reference"), max_length=LONGEST_REFERENCE, required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=EVERYTHING + OUTCOMES, required=False)
    door = forms.ChoiceField(label=_("Door"), choices=EVERYTHING + list(wording.DOORS.items()), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label=_("Up to and including"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_official(self) -> str:
        """Return the name in the one spelling in which names are kept."""
        return unicodedata.normalize("NFKC", self.cleaned_data["official"]).casefold()

    def clean_reference(self) -> str:
        """Return the reference as the log would have stored it."""
        return stored.word(self.cleaned_data["reference"], limit=LONGEST_REFERENCE)

    def wanted(self, zone: tzinfo) -> Wanted:
        """Return what is looked for, days being those of ``zone``; a field that is wrong counts as left open, and the
        page says what is wrong."""
        data, until = self.cleaned_data, self.cleaned_data.get("until")
        return Wanted(
            scope=data.get("scope", ""),
            actor=data.get("official", ""),
            reference=data.get("reference", ""),
            outcome=data.get("outcome", ""),
            door=data.get("door", ""),
            since=_midnight(data.get("since"), zone),
            until=_midnight(until + timedelta(days=1) if until and until < date.max else until, zone),
        )


def _midnight(day: date | None, zone: tzinfo) -> datetime | None:
    """Return when a day begins where the reader is; the first and the last days there are begin in UTC everywhere."""
    if day is None:
        return None
    return datetime.combine(day, time.min, zone if 1 < day.year < date.max.year else UTC)
