"""The site as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Registers the site's own system checks."""

    name = "exchange"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from exchange import checks  # noqa: F401
