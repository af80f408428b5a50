"""Filters for text that people typed, and for days and moments."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from frameworks import text, wording

register = template.Library()


@register.filter
def visible(value: object) -> str:
    """Show characters that cannot be seen by their code points, such as ⟦U+202E⟧."""
    return "" if value is None else text.visible(str(value))


@register.filter
def moment(at: datetime | None, reader: object = None) -> str:
    """Say a moment on the reader's clock, with the zone's name."""
    return wording.say_moment(at, wording.zone_of(reader)) if at else ""


@register.filter
def day(value: date | None) -> str:
    """Say a day with the month in letters."""
    return wording.say_day(value) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """Say a day with the name of the weekday."""
    return wording.say_weekday(value) if value else ""


@register.filter
def wareki(value: date | None) -> str:
    """Say a day in the Japanese era, for Japanese letters, beside the common year."""
    return wording.say_wareki(value) if value else ""


@register.filter
def paragraph(codes: str) -> str:
    """Say the number of a paragraph, or of several."""
    return wording.say_paragraph(codes)


@register.filter
def in_words(code: str) -> str:
    """Say a code of this room in words."""
    return wording.in_words(code)


@register.filter
def in_language(thing: object, name: str) -> str:
    """Say an attribute that is kept in both languages in the one in use: ``{{ authority|in_language:"name" }}``."""
    return wording.in_language(thing, name)
