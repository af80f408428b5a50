"""Two at once, and pages that were overtaken: nothing doubled, nothing lost, nothing filed that was not seen."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Entry
from requests import access
from requests.actions import drafting, executing, filing, granting
from requests.actions.filing import AlreadyFiled
from requests.models import Case, Draft, Grant, Request
from requests.values.para6 import Para6
from tests.cast import Cast, assemble, designated, official
from tests.door import signed_in
from tests.factories import draft, filed, para6
from vault.models import Sealed, WrappedKey

WRITTEN = "What was seen"


def written(cast: Cast) -> Draft:
    """Begin a draft and save everything that filing needs."""
    row = draft(cast)
    for code, given in para6(subject=WRITTEN).to_plain().items():
        if isinstance(given, dict):
            save(cast, row, code, given)
    return row


def save(cast: Cast, row: Draft, code: str, given: dict[str, object]) -> None:
    fresh, sections = access.open_draft(by=cast.aroha, draft_id=row.pk)
    drafting.save_section(
        by=cast.aroha, draft=fresh, sections=sections, code=code, given=given, revision=fresh.revision
    )


def file(cast: Cast, row: Draft, sections: dict[str, object]) -> Request:
    return filing.file_request(
        by=cast.aroha, framework=row.framework, requested=row.requested, para6=Para6.from_plain(sections), draft=row
    )


def test_nothing_is_filed_but_what_its_author_has_seen(cast: Cast) -> None:
    row, sections = access.open_draft(by=cast.aroha, draft_id=written(cast).pk)
    save(cast, row, "request", {**sections["request"], "subject": "Saved in another tab"})
    with pytest.raises(drafting.Stale):
        file(cast, row, sections)
    assert not Case.objects.exists()
    _row, kept = access.open_draft(by=cast.aroha, draft_id=row.pk)
    assert kept["request"]["subject"] == "Saved in another tab"


def test_the_page_that_checks_a_draft_files_only_the_draft_it_showed(cast: Cast) -> None:
    row = written(cast)
    client = signed_in(cast.aroha)
    address = f"/drafts/{row.pk}/check/"
    seen = client.get(address).context["draft"].revision
    save(cast, row, "request", access.open_draft(by=cast.aroha, draft_id=row.pk)[1]["request"] | {"subject": "Other"})
    assert client.post(address, {"revision": seen})["Location"] == address
    assert not Case.objects.exists()
    assert client.post(address, {"revision": seen + 1}).status_code == 302
    assert Case.objects.count() == 1


def test_a_draft_that_was_filed_is_not_thrown_away_from_another_tab(cast: Cast) -> None:
    row, sections = access.open_draft(by=cast.aroha, draft_id=written(cast).pk)
    request = file(cast, Draft.objects.get(pk=row.pk), sections)
    with pytest.raises(drafting.Stale):
        drafting.discard_draft(by=cast.aroha, draft=row)
    with pytest.raises(AlreadyFiled) as filed_before:
        file(cast, row, sections)
    assert filed_before.value.case == request.case
    with pytest.raises(drafting.Stale):
        save(cast, row, "request", sections["request"])


def test_a_draft_that_was_thrown_away_is_not_filed_from_another_tab(cast: Cast) -> None:
    row, sections = access.open_draft(by=cast.aroha, draft_id=written(cast).pk)
    drafting.discard_draft(by=cast.aroha, draft=Draft.objects.get(pk=row.pk))
    with pytest.raises(drafting.Stale):
        file(cast, row, sections)


def test_what_was_saved_in_another_tab_is_thrown_away_with_the_draft(cast: Cast) -> None:
    row, sections = access.open_draft(by=cast.aroha, draft_id=written(cast).pk)
    save(cast, row, "request", {**sections["request"], "subject": "Saved in another tab"})
    drafting.discard_draft(by=cast.aroha, draft=row)
    assert not Sealed.objects.filter(kind="draft").exists()
    assert not WrappedKey.objects.filter(sealed__kind="draft").exists()


def test_withdrawing_a_grant_twice_is_withdrawing_it_once(cast: Cast) -> None:
    case = filed(cast).case
    grant = granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="assists")
    overtaken = Grant.objects.get(pk=grant.pk)
    for row, reason in ((grant, "not_needed"), (overtaken, "mistake")):
        granting.withdraw_access(by=cast.wiremu, case=case, grant=row, reason=reason)
    assert Grant.objects.get(pk=grant.pk).ended_because == "not_needed"
    assert Entry.objects.filter(name="requests.grant.withdrawn").count() == 1


def test_a_grant_to_a_new_intake_official_is_on_record(cast: Cast) -> None:
    case = filed(cast).case
    designated(official("yui", "JP"), is_intake=True)
    granting.heal_intake()
    entry = Entry.objects.get(name="requests.grant.given")
    assert (entry.case, entry.detail["to"]) == (case.reference, "yui")


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Do all of it at the same time; return what went wrong."""
    wrong: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        start.wait(10)
        try:
            work()
        except BaseException as fault:
            wrong.append(fault)
        finally:
            connection.close()

    workers = [threading.Thread(target=run, args=[work]) for work in works]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    return wrong


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_supervisors_who_grant_at_once_neither_fails() -> None:
    cast = assemble()
    case = filed(cast).case
    give = [lambda: granting.grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="assists")] * 4
    assert at_once(*give) == []
    assert case.grants.filter(official=cast.mallory, ended_at=None).count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_being_assigned_comes_back_to_no_intake() -> None:
    cast = assemble()
    request = filed(cast)
    late = designated(official("yui", "JP"), is_intake=True)
    with transaction.atomic():
        executing.assign(by=cast.kenji, request=request, to=cast.haruka)
        assert at_once(lambda: granting.heal_intake(at=timezone.now())) == []
    assert not Grant.objects.filter(official=late).exists()
