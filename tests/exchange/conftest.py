"""The gallery as a site of its own: no database, no sign-in, the real templates, styles and headers."""

import copy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

GALLERY = Path(__file__).parent / "gallery"
MIDDLEWARE = [
    "exchange.csp.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tests.exchange.gallery.urls.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]


@pytest.fixture
def gallery(settings: Any) -> Any:
    """The settings under which the gallery is served."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(GALLERY / "templates")
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.exchange.gallery.urls"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    return settings


@pytest.fixture
def visitor(gallery: Any) -> Client:
    """A browser without a database behind it; what goes wrong comes back as a page."""
    return Client(raise_request_exception=False)
