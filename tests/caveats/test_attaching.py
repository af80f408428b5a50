"""Stated caveats are written whole, in order, once. Para 3(a)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caveats import attaching, kinds, models
from caveats.models import StatedOnce

pytestmark = pytest.mark.django_db

STATED = (
    kinds.NamedAgenciesOnly(frozenset({"NZ-POLICE"})),
    kinds.HolderOnly(),
    kinds.NamedAgenciesOnly(frozenset({"NZ-FISHERIES"})),
    kinds.ReturnOrDestroyBy(date(2026, 12, 31)),
)


def test_what_was_stated_is_read_back_in_its_order_not_combined():
    assert attaching.of(attaching.attach(STATED)) == STATED


def test_no_caveats_is_a_set_too():
    assert attaching.of(attaching.attach([])) == ()


def test_words_are_known_by_where_they_stand():
    one, other = attaching.attach([kinds.FreeText()]), attaching.attach([kinds.HolderOnly(), kinds.FreeText()])
    assert attaching.of(one) == (kinds.FreeText(f"{one.pk}/0"),)
    assert attaching.of(other)[1] == kinds.FreeText(f"{other.pk}/1")


def test_words_that_came_from_another_item_keep_their_place():
    first = attaching.of(attaching.attach([kinds.FreeText()]))
    assert attaching.of(attaching.attach(first)) == first


def test_a_caveat_that_names_nothing_stores_nothing():
    with pytest.raises(kinds.CaveatError):
        attaching.attach([kinds.HolderOnly(), kinds.PurposesOnly(frozenset())])
    assert not models.CaveatSet.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_caveats_are_stated_only_within_a_transaction():
    with pytest.raises(RuntimeError):
        attaching.attach(STATED)
    with transaction.atomic():
        attaching.attach(STATED)
    assert models.Caveat.objects.count() == len(STATED)


def test_a_row_that_cannot_be_read_is_not_passed_over():
    stated = models.CaveatSet.objects.create()
    models.Caveat.objects.create(set=stated, position=0, kind="of_a_later_version", parameters={})
    with pytest.raises(kinds.CaveatError):
        attaching.of(stated)


def test_a_list_of_sets_costs_one_further_query(django_assert_num_queries):
    for _ in range(3):
        attaching.attach(STATED)
    with django_assert_num_queries(2):
        sets = models.CaveatSet.objects.prefetch_related("caveats")
        assert [attaching.of(stated) for stated in sets] == [STATED] * 3


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: models.Caveat.objects.all().delete(),
        lambda row: models.Caveat.objects.update(kind="holder_only"),
        lambda row: models.Caveat.objects.bulk_update([row], ["kind"]),
        lambda row: models.Caveat.objects.bulk_create([row], ignore_conflicts=True),
        lambda row: models.Caveat.objects.update_or_create(pk=row.pk, defaults={"kind": "holder_only"}),
        lambda row: row.set.delete(),
        lambda row: row.set.caveats.all().delete(),
        lambda row: row.set.save(),
    ],
    ids=[
        "save",
        "delete",
        "all",
        "update",
        "bulk_update",
        "bulk_create",
        "update_or_create",
        "set",
        "of_set",
        "set_save",
    ],
)
def test_what_was_stated_is_neither_changed_nor_taken_away(change):
    stated = attaching.attach(STATED)
    with pytest.raises(StatedOnce):
        change(stated.caveats.first())
    assert attaching.of(stated) == STATED


def test_a_row_cannot_be_written_over_by_its_number():
    stated = attaching.attach(STATED)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Caveat(pk=stated.caveats.first().pk, set=stated, position=9, kind="free_text").save()
    assert attaching.of(stated) == STATED
