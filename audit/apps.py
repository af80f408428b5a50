"""The room of the access log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Verdicts, the append-only log and its seals, state tables. Knows nobody."""

    name = "audit"
    verbose_name = "Access log"
