"""What officials choose for themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from audit import record
from frameworks.models import Official


@transaction.atomic
def choose_language(*, by: Official, language: str) -> bool:
    """Remember the language for mail and for the next sign-in; say whether anything changed."""
    if language not in dict(settings.LANGUAGES) or by.language == language:
        return False
    by.language = language
    by.save(update_fields=["language"])
    record.event("exchange.language.chosen", by=by, subject=f"official:{by.username}", detail={"language": language})
    return True
