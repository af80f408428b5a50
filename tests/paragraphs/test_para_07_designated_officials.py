"""Para 7: information is directly communicated between officials designated in the Annex."""

import pytest
import time_machine

from audit.verdict import Denied
from frameworks.models import Designation
from requests.actions import answering, executing
from requests.models import Case
from tests.cast import Cast
from tests.factories import case_at, filed, information


@pytest.mark.parametrize("who", ["wiremu", "olivia", "tama"])
def test_who_is_not_designated_cannot_send(cast: Cast, who: str) -> None:
    with pytest.raises(Denied) as refused:
        filed(cast, by=getattr(cast, who))
    assert refused.value.verdict.paragraphs == ("7",)
    assert not Case.objects.exists()


def test_who_is_no_longer_designated_cannot_send(cast: Cast) -> None:
    Designation.objects.filter(official=cast.aroha).update(valid_until="2027-01-31")
    with time_machine.travel("2027-01-31T10:30:00Z", tick=False):  # 23:30 in Auckland: the last day is included
        filed(cast)
    with time_machine.travel("2027-01-31T11:00:00Z", tick=False), pytest.raises(Denied) as refused:  # midnight there
        filed(cast)
    assert refused.value.verdict.paragraphs == ("7",)


def test_who_is_not_designated_cannot_receive(cast: Cast) -> None:
    with pytest.raises(Denied) as refused:
        executing.assign(by=cast.kenji, request=filed(cast), to=cast.misaki)
    assert refused.value.verdict.paragraphs == ("7",)


def test_an_assignee_who_loses_designation_provides_nothing(cast: Cast) -> None:
    case = case_at("in_execution", cast)
    Designation.objects.filter(official=cast.haruka).update(valid_until="2021-01-01")
    fresh = type(cast.haruka).objects.get(pk=cast.haruka.pk)
    with pytest.raises(Denied) as refused:
        answering.reply(by=fresh, request=case.requests.get(), items=[information()], completes=True)
    assert "7" in refused.value.verdict.paragraphs
