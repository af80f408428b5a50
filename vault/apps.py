"""The vault as Django knows it."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers the system checks of `vault.checks`."""

    name = "vault"

    def ready(self) -> None:
        """Register the checks, once the settings are there."""
        from vault.checks import register_checks

        register_checks()
