"""DESIGN, decision 2: of several parts the strictest counts, of several roads the mildest; no reason is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.verdict import Denied, Outcome, Reason, Verdict, all_of, permitted, prohibited, require

reason = st.builds(Reason, st.sampled_from("abc"), st.sampled_from(["3(c)", "3(g)", "7"]), st.just("No."))
reasons = st.lists(reason, max_size=3)
verdicts = st.builds(Verdict, st.sampled_from(Outcome), reasons.map(tuple), st.sampled_from(["", "author", "assigned"]))


@given(verdicts, verdicts)
def test_both_must_hold(one, other):
    both = one & other
    assert both.outcome == max(one.outcome, other.outcome)
    assert bool(both) == (bool(one) and bool(other))
    strictest = [part for part in (one, other) if part.outcome == both.outcome]
    assert {*both.reasons} == {reason for part in strictest for reason in part.reasons}


@given(verdicts, verdicts)
def test_either_may_hold(one, other):
    assert (one | other).outcome == min(one.outcome, other.outcome)
    assert (one | other) in (one, other)


@given(st.lists(verdicts, max_size=5))
def test_the_strictest_of_many_counts_whatever_their_order(many):
    assert all_of(many).outcome == all_of(reversed(many)).outcome == max([part.outcome for part in many], default=0)


@given(verdicts, verdicts, verdicts)
def test_it_does_not_matter_how_parts_are_put_together(one, other, third):
    assert ((one & other) & third).outcome == (one & (other & third)).outcome
    assert {*((one & other) & third).reasons} == {*(one & (other & third)).reasons}


@given(verdicts)
def test_only_permission_is_true(verdict):
    assert bool(verdict) is (verdict.outcome is Outcome.PERMITTED)


def test_a_verdict_keeps_its_basis_when_parts_without_one_are_added():
    assert (permitted() & permitted("author")).basis == "author"
    assert (permitted("author") & permitted("designated")).basis == "author"


def test_paragraphs_are_cited_once_each_in_order():
    verdict = prohibited("a", "7", "A") & prohibited("b", "3(g)", "B") & prohibited("c", "7", "C")
    assert verdict.paragraphs == ("7", "3(g)")


def test_denial_says_why():
    with pytest.raises(Denied, match=r"Above SECRET\. \(3\(h\)\)") as denied:
        require(prohibited("rank", "3(h)", "Above %(level)s.", level="SECRET"))
    assert denied.value.verdict.reasons[0].code == "rank"
    assert require(permitted("author")).basis == "author"


def test_outcomes_are_written_as_words():
    assert [outcome.word for outcome in Outcome] == [
        "permitted", "notice_required", "consent_required", "approval_required", "prohibited"
    ]  # fmt: skip
