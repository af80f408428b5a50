"""Para 19: after the end nothing new can be requested or provided; what was received stays protected and workable."""

import pytest
import time_machine

from audit.verdict import Denied
from frameworks.models import Framework
from requests.actions import answering, closing, executing, refusing
from tests.cast import Cast
from tests.factories import case_at, filed, information, opened

END = "2026-12-01T00:00:00Z"


@pytest.fixture
def ceased(cast: Cast) -> None:
    """One side has given notice; cooperation ends at that minute."""
    Framework.objects.filter(pk=cast.framework.pk).update(ceases_at=END)
    cast.framework.refresh_from_db()


def test_nothing_new_is_requested_from_that_minute_on(cast: Cast, ceased: None) -> None:
    with time_machine.travel("2026-11-30T23:59:59Z", tick=False):
        filed(cast)
    with time_machine.travel(END, tick=False), pytest.raises(Denied) as refused:
        filed(cast)
    assert refused.value.verdict.paragraphs == ("19",)


def test_nothing_more_is_provided_but_refusing_and_closing_go_on(cast: Cast) -> None:
    working, answered = case_at("in_execution", cast), case_at("answered", cast)
    Framework.objects.filter(pk=cast.framework.pk).update(ceases_at="2020-01-01T00:00:00Z")
    case = type(working).objects.get(pk=working.pk)
    with pytest.raises(Denied) as refused:
        answering.reply(by=cast.haruka, request=case.requests.get(), items=[information()], completes=True)
    assert refused.value.verdict.paragraphs == ("19",)
    refusing.refuse(by=cast.haruka, request=case.requests.get(), ground="competence", reason="")
    done = type(answered).objects.get(pk=answered.pk)
    assert opened(done, cast.aroha).items[0].content["text"] == "They show the usual value."
    closing.close(by=cast.aroha, request=done.requests.get())


def test_before_it_begins_nothing_is_requested(cast: Cast) -> None:
    Framework.objects.filter(pk=cast.framework.pk).update(in_force_from="2099-01-01T00:00:00Z")
    cast.framework.refresh_from_db()
    with pytest.raises(Denied) as refused:
        filed(cast)
    assert refused.value.verdict.paragraphs == ("19",)


def test_what_is_in_hand_can_still_be_acknowledged(cast: Cast) -> None:
    case = case_at("assigned", cast)
    Framework.objects.filter(pk=cast.framework.pk).update(ceases_at="2020-01-01T00:00:00Z")
    executing.acknowledge(by=cast.haruka, request=type(case).objects.get(pk=case.pk).requests.get())
