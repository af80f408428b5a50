"""Opening as the vault's tests do it, and changing rows as an attacker would."""

from django.db import models

from tests.vault.receipts import Genuine
from vault import store
from vault.models import Sealed

CONTENT = {"subject": "押収品の照会 Ωμέγα"}


def reopened(row: Sealed, participant: str = "NZ") -> dict:
    """Open as another process would: from the database, with a receipt."""
    return store.open_(Sealed.objects.get(pk=row.pk), participant=participant, receipt=Genuine(row.pk))


def changed(row: models.Model, **columns: object) -> None:
    """Do what an attacker with the database can do: around every guard."""
    models.QuerySet.update(type(row).objects.filter(pk=row.pk), **columns)
