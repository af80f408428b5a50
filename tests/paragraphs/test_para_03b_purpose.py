"""Para 3(b): information is used solely to assist in the prevention, detection, investigation, prosecution and
punishment of customs offences."""

from datetime import date

import pytest

from caveats.policy import reading
from frameworks.terms.jp_nz_2014 import TERMS
from tests.caveats.asking import ask
from tests.caveats.decision_cases import NZ_CUSTOMS, NZ_MINISTRY, NZ_POLICE, NZ_PROSECUTOR

THE_FIVE = ["prevention", "detection", "investigation", "prosecution", "punishment"]
OTHERS = ["tax assessment", "immigration", "Investigation", "investigation ", ""]


def test_the_purposes_are_the_five_of_the_paragraph():
    assert [purpose.code for purpose in TERMS.purposes] == THE_FIVE


@pytest.mark.parametrize("purpose", THE_FIVE)
def test_inside_customs_each_of_the_five_is_open(purpose):
    assert ask(NZ_CUSTOMS, use={"purpose": purpose}).verdict


@pytest.mark.parametrize("purpose", OTHERS)
@pytest.mark.parametrize("to", [NZ_CUSTOMS, NZ_POLICE, NZ_PROSECUTOR, NZ_MINISTRY])
def test_another_purpose_is_stopped_whoever_the_recipient_is(to, purpose):
    verdict = ask(to, use={"purpose": purpose}).verdict
    assert verdict.outcome.word == "prohibited"
    assert verdict.paragraphs == ("3(b)",)


def test_the_purpose_it_was_provided_for_decides_what_the_police_may_have_without_consent():
    assert ask(NZ_POLICE, use={"purpose": "investigation"}).outcome.word == "notice_required"
    assert ask(NZ_POLICE, use={"purpose": "prevention"}).outcome.word == "consent_required"


@pytest.mark.parametrize("purpose", OTHERS)
def test_nobody_reads_for_another_purpose(purpose):
    verdict = reading(terms=TERMS, caveats=(), official="aroha", purpose=purpose, on=date(2026, 3, 15))
    assert verdict.outcome.word == "prohibited"
    assert verdict.paragraphs == ("3(b)",)
