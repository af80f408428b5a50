"""Reference data for everybody who is signed in: markings, authorities, calendars, terms. Paras 3(f), 3(h), 18."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frameworks import access, queries, targets
from frameworks.days import day_for
from frameworks.models import CalendarVersion, EquivalenceTable
from frameworks.terms import terms_of
from frameworks.views.signed_in import official


@require_safe
def classification(request: HttpRequest) -> HttpResponse:
    """Show both sides' markings, how each is handled, and which correspond."""
    by = official(request)
    access.open_reference(by=by, action="frameworks.classification.read", subjects=["classification"])
    context = {
        "ladders": queries.ladders(own=by.participant_id),
        "tables": [(table, _pairs(table)) for table in queries.equivalence_tables()],
    }
    return render(request, "frameworks/classification.html", context)


def _pairs(table: EquivalenceTable) -> list[Any]:
    return sorted(table.rows.all(), key=lambda row: (-row.level.rank, row.corresponds_to_id))


@require_safe
def authorities(request: HttpRequest) -> HttpResponse:
    """Show the bodies that information could be passed to, and how well each is assessed to protect it."""
    by = official(request)
    access.open_reference(by=by, action="frameworks.authority.list", subjects=["authorities"])
    today = day_for(by.participant, timezone.now())
    found = queries.authorities(own=by.participant.country)
    return render(request, "frameworks/authorities.html", {"authorities": found, "today": today})


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """List the published calendars of both sides."""
    access.open_reference(by=official(request), action="frameworks.calendar.list", subjects=["calendars"])
    return render(request, "frameworks/calendars.html", {"calendars": queries.calendar_versions()})


@require_safe
def calendar(request: HttpRequest, name: str, version: str) -> HttpResponse:
    """Show one published calendar with its days off, year by year."""
    found = access.open_calendar(by=official(request), name=name, version=version)
    return render(request, "frameworks/calendar.html", {"calendar": found, "years": _years(found)})


def _years(calendar: CalendarVersion) -> list[tuple[int, list[tuple[date, str, str]]]]:
    days = [(date.fromisoformat(day), *names) for day, names in calendar.days_off.items()]
    years = sorted({day.year for day, *_ in days})
    return [(year, [(day, english, japanese) for day, english, japanese in days if day.year == year]) for year in years]


@require_safe
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a Framework says, paragraph by paragraph, and the targets that both sides agreed."""
    found = access.open_framework(by=official(request), code=code)
    says = terms_of(found)
    said = [targets.say(target) for target in says.deadlines]
    return render(request, "frameworks/terms.html", {"framework": found, "terms": says, "targets": said})
