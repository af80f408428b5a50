"""Verdicts in templates: ``{% load verdicts %}``, then ``{{ reason|say }}``."""

from django import template

from audit import wording
from audit.verdict import Reason

register = template.Library()


@register.filter
def say(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    return wording.say(reason)
