"""Each side keeps its own list in the Annex; nobody designates themselves. Para 7."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.models import Entry
from audit.verdict import Denied
from frameworks import rules
from frameworks.actions.annex import designate, end_designation
from frameworks.models import Designation, Membership
from tests.cast import official

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 10, 11, 30, tzinfo=UTC)  # 23:30 in New Zealand, 20:30 in Japan
TODAY = date(2026, 6, 10)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def refusal(act, **values):
    with pytest.raises(Denied) as denied:
        act(**values)
    return denied.value.verdict.reasons[0].code


@pytest.fixture
def newcomer(cast):
    return official("newcomer", "NZ")


@pytest.fixture
def make(cast, newcomer):
    def make(**values):
        given = {"by": cast.olivia, "framework": cast.framework, "official": newcomer, "valid_from": TODAY}
        return designate(**(given | values))

    return make


class TestDesignating:
    def test_from_a_day_on(self, cast, make, newcomer):
        line = make(is_intake=True)
        assert (line.entered_by, line.entered_at) == ("olivia", NOW)
        assert rules.is_intake(newcomer, cast.framework, NOW)

    def test_the_other_side_is_told_by_the_event(self, make):
        make(valid_until=TODAY + DAY)
        entry = Entry.objects.get(name="frameworks.designation.made")
        assert (entry.subject, entry.provider) == ("official:newcomer", "NZ")
        assert entry.detail == {
            "framework": "JP-NZ-2014",
            "valid_from": "2026-06-10",
            "valid_until": "2026-06-11",
            "is_intake": False,
        }

    def test_for_one_day(self, cast, make, newcomer):
        make(valid_until=TODAY)
        assert rules.is_designated(newcomer, cast.framework, NOW + timedelta(minutes=29))
        assert not rules.is_designated(newcomer, cast.framework, NOW + timedelta(minutes=30))

    def test_not_backwards(self, make):
        assert refusal(make, valid_from=TODAY - DAY) == "backdated"
        assert refusal(make, valid_until=TODAY - DAY) == "ends_before_it_begins"

    def test_not_twice_for_the_same_time(self, make):
        make(valid_until=TODAY + 9 * DAY)
        assert refusal(make, valid_from=TODAY + 9 * DAY) == "already_designated"
        assert refusal(make, valid_until=TODAY) == "already_designated"
        make(valid_from=TODAY + 10 * DAY)

    def test_before_a_line_that_begins_later(self, make):
        make(valid_from=TODAY + 5 * DAY)
        assert refusal(make) == "already_designated"
        make(valid_until=TODAY + 4 * DAY)

    def test_no_auditor(self, cast, make):
        assert refusal(make, official=cast.tama) == "auditor_in_annex"

    def test_no_closed_account(self, make):
        assert refusal(make, official=official("gone", "NZ", is_active=False)) == "disabled"

    def test_nobody_designates_themselves(self, cast, make):
        assert refusal(make, official=cast.olivia) == "own_account"

    def test_nobody_of_the_other_side(self, cast, make):
        assert refusal(make, official=cast.kenji) == "other_side"

    def test_only_an_administrator(self, cast, make):
        assert refusal(make, by=cast.wiremu) == "not_administrator"

    def test_only_under_a_framework_to_which_the_side_is_party(self, cast, make):
        Membership.objects.filter(participant="NZ").delete()
        assert refusal(make) == "not_party"


class TestEnding:
    def test_at_once(self, cast, make, newcomer):
        line = end_designation(by=cast.olivia, designation=make())
        assert (line.ended_by, line.ended_at, line.valid_until) == ("olivia", NOW, TODAY)
        assert not rules.is_designated(newcomer, cast.framework, NOW)
        assert Entry.objects.filter(name="frameworks.designation.ended").count() == 1

    def test_at_once_and_designated_anew_on_the_same_day(self, cast, make, newcomer):
        end_designation(by=cast.olivia, designation=make())
        make(is_intake=True)
        assert rules.is_intake(newcomer, cast.framework, NOW)

    def test_after_a_day_that_is_included(self, cast, make, newcomer):
        end_designation(by=cast.olivia, designation=make(), last_day=TODAY + DAY)
        assert rules.is_designated(newcomer, cast.framework, TODAY + DAY)
        assert not rules.is_designated(newcomer, cast.framework, TODAY + 2 * DAY)

    def test_before_it_begins(self, cast, make, newcomer):
        line = end_designation(by=cast.olivia, designation=make(valid_from=TODAY + 5 * DAY))
        assert not line.covers(TODAY + 5 * DAY)
        make()

    def test_not_backwards_and_not_twice(self, cast, make):
        line = make()
        assert refusal(end_designation, by=cast.olivia, designation=line, last_day=TODAY - DAY) == "day_has_passed"
        end_designation(by=cast.olivia, designation=line)
        assert refusal(end_designation, by=cast.olivia, designation=line) == "designation_ended"

    def test_only_on_the_own_list(self, cast, make):
        theirs = Designation.objects.get(official=cast.kenji)
        assert refusal(end_designation, by=cast.olivia, designation=theirs) == "other_side"
        assert refusal(end_designation, by=cast.aroha, designation=make()) == "not_administrator"
