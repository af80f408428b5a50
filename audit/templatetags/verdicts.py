"""Verdicts and log entries in templates: ``{% load verdicts %}``, then ``{{ reason|say }}``."""

from django import template

from audit import wording
from audit.verdict import Reason

register = template.Library()


@register.filter
def say(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    return wording.say(reason)


@register.filter
def outcome_in_words(code: str) -> str:
    """Say the outcome of an entry."""
    return wording.in_words(wording.OUTCOMES, code)


@register.filter
def door_in_words(code: str) -> str:
    """Say through which door an entry came."""
    return wording.in_words(wording.DOORS, code)
