"""The door for a web server in service: ``granian --interface wsgi exchange.wsgi:application``."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from exchange.env import Mode


def application_in_service() -> WSGIHandler:
    """Return the application; raises ImproperlyConfigured where a first look was about to be put before the public."""
    if settings.MODE is not Mode.SERVICE:
        raise ImproperlyConfigured(
            "This door is for service. Set EXCHANGE_MODE=service, or start with: python manage.py serve"
        )
    return get_wsgi_application()


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")
application = application_in_service()
