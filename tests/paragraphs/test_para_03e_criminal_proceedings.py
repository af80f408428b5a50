"""Para 3(e): no use in criminal proceedings by a court or judge unless the provider, asked in writing with three
particulars, has expressly approved in writing."""

import pytest

from caveats.kinds import KINDS, ConsentBeforeDisclosure, HolderOnly, NoUseInProceedings
from caveats.policy import Duty
from tests.caveats.asking import ask
from tests.caveats.decision_cases import IN_COURT, LAW, NZ_COURT, NZ_CUSTOMS, NZ_POLICE, NZ_PROSECUTOR


@pytest.mark.parametrize("to", [NZ_COURT, NZ_PROSECUTOR, NZ_POLICE, NZ_CUSTOMS])
def test_whoever_brings_it_before_the_court_approval_is_needed(to):
    assessment = ask(to, use=IN_COURT)
    assert (assessment.outcome.word, assessment.verdict.paragraphs) == ("approval_required", ("3(e)",))


def test_the_request_for_approval_includes_the_three_particulars():
    asked = ask(NZ_COURT, use=IN_COURT).obligation(Duty.WRITTEN_APPROVAL)
    assert asked.paragraph == "3(e)"
    assert [(one.code, one.paragraph) for one in asked.particulars] == [
        ("facts", "3(e)(i)(1)"),
        ("laws", "3(e)(i)(2)"),
        ("reciprocity", "3(e)(i)(3)"),
    ]


def test_it_asks_for_approval_and_a_second_pair_of_eyes_and_for_neither_consent_nor_notice():
    assessment = ask(NZ_COURT, ConsentBeforeDisclosure(), use=IN_COURT | LAW)
    assert [obligation.duty for obligation in assessment.obligations] == [
        Duty.WRITTEN_APPROVAL,
        Duty.SECOND_PAIR_OF_EYES,
        Duty.MARKING,
    ]
    assert assessment.obligation(Duty.SECOND_PAIR_OF_EYES).paragraph == "3(e)"


def test_no_caveat_closes_the_road_of_asking():
    stated = [kind() for kind in KINDS.values() if not any(parameter.missing for parameter in kind.parameters)]
    assert ask(NZ_COURT, *stated, use=IN_COURT).outcome.word == "approval_required"


def test_the_provider_sees_its_own_caveats_when_deciding():
    asked = ask(NZ_COURT, NoUseInProceedings(), HolderOnly(), use=IN_COURT).obligation(Duty.WRITTEN_APPROVAL)
    assert asked.caveats == (HolderOnly(), NoUseInProceedings())


def test_the_prosecutors_may_have_it_before_it_comes_to_court():
    assert ask(NZ_PROSECUTOR, NoUseInProceedings(), use={"purpose": "prosecution"}).outcome.word == "notice_required"
