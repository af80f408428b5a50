"""What the template of a value has to ask about it."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def is_list(value: Any) -> bool:
    """Say whether several values were given instead of one."""
    return isinstance(value, list | tuple)
