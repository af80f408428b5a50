"""Para 3(c), (d): to other authorities than customs only (i) relevant domestic law enforcement, for the purpose it was
provided for, (ii) with written consent, (iii) as far as a law requires; in (i) and (iii) with advance notice in writing
wherever possible."""

import pytest

from caveats.policy import RULES, Duty
from tests.caveats.asking import ask
from tests.caveats.decision_cases import (
    AU_CUSTOMS,
    AU_POLICE,
    LAW,
    NEWSPAPER,
    NZ_BANK,
    NZ_COURT,
    NZ_CUSTOMS,
    NZ_MINISTRY,
    NZ_POLICE,
    NZ_PROSECUTOR,
    TAX,
    uncleared,
)


def duties(assessment):
    return [obligation.duty for obligation in assessment.obligations]


def test_the_rules_are_ten_and_in_this_order():
    assert [rule.__doc__.split(".")[0] for rule in RULES] == [str(number) for number in range(1, 11)]
    assert [rule.__name__ for rule in RULES] == [
        "not_held",
        "own_information",
        "criminal_proceedings",
        "required_by_law",
        "outside_the_purposes",
        "own_customs",
        "kept_by_caveat",
        "not_protected",
        "law_enforcement",
        "everything_else",
    ]


@pytest.mark.parametrize("to", [NZ_POLICE, NZ_PROSECUTOR])
def test_domestic_law_enforcement_gets_it_with_notice(to):
    assessment = ask(to)
    assert assessment.verdict.paragraphs == ("3(c)(i)", "3(d)")
    assert duties(assessment) == [Duty.ADVANCE_NOTICE, Duty.SECOND_PAIR_OF_EYES, Duty.MARKING]


@pytest.mark.parametrize("to", [AU_CUSTOMS, AU_POLICE, NZ_MINISTRY, NZ_BANK, NEWSPAPER, NZ_COURT])
def test_anybody_else_gets_it_with_written_consent(to):
    assessment = ask(to)
    assert assessment.verdict.paragraphs == ("3(c)(ii)",)
    assert duties(assessment) == [Duty.WRITTEN_CONSENT, Duty.SECOND_PAIR_OF_EYES, Duty.MARKING]
    assert assessment.obligation(Duty.WRITTEN_CONSENT).paragraph == "3(c)(ii)"
    assert assessment.obligation(Duty.SECOND_PAIR_OF_EYES).paragraph == "3(c)"


def test_a_law_is_cited_and_sets_the_extent():
    assessment = ask(NZ_MINISTRY, use=LAW)
    assert duties(assessment) == [
        Duty.ADVANCE_NOTICE,
        Duty.CITE_PROVISION,
        Duty.SECOND_PAIR_OF_EYES,
        Duty.MARKING,
    ]
    cited = assessment.obligation(Duty.CITE_PROVISION)
    assert cited.paragraph == "3(c)(iii)"
    assert cited.message % cited.parameters == (
        "Cite Customs and Excise Act 2018, s 316, and disclose only to the extent that it requires."
    )
    assert str(assessment.verdict.reasons[0]).endswith("Customs and Excise Act 2018, s 316.")


@pytest.mark.parametrize(("priority", "days"), [("urgent", 0), ("priority", 3), ("routine", 3)])
def test_the_notice_waits_as_many_working_days_as_the_terms_say(priority, days):
    for use in ({}, LAW):
        notice = ask(use={**use, "priority": priority}).obligation(Duty.ADVANCE_NOTICE)
        assert (notice.working_days, notice.paragraph, notice.excusable) == (days, "3(d)", True)
        assert ("wait before" in notice.message) is (days > 0)


def test_a_law_of_the_holder_asks_for_notice_though_the_law_would_serve_another_purpose():
    assert ask(NZ_MINISTRY, use=TAX).outcome.word == "prohibited"
    assert ask(NZ_MINISTRY, use=LAW | TAX).outcome.word == "notice_required"


def test_inside_customs_no_second_pair_of_eyes_is_asked_for():
    assert duties(ask(NZ_CUSTOMS)) == [Duty.NEED_TO_KNOW, Duty.MARKING]


def test_what_is_prohibited_asks_for_nothing():
    assert ask(use=TAX).obligations == ()
    assert ask(state="recalled").obligations == ()


def test_of_two_reasons_for_consent_the_first_rule_speaks():
    assert ask(uncleared(AU_POLICE)).verdict.paragraphs == ("3(f)",)
    assert ask(uncleared(AU_POLICE)).obligation(Duty.WRITTEN_CONSENT).paragraph == "3(f)"
