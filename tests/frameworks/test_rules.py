"""Who may act under the Framework on a day, by the clock of the own Participant. Paras 3(f), 3(h), 7, 19."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from frameworks import annex, rules
from frameworks.marking import Marking
from frameworks.models import Authority, EquivalenceTable, Official
from tests.frameworks.people import AT, TODAY, designated, official

pytestmark = pytest.mark.django_db

SENSITIVE = Marking("NZ:SENSITIVE", handled_as="JP:3", handling_instruction="Keep it as 機密性3.")
SECRET = Marking("NZ:SECRET")


def code(verdict):
    assert not verdict
    return verdict.reasons[0].code


class TestInForce:
    def test_from_the_minute_it_begins(self, framework):
        begins = framework.in_force_from
        assert rules.is_in_force(framework, begins)
        refused = rules.is_in_force(framework, begins - timedelta(seconds=1))
        assert code(refused) == "not_yet_in_force"
        assert refused.paragraphs == ("19",)

    def test_until_the_minute_it_ceases(self, framework):
        framework.ceases_at = AT
        assert rules.is_in_force(framework, AT - timedelta(seconds=1))
        assert code(rules.is_in_force(framework, AT)) == "ceased"


class TestDesignation:
    def test_an_official_in_the_annex(self, framework):
        assert rules.is_designated(designated(official()), framework, AT).basis == "designated"

    def test_an_official_who_is_not(self, framework):
        refused = rules.is_designated(official(), framework, AT)
        assert code(refused) == "not_designated"
        assert refused.paragraphs == ("7",)

    def test_the_last_day_is_included(self, framework):
        who = designated(official(), until=TODAY)
        assert rules.is_designated(who, framework, TODAY)
        assert code(rules.is_designated(who, framework, TODAY + timedelta(days=1))) == "designation_ended"

    def test_the_first_day_is_included(self, framework):
        who = designated(official(), since=TODAY)
        assert rules.is_designated(who, framework, TODAY)
        assert code(rules.is_designated(who, framework, TODAY - timedelta(days=1))) == "designation_not_begun"

    @pytest.mark.parametrize(
        ("participant", "midnight"),
        [
            ("NZ", datetime(2026, 6, 10, 12, 0, tzinfo=UTC)),
            ("JP", datetime(2026, 6, 10, 15, 0, tzinfo=UTC)),
        ],
    )
    def test_it_ends_at_midnight_of_the_own_zone(self, framework, participant, midnight):
        who = designated(official(participant=participant), until=TODAY)
        assert rules.is_designated(who, framework, midnight - timedelta(seconds=1))
        assert not rules.is_designated(who, framework, midnight)
        assert rules.designated_frameworks(who, midnight - timedelta(seconds=1)) == ["JP-NZ-2014"]
        assert rules.designated_frameworks(who, midnight) == []
        assert annex.recipients(framework, who.participant, midnight - timedelta(seconds=1)) == [who]
        assert annex.recipients(framework, who.participant, midnight) == []

    def test_ended_at_once_means_not_even_the_last_day(self, framework):
        who = designated(official(), until=TODAY, ended_by="hana", ended_at=AT)
        assert code(rules.is_designated(who, framework, TODAY)) == "designation_ended"
        assert rules.is_designated(who, framework, TODAY - timedelta(days=1))
        assert annex.recipients(framework, who.participant, TODAY) == []

    def test_a_disabled_account_is_not_designated(self, framework):
        who = designated(official(is_active=False))
        assert code(rules.is_designated(who, framework, AT)) == "disabled"
        assert rules.designated_frameworks(who, AT) == []
        assert annex.recipients(framework, who.participant, AT) == []

    def test_two_lines_count_once(self, framework, nz):
        who = designated(designated(official()), until=TODAY + timedelta(days=9))
        assert annex.recipients(framework, nz, AT) == [who]

    def test_each_side_has_its_own_list(self, framework, nz, jp):
        aroha, kenji = designated(official()), designated(official("kenji", "JP"))
        assert annex.recipients(framework, nz, AT) == [aroha]
        assert annex.recipients(framework, jp, AT) == [kenji]


class TestIntake:
    def test_only_those_flagged(self, framework, nz):
        aroha, mere = designated(official(), is_intake=True), designated(official("mere"))
        assert rules.is_intake(aroha, framework, AT).basis == "intake"
        assert code(rules.is_intake(mere, framework, AT)) == "not_intake"
        assert annex.intake_officials(framework, nz, AT) == [aroha]

    def test_not_after_the_designation(self, framework):
        who = designated(official(), is_intake=True, until=TODAY - timedelta(days=1))
        assert code(rules.is_intake(who, framework, AT)) == "designation_ended"

    def test_an_intake_line_that_ended_beside_a_plain_one(self, framework):
        who = designated(designated(official()), is_intake=True, until=TODAY - timedelta(days=1))
        assert code(rules.is_intake(who, framework, AT)) == "not_intake"


class TestClearance:
    def test_on_the_own_ladder(self, framework):
        who = official(clearance_id="NZ:SENSITIVE")
        assert rules.holds_clearance_for(who, SENSITIVE, AT).basis == "cleared"
        assert code(rules.holds_clearance_for(who, SECRET, AT)) == "clearance_too_low"

    def test_through_the_equivalent(self, framework):
        assert rules.holds_clearance_for(official("kenji", "JP", clearance_id="JP:GOKUHI"), SECRET, AT)
        refused = rules.holds_clearance_for(official("haruka", "JP", clearance_id="JP:HI"), SECRET, AT)
        assert code(refused) == "clearance_too_low"
        assert refused.paragraphs == ("3(h)",)

    def test_through_the_written_instruction_where_no_row_applies(self, framework):
        assert rules.holds_clearance_for(official("kenji", "JP", clearance_id="JP:3"), SENSITIVE, AT)
        assert not rules.holds_clearance_for(official("haruka", "JP", clearance_id="JP:2"), SENSITIVE, AT)

    def test_without_row_or_instruction_it_fails_closed(self, framework):
        kenji = official("kenji", "JP", clearance_id="JP:GOKUHI")
        assert code(rules.holds_clearance_for(kenji, Marking("NZ:SENSITIVE"), AT)) == "no_equivalence"
        assert code(rules.holds_clearance_for(kenji, Marking("NZ:NONSENSE"), AT)) == "no_equivalence"

    def test_the_row_counts_only_while_its_table_does(self, framework):
        EquivalenceTable.objects.update(valid_until=TODAY - timedelta(days=1))
        kenji = official("kenji", "JP", clearance_id="JP:GOKUHI")
        assert code(rules.holds_clearance_for(kenji, SECRET, AT)) == "no_equivalence"

    def test_the_last_day_is_included(self, framework):
        who = official(clearance_until=TODAY)
        assert rules.holds_clearance_for(who, SENSITIVE, TODAY)
        assert code(rules.holds_clearance_for(who, SENSITIVE, TODAY + timedelta(days=1))) == "clearance_lapsed"

    def test_without_clearance_only_the_lowest_marking(self, framework):
        who = official(clearance_id=None)
        assert rules.holds_clearance_for(who, Marking("NZ:UNCLASSIFIED"), AT)
        assert code(rules.holds_clearance_for(who, Marking("NZ:IN-CONFIDENCE"), AT)) == "no_clearance"
        open_to_us = Marking("JP:1", handled_as="NZ:UNCLASSIFIED", handling_instruction="Open.")
        assert rules.holds_clearance_for(who, open_to_us, AT)


class TestProtection:
    def test_up_to_the_ceiling(self, framework, jp):
        assert rules.may_be_sent_to(SECRET, jp, AT).basis == "assessed"
        Authority.objects.filter(pk="JPC").update(ceiling="JP:HI")
        refused = rules.may_be_sent_to(SECRET, jp, AT)
        assert code(refused) == "above_ceiling"
        assert refused.paragraphs == ("3(f)",)

    def test_nothing_after_the_assessment_has_lapsed(self, framework, jp):
        Authority.objects.filter(pk="JPC").update(assessment_valid_until=TODAY)
        assert rules.may_be_sent_to(SECRET, jp, TODAY)
        assert code(rules.may_be_sent_to(SECRET, jp, TODAY + timedelta(days=1))) == "assessment_lapsed"

    def test_nothing_without_an_assessment(self, framework, jp):
        Authority.objects.filter(pk="JPC").update(ceiling=None)
        assert code(rules.may_be_sent_to(SECRET, jp, AT)) == "not_assessed"
        Authority.objects.filter(pk="JPC").delete()
        assert code(rules.may_be_sent_to(SECRET, jp, AT)) == "not_assessed"

    def test_nothing_where_no_row_applies(self, framework, jp):
        assert code(rules.may_be_sent_to(Marking("NZ:RESTRICTED"), jp, AT)) == "no_equivalence"
        assert rules.may_be_sent_to(SENSITIVE, jp, AT)

    def test_top_secret_has_no_counterpart_and_stays(self, framework, jp):
        assert code(rules.may_be_sent_to(Marking("NZ:TOP-SECRET"), jp, AT)) == "no_equivalence"


class TestRoles:
    @pytest.mark.parametrize("role", ["supervisor", "auditor", "administrator"])
    def test_a_role_is_a_flag_on_an_open_account(self, framework, role):
        rule = getattr(rules, f"is_{role}")
        assert rule(Official(**{f"is_{role}": True})).basis == role
        assert code(rule(Official())) == f"not_{role}"
        assert code(rule(Official(**{f"is_{role}": True}, is_active=False))) == "disabled"

    @pytest.mark.parametrize("other", ["is_supervisor", "is_administrator"])
    def test_the_database_keeps_an_auditor_from_any_other_role(self, framework, other):
        with pytest.raises(IntegrityError), transaction.atomic():
            official(is_auditor=True, **{other: True})


class TestFourEyes:
    def test_the_database_refuses_a_table_entered_and_approved_by_one_person(self, framework):
        with pytest.raises(IntegrityError), transaction.atomic():
            EquivalenceTable.objects.create(
                version="2", source="x", source_ja="x", valid_from=TODAY, entered_by="hana", approved_by="hana"
            )

    def test_the_database_keeps_who_and_when_of_an_ended_line_together(self, framework):
        for half in ({"ended_by": "hana"}, {"ended_at": AT}):
            with pytest.raises(IntegrityError), transaction.atomic():
                designated(official(f"x{len(half)}{next(iter(half))}"), until=TODAY, **half)

    def test_the_database_refuses_a_line_that_ends_before_it_begins(self, framework):
        with pytest.raises(IntegrityError), transaction.atomic():
            designated(official(), since=TODAY, until=date(2026, 6, 9))
