"""The terms say what the instrument says, complete and each with its paragraph."""

from types import SimpleNamespace

import pytest

from frameworks.terms import terms_of
from frameworks.terms.jp_nz_2014 import TERMS


def test_terms_are_found_by_name():
    assert terms_of(SimpleNamespace(terms="frameworks.terms.jp_nz_2014")) is TERMS


def test_no_module_outside_the_terms_is_loaded():
    with pytest.raises(ValueError, match="not a terms module"):
        terms_of(SimpleNamespace(terms="os.path"))


def test_purposes_of_para_3b():
    assert [purpose.code for purpose in TERMS.purposes] == [
        "prevention",
        "detection",
        "investigation",
        "prosecution",
        "punishment",
    ]


def test_refusal_grounds_of_para_4():
    assert [ground.paragraph for ground in TERMS.refusal_grounds] == ["4(a)", "4(b)", "4(c)", "4(d)"]
    assert TERMS.ground("competence").paragraph == "4(c)"
    with pytest.raises(KeyError):
        TERMS.ground("inconvenience")


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("acknowledge", {"urgent": 1, "priority": 2, "routine": 5}),
        ("answer", {"urgent": 3, "priority": 10, "routine": 30}),
        ("confirm-oral-request", {"urgent": 1, "priority": 2, "routine": 3}),
        ("answer-clarification", {"urgent": 2, "priority": 5, "routine": 10}),
        ("decide-consent", {"urgent": 2, "priority": 5, "routine": 10}),
        ("decide-approval", {"urgent": 2, "priority": 5, "routine": 10}),
        ("comment-on-notice", {"urgent": 0, "priority": 3, "routine": 3}),
        ("full-incident-details", {"urgent": 5, "priority": 5, "routine": 10}),
    ],
)
def test_agreed_targets_in_working_days(kind, days):
    target = TERMS.target(kind)
    assert target.working_days == days
    assert target.paragraph == "18"


def test_other_targets():
    assert TERMS.target("first-incident-notice").hours == 24
    assert TERMS.target("return-or-destroy").days_before == (14, 3, 0)
    assert TERMS.target("cessation").months == 3
    assert TERMS.target("confirm-oral-request").lapses_after == 10
    with pytest.raises(KeyError):
        TERMS.target("lunch")


def test_each_target_says_how_long_in_one_way():
    for target in TERMS.deadlines:
        ways = [target.working_days is not None, target.hours is not None, target.months is not None]
        assert sum([*ways, bool(target.days_before)]) == 1, target.kind


def test_working_day_targets_answer_for_every_priority():
    priorities = {priority.code for priority in TERMS.priorities}
    assert all(set(target.working_days) == priorities for target in TERMS.deadlines if target.working_days)


def test_every_citation_leads_to_words_of_the_instrument():
    cited = {
        *TERMS.citations.values(),
        *(target.paragraph for target in TERMS.deadlines),
        *(target.serves for target in TERMS.deadlines),
        *(ground.paragraph for ground in TERMS.refusal_grounds),
    }
    assert cited <= TERMS.paragraphs.keys()
    assert [str(number) for number in range(1, 21) if str(number) not in TERMS.paragraphs] == []
