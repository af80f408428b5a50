"""Reasons are said in the reader's language, in Python and in templates alike."""

from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext_noop

from audit.verdict import Reason
from audit.wording import say


def test_a_reason_is_said_with_its_parameters():
    assert say(Reason("rank", "3(h)", "Above %(level)s.", {"level": "SECRET"})) == "Above SECRET."


def test_a_reason_without_parameters_may_hold_a_percent_sign():
    assert say(Reason("rank", "3(h)", "100 % sure.")) == "100 % sure."


def test_a_reason_is_translated_before_its_parameters_are_put_in():
    with translation.override("ja"):
        assert say(Reason("x", "", gettext_noop("Yes"))) == translation.gettext("Yes") != "Yes"


def test_templates_say_it_too_and_escape_it():
    page = Template("{% load verdicts %}{{ reason|say }}").render(
        Context({"reason": Reason("x", "", "<%(a)s>", {"a": "b"})})
    )
    assert page == "&lt;b&gt;"
