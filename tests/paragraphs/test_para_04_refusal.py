"""Para 4: a Participant may refuse on four grounds; where a request cannot be executed, the other side is notified."""

import pytest

from audit.verdict import Denied
from requests.actions import refusing
from requests.values.faults import Faulty
from tests.cast import Cast
from tests.factories import case_at, opened

GROUNDS = ("essential-interests", "legitimate-interest", "competence", "ongoing-investigation")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("state", ["assigned", "acknowledged", "in_execution", "answered_in_part"])
def test_a_request_is_refused_on_each_ground_from_each_open_state(cast: Cast, ground: str, state: str) -> None:
    case = case_at(state, cast)
    refusal = refusing.refuse(
        by=cast.haruka, request=case.requests.get(), ground=ground, reason="As far as it may be told."
    )
    assert case.requests.get().state == "refused"
    assert refusal.in_whole is (state != "answered_in_part")


@pytest.mark.parametrize("ground", ["", "4(a)", "because"])
def test_no_other_ground_is_taken(cast: Cast, ground: str) -> None:
    case = case_at("assigned", cast)
    with pytest.raises(Faulty) as faulty:
        refusing.refuse(by=cast.haruka, request=case.requests.get(), ground=ground, reason="")
    assert faulty.value.faults[0].paragraph == "4"


def test_the_requesting_side_reads_ground_and_reason(cast: Cast) -> None:
    case = case_at("refused", cast)
    (told,) = opened(case, cast.aroha).refusals
    assert (told.refusal.ground, told.content["reason"]) == ("essential-interests", "It would.")


def test_a_reason_need_not_be_told_with_a_ground(cast: Cast) -> None:
    """Para 18: refusal and discretion are always open."""
    case = case_at("assigned", cast)
    refusing.refuse(by=cast.haruka, request=case.requests.get(), ground="competence", reason="")
    assert case.requests.get().state == "refused"


def test_the_notice_that_a_request_cannot_be_executed_says_why(cast: Cast) -> None:
    case = case_at("assigned", cast)
    with pytest.raises(Faulty):
        refusing.say_cannot_execute(by=cast.haruka, request=case.requests.get(), reason=" ")
    refusing.say_cannot_execute(by=cast.haruka, request=case.requests.get(), reason="No such records.")
    assert opened(case, cast.aroha).refusals[0].content["reason"] == "No such records."


@pytest.mark.parametrize("who", ["aroha", "kenji", "daichi", "misaki"])
def test_only_who_has_it_in_hand_refuses(cast: Cast, who: str) -> None:
    case = case_at("assigned", cast)
    with pytest.raises(Denied):
        refusing.refuse(by=getattr(cast, who), request=case.requests.get(), ground="competence", reason="")
