"""Write a request page by page. Para 6.

Drafts are sealed for the author's own side only; the other side gets a key when the request is filed. Nothing of a
draft is an event: what happens to it is its author's alone until then (opening it is an access like any other).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit import record
from audit.verdict import require
from frameworks.models import Framework, Official, Participant
from frameworks.rules import is_designated, is_in_force
from requests.models import Draft
from requests.rules import may_file
from requests.values.cleaning import clean_entry, too_many
from requests.values.faults import Faulty
from requests.values.sections import MOST_ENTRIES, SECTION
from vault import store


class Stale(Exception):
    """The draft was saved elsewhere since the page was opened."""


@transaction.atomic
def begin_draft(*, by: Official, framework: Framework, requested: Participant) -> Draft:
    """Begin a draft to another Participant.

    Raises:
        Denied: where the official is not designated (para 7) or the Framework not in force (para 19).
    """
    now = timezone.now()
    require(may_file(is_designated(by, framework, now), is_in_force(framework, now)))
    draft = Draft.objects.create(author=by, framework=framework, requested=requested, begun_at=now, saved_at=now)
    record.event("requests.draft.begun", by=by, subject=f"draft:{draft.pk}")
    return draft


def save_section(
    *, by: Official, draft: Draft, sections: Mapping[str, Any], code: str, given: Mapping[str, Any], revision: int
) -> None:
    """Save one page that is not a list; what is wrong with it refuses the page, what is missing elsewhere does not.

    Raises:
        Faulty: with the faults of this page.
        Stale: where the draft was saved since ``revision``.
    """
    cleaned = clean_entry(SECTION[code], given)
    _store(by, draft, {**sections, code: _listed(cleaned)}, revision)


def save_entry(
    *,
    by: Official,
    draft: Draft,
    sections: Mapping[str, Any],
    code: str,
    given: Mapping[str, Any],
    revision: int,
    position: int | None = None,
) -> None:
    """Add an entry (a party, goods, ...) or, with ``position``, change one.

    Raises:
        Faulty: with the faults of this entry; Stale: where the draft was saved since ``revision``.
    """
    cleaned = _listed(clean_entry(SECTION[code], given))
    entries = list(sections.get(code) or [])
    if position is None and len(entries) >= MOST_ENTRIES:
        raise Faulty([too_many(SECTION[code])])
    if position is None:
        entries.append(cleaned)
    elif position < len(entries):
        entries[position] = cleaned
    else:
        raise Stale
    _store(by, draft, {**sections, code: entries}, revision)


def remove_entry(
    *, by: Official, draft: Draft, sections: Mapping[str, Any], code: str, position: int, revision: int
) -> None:
    """Take an entry off a list."""
    entries = list(sections.get(code) or [])
    if position >= len(entries):
        raise Stale
    del entries[position]
    _store(by, draft, {**sections, code: entries}, revision)


@transaction.atomic
def discard_draft(*, by: Official, draft: Draft) -> None:
    """Throw a draft away as it stands now; its keys go with it.

    Raises:
        Stale: where it was filed or thrown away since it was opened.
    """
    held = hold_draft(draft, by)
    if held.filed_as_id is not None:
        raise Stale
    record.event("requests.draft.discarded", by=by, subject=f"draft:{held.pk}")
    held.delete()
    if held.sealed:
        store.discard(held.sealed)


def hold_draft(draft: Draft, by: Official) -> Draft:
    """Lock a draft for the length of an action and return it as it stands now, not as it was opened.

    Raises:
        Stale: where it was thrown away since.
    """
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("filed_as", "sealed")
    held = drafts.filter(pk=draft.pk, author=by).first()
    if held is None:
        raise Stale
    return held


def _listed(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in cleaned.items()}


@transaction.atomic
def _store(by: Official, draft: Draft, sections: Mapping[str, Any], revision: int) -> None:
    """Claim the next revision, and only then seal: of two who save at once, one is told that it came late."""
    mine = Draft.objects.filter(pk=draft.pk, author=by, filed_as=None)
    if not mine.filter(revision=revision).update(revision=revision + 1, saved_at=timezone.now()):
        raise Stale
    old = draft.sealed
    draft.sealed = store.seal("draft", str(draft.pk), sections, participants=[by.participant_id], version=revision + 1)
    mine.update(sealed=draft.sealed)
    draft.revision = revision + 1
    if old:
        store.discard(old)
