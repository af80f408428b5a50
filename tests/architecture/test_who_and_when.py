"""Whoever did something did it at some time: ``x_by`` and ``x_at`` come in pairs, tied where they may be empty."""

from itertools import chain

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.tree import ROOMS

MODELS = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
FIELDS = [
    (model, field.name) for model in MODELS for field in model._meta.concrete_fields if field.name.endswith("_by")
]

# Who without a moment of its own, and why.
WHO_ALONE: dict[str, str] = {
    "Authority.assessed_by": "assessments have a date, assessed_on",
    "EquivalenceTable.entered_by": "a version is dated by valid_from",
    "EquivalenceTable.approved_by": "a version is dated by valid_from",
}


def _label(model: type[models.Model], name: str) -> str:
    return f"{model.__name__}.{name}"


def _tied(model: type[models.Model], who: str, when: str) -> bool:
    """Say whether one constraint of the model speaks of both fields."""
    return any(
        {who, when} <= _named(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )


def _named(condition: models.Q) -> set[str]:
    found = set()
    for child in condition.children:
        found |= _named(child) if isinstance(child, models.Q) else {child[0].split("__")[0]}
    return found


@pytest.mark.parametrize(("model", "who"), FIELDS, ids=[_label(*pair) for pair in FIELDS])
def test_who_comes_with_when(model: type[models.Model], who: str) -> None:
    if _label(model, who) in WHO_ALONE:
        return
    names = {field.name: field for field in model._meta.concrete_fields}
    when = f"{who.removesuffix('_by')}_at"
    assert when in names, f"{_label(model, who)} has no {when}"
    is_always_done = not names[when].null  # an empty who then means the exchange itself
    assert is_always_done or _tied(model, who, when), f"no constraint ties {who} and {when}"


def test_every_excuse_is_still_needed() -> None:
    assert set(WHO_ALONE) <= {_label(*pair) for pair in chain(FIELDS)}
