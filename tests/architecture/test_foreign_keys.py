"""A row points down the order of dependence, never up. Imports cannot show it, since a key may be named by a string."""

from django.apps import apps

from tests.architecture.tree import ROOMS

GROUND = ("vault", "audit")  # neither may point at the other


def test_foreign_keys_point_down() -> None:
    up = []
    for model in apps.get_models(include_auto_created=True):
        room = model._meta.app_label
        for field in model._meta.get_fields():
            if room not in ROOMS or not (field.is_relation and field.concrete) or field.related_model is None:
                continue
            target = field.related_model._meta.app_label
            if target in ROOMS and (ROOMS.index(target) < ROOMS.index(room) or {room, target} == set(GROUND)):
                up.append(f"{model.__name__}.{field.name} -> {target}")
    assert up == []


def test_the_log_points_at_nothing() -> None:
    """The log must not depend on what it watches: references are text."""
    pointing = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("audit").get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model._meta.app_label != "audit"
    ]
    assert pointing == []
