"""Para 3(f): at least the same level of protection as in the provider's country, unless it gave a prior consent."""

from datetime import date

import pytest

from audit.verdict import Denied, Reason
from caveats.policy import Duty
from frameworks.models import Authority, Level
from requests.models import Case
from tests.caveats.asking import ask
from tests.caveats.decision_cases import (
    AU_CUSTOMS,
    LAPSED,
    LAW,
    NZ_COURT,
    NZ_CUSTOMS,
    NZ_MINISTRY,
    NZ_POLICE,
    uncleared,
)
from tests.factories import filed


@pytest.mark.parametrize("to", [NZ_POLICE, NZ_MINISTRY, NZ_COURT, AU_CUSTOMS])
def test_a_body_that_is_not_assessed_for_the_marking_gets_nothing_without_consent(to):
    assessment = ask(uncleared(to))
    assert (assessment.outcome.word, assessment.verdict.paragraphs) == ("consent_required", ("3(f)",))
    assert assessment.obligation(Duty.WRITTEN_CONSENT).paragraph == "3(f)"


def test_why_it_is_not_cleared_is_said():
    because = Reason("above_ceiling", "3(f)", "Assessed up to RESTRICTED only.")
    reasons = ask(uncleared(NZ_POLICE, because, LAPSED)).verdict.reasons
    assert [reason.code for reason in reasons] == ["not_cleared", "above_ceiling", "assessment_lapsed"]


def test_a_law_is_followed_all_the_same():
    assert ask(uncleared(NZ_MINISTRY), use=LAW).outcome.word == "notice_required"


@pytest.mark.parametrize("to", [NZ_CUSTOMS, NZ_POLICE, NZ_MINISTRY, uncleared(NZ_POLICE)])
def test_the_marking_goes_along_wherever_it_goes(to):
    asked = ask(to, marking="秘 / CONFIDENTIAL").obligation(Duty.MARKING)
    assert asked.paragraph == "3(f)"
    assert asked.message % asked.parameters == (
        "It goes under the marking 秘 / CONFIDENTIAL, with at least the same protection."
    )


def test_where_nothing_is_marked_no_marking_is_asked_for():
    assert ask(NZ_POLICE, marking="").obligation(Duty.MARKING) is None


@pytest.mark.parametrize("given", [{"assessment_valid_until": date(2020, 1, 1)}, {"ceiling": "lowest"}])
def test_nothing_is_sent_to_an_administration_not_assessed_to_protect_it(cast, given):
    lowest = Level.objects.filter(ladder__participant="JP").order_by("rank").first()
    changes = {name: lowest if value == "lowest" else value for name, value in given.items()}
    Authority.objects.filter(country=cast.kenji.participant.country, kind=Authority.Kind.CUSTOMS).update(**changes)
    with pytest.raises(Denied) as denied:
        filed(cast)
    assert "3(f)" in denied.value.verdict.paragraphs
    assert not Case.objects.exists()
