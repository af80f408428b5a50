"""The facts of a question. Para 3(c)."""

from caveats.facts import LAW_ENFORCEMENT, Kind
from frameworks.models import Authority


def test_a_recipient_is_what_an_authority_can_be_or_the_public():
    assert {*Authority.Kind.values, "public"} == set(Kind)


def test_prosecutors_are_law_enforcement_and_courts_are_not():
    assert Kind.PROSECUTION in LAW_ENFORCEMENT
    assert Kind.COURT not in LAW_ENFORCEMENT
