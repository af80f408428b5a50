"""Open one's own drafts; nobody else's exist. Para 3(g)."""

from __future__ import annotations

from typing import Any

from audit import record
from audit.verdict import permitted, prohibited
from frameworks.models import Official
from requests.access.deciding import CASEWORK, Unknown
from requests.models import Draft
from requests.rules import gettext_noop
from vault import store


def open_draft(*, by: Official, draft_id: Any) -> tuple[Draft, dict[str, Any]]:
    """Open one's own draft; nobody else's exists. Returns the draft and its sections.

    Raises:
        Unknown: where there is none of one's own under this id.
    """
    draft = (
        Draft.objects.select_related("sealed", "framework", "requested", "filed_as")
        .filter(pk=draft_id, author=by)
        .first()
    )
    verdict = (
        permitted("author")
        if draft
        else prohibited("unknown", "3(g)", gettext_noop("There is nothing under this reference"))
    )
    sealed = [str(draft.sealed_id)] if draft and draft.sealed_id else []
    receipt = record.access(
        by=by,
        action="requests.draft.open",
        subjects=[f"draft:{draft_id}"],
        verdict=verdict,
        purpose=CASEWORK,
        sealed=sealed,
    )
    if draft is None:
        raise Unknown
    if draft.sealed is None:
        return draft, {}
    return draft, store.open_(draft.sealed, participant=by.participant_id, receipt=receipt)


def open_drafts(*, by: Official) -> list[tuple[Draft, dict[str, Any]]]:
    """Return one's own unfinished drafts with what they say so far, last saved first."""
    drafts = list(Draft.objects.filter(author=by, filed_as=None).select_related("sealed", "requested")[:50])
    with_content = [draft.sealed for draft in drafts if draft.sealed]
    receipt = record.access(
        by=by,
        action="requests.draft.list",
        subjects=[f"draft:{draft.pk}" for draft in drafts],
        verdict=permitted("author"),
        purpose=CASEWORK,
        sealed=[str(row.pk) for row in with_content],
    )
    contents = store.open_many(with_content, participant=by.participant_id, receipt=receipt)
    return [(draft, contents[draft.sealed.pk] if draft.sealed else {}) for draft in drafts]
