"""System checks of the site: what the settings table cannot see because it shows only once Django is up."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Warn
from rest_framework import compat

from exchange.celery import app

BROWSABLE = "rest_framework.renderers.BrowsableAPIRenderer"


@register(Tags.compatibility)
def name_is_cured(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """exchange.E001: DRF must not take our app ``requests`` for the HTTP library of that name."""
    if compat.requests is None:
        return []
    hint = "Keep the cure at the top of exchange/__init__.py before anything that imports rest_framework."
    return [
        Error(
            "DRF found a module named requests and believes it to be the HTTP library.", hint=hint, id="exchange.E001"
        )
    ]


@register(Tags.security)
def no_door_around_access(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """exchange.E002, E003: neither the Django admin nor DRF's browsable pages, which would show content unrecorded."""
    found: list[CheckMessage] = []
    if "django.contrib.admin" in settings.INSTALLED_APPS:
        found.append(
            Error("The Django admin is installed.", hint="Content is opened through access alone.", id="exchange.E002")
        )
    if BROWSABLE in (settings.REST_FRAMEWORK["DEFAULT_RENDERER_CLASSES"] or []):
        found.append(Error("The browsable API is on.", hint="Keep the JSON renderer alone.", id="exchange.E003"))
    return found


@register(Tags.security, deploy=True)
def scheduled_tasks_exist(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """exchange.E004: a schedule that names a task which no room has would tell nobody of a deadline."""
    app.loader.import_default_modules()
    missing = sorted({str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()} - set(app.tasks))
    hint = "Correct CELERY_BEAT_SCHEDULE or write the task."
    return [Error(f"No task is named {name}.", hint=hint, id="exchange.E004") for name in missing]


@register(Tags.security, deploy=True)
def second_factor_is_asked(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """exchange.W001: the demonstration waives the second factor (A1)."""
    if not settings.DEMO:
        return []
    return [Warn("The second factor is waived.", hint="Take DEMO=1 away.", id="exchange.W001")]
