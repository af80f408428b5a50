"""Marking views that show nothing a need to know would be asked for. Para 3(g).

Every other view must have recorded a check before its page leaves (`audit.middleware`). The mark belongs to the very
view that carries it: a class does not inherit it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.urls import URLPattern, URLResolver

MARK = "_holds_no_information"
V = TypeVar("V", bound=Callable[..., Any])


def holds_no_information(view: V) -> V:
    """Mark a view function or a view class (Django's or REST framework's): what it shows, everybody may know."""
    setattr(view, MARK, True)
    return view


def all_hold_no_information(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return URL patterns of a library, such as its sign-in pages, with each view marked."""
    marked = list(patterns)
    for pattern in marked:
        if isinstance(pattern, URLResolver):
            all_hold_no_information(pattern.url_patterns)
        else:
            holds_no_information(pattern.callback)
    return marked


def is_marked(view: Callable[..., Any]) -> bool:
    """Say whether the view that a URL leads to carries the mark itself."""
    made_of = getattr(view, "view_class", None) or getattr(view, "cls", None)
    return MARK in vars(view) or (made_of is not None and MARK in vars(made_of))
