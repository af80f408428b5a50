"""The decision procedure: the table, its order, and what holds for every question. Para 3(a)-(f)."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from audit.verdict import Outcome
from caveats import kinds
from caveats.policy import RULES, Duty, assess
from frameworks.terms.jp_nz_2014 import TERMS
from tests.caveats.asking import answer, ask
from tests.caveats.decision_cases import CASES, IN_COURT, LAW, NZ_COURT, NZ_CUSTOMS, NZ_MINISTRY, NZ_POLICE, Case
from tests.caveats.strategies import CAVEATS, DAYS, HOLDER, INFORMATION, RECIPIENTS, USES


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_answer_is_that_of_the_text(case: Case):
    assessment = answer(case)
    assert assessment.outcome.word == case.outcome
    assert list(assessment.verdict.paragraphs) == case.paragraphs.split()
    assert assessment.rule == RULES[case.rule - 1].__name__


def test_the_table_holds_sixty_cases_and_some_for_each_rule():
    counted = Counter(case.rule for case in CASES)
    assert len(CASES) >= 60
    assert set(counted) == set(range(1, 11))
    assert min(counted.values()) >= 6
    assert len({case.says for case in CASES}) == len(CASES)


def test_every_reason_cites_a_paragraph_of_the_instrument_or_of_the_clearance():
    for case in CASES:
        assert all(paragraph in TERMS.paragraphs for paragraph in answer(case).verdict.paragraphs)


def _assess(information, recipient, use, on):
    return assess(terms=TERMS, information=information, holder=HOLDER, recipient=recipient, use=use, on=on)


@given(INFORMATION, RECIPIENTS, USES, DAYS, CAVEATS)
def test_a_caveat_added_never_widens_the_outcome(information, recipient, use, on, caveat):
    before = _assess(information, recipient, use, on)
    after = _assess(replace(information, caveats=(*information.caveats, caveat)), recipient, use, on)
    assert after.outcome >= before.outcome


@given(INFORMATION, RECIPIENTS, USES, DAYS, CAVEATS)
def test_a_caveat_added_takes_no_obligation_away_while_the_rule_stays(information, recipient, use, on, caveat):
    before = _assess(information, recipient, use, on)
    after = _assess(replace(information, caveats=(*information.caveats, caveat)), recipient, use, on)
    if (after.rule, after.outcome) == (before.rule, before.outcome):
        assert {asked.duty for asked in before.obligations} <= {asked.duty for asked in after.obligations}


@given(INFORMATION, RECIPIENTS, USES, DAYS)
def test_the_order_of_caveats_makes_no_difference(information, recipient, use, on):
    turned = replace(information, caveats=information.caveats[::-1])
    assert _assess(information, recipient, use, on) == _assess(turned, recipient, use, on)


@given(INFORMATION, RECIPIENTS, USES, DAYS)
def test_every_question_is_answered_with_reasons_and_paragraphs(information, recipient, use, on):
    assessment = _assess(information, recipient, use, on)
    assert assessment.verdict.reasons
    assert all(reason.paragraph for reason in assessment.verdict.reasons)
    assert all(obligation.paragraph for obligation in assessment.obligations)
    assert all(str(reason) for reason in assessment.verdict.reasons)
    assert all(obligation.message % obligation.parameters for obligation in assessment.obligations)


@given(INFORMATION, RECIPIENTS, USES, DAYS)
def test_another_purpose_is_never_opened_by_consent(information, recipient, use, on):
    assessment = _assess(information, recipient, replace(use, purpose="tax"), on)
    assert assessment.outcome is not Outcome.CONSENT_REQUIRED


@given(INFORMATION, RECIPIENTS, USES, DAYS)
def test_who_is_not_cleared_gets_nothing_more_than_who_is(information, recipient, use, on):
    cleared = _assess(information, replace(recipient, is_cleared=True), use, on)
    assert _assess(information, replace(recipient, is_cleared=False), use, on).outcome >= cleared.outcome


NEEDED = {
    Outcome.NOTICE_REQUIRED: Duty.ADVANCE_NOTICE,
    Outcome.CONSENT_REQUIRED: Duty.WRITTEN_CONSENT,
    Outcome.APPROVAL_REQUIRED: Duty.WRITTEN_APPROVAL,
}


@given(INFORMATION, RECIPIENTS, USES, DAYS)
def test_the_outcome_and_the_obligations_agree(information, recipient, use, on):
    assessment = _assess(information, recipient, use, on)
    needed = NEEDED.get(assessment.outcome)
    if needed:
        assert assessment.obligation(needed)
        assert assessment.obligation(Duty.SECOND_PAIR_OF_EYES)
    for outcome, duty in NEEDED.items():
        if duty is not Duty.ADVANCE_NOTICE and outcome is not assessment.outcome:
            assert assessment.obligation(duty) is None


@pytest.mark.parametrize(
    ("route", "to", "use", "instead"),
    [
        ("proceedings", NZ_COURT, IN_COURT, "consent_required"),
        ("required by law", NZ_MINISTRY, LAW, "consent_required"),
        ("own customs", NZ_CUSTOMS, {}, "consent_required"),
        ("law enforcement", NZ_POLICE, {}, "consent_required"),
    ],
)
def test_a_road_that_the_instrument_does_not_open_is_shut(route, to, use, instead):
    terms = replace(TERMS, routes=TERMS.routes - {route})
    assert ask(to, use=use).outcome.word != instead
    assert ask(to, use=use, terms=terms).outcome.word == instead


def test_purposes_and_citations_are_those_of_the_terms():
    terms = replace(TERMS, purposes=TERMS.purposes[:1], citations={**TERMS.citations, "purpose": "9(2)"})
    assert ask(terms=terms).verdict.paragraphs == ("9(2)",)


def test_caveats_are_combined_before_they_are_judged():
    both = (kinds.NamedAgenciesOnly(frozenset({"NZ-POLICE"})), kinds.NamedAgenciesOnly(frozenset({"NZ-FISHERIES"})))
    assert [reason.code for reason in ask(NZ_POLICE, *both).verdict.reasons] == ["named_agencies_only", "conditions"]
