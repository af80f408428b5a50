"""Caveats of an answer name what exists, by either door. Para 3(a)."""

import pytest

from caveats.kinds import from_plain
from requests.actions import answering
from requests.models import Information
from requests.values.faults import Faulty
from tests.cast import Cast
from tests.factories import case_at, information


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("named_agencies_only", {"agencies": ["NO-SUCH"]}),
        ("named_officials_only", {"officials": ["nobody"]}),
        ("named_officials_only", {"officials": ["haruka"]}),  # of the providing side
        ("return_or_destroy_by", {"on": "2020-01-01"}),
    ],
)
def test_a_caveat_that_names_nothing_refuses_the_answer(cast: Cast, kind: str, parameters: dict) -> None:
    case = case_at("in_execution", cast)
    item = information("One", "Text", "JP:3", from_plain(kind, parameters))
    with pytest.raises(Faulty) as faulty:
        answering.reply(by=cast.haruka, request=case.requests.get(), items=[item], completes=True)
    assert faulty.value.faults[0].path[:4] == ("items", 0, "caveats", 0)
    assert not Information.objects.exists()


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("named_officials_only", {"officials": ["aroha"]}),
        ("return_or_destroy_by", {"on": "2027-01-01"}),
        ("holder_only", {}),
    ],
)
def test_a_caveat_that_holds_is_taken(cast: Cast, kind: str, parameters: dict) -> None:
    case = case_at("in_execution", cast)
    item = information("One", "Text", "JP:3", from_plain(kind, parameters))
    (provided,) = answering.reply(by=cast.haruka, request=case.requests.get(), items=[item], completes=True)
    assert [caveat.kind for caveat in provided.caveats.caveats.all()] == [kind]
