"""The states of requests and of information, as tables. FRAMEWORK "States"; printed into docs/reference/states.md."""

from audit.lifecycle import Lifecycle, Step
from requests.models import Information, Request

S = Request.State
UNDER_WAY = (S.ACKNOWLEDGED, S.IN_EXECUTION, S.ANSWERED_IN_PART)
OPEN = (S.SUBMITTED, *UNDER_WAY)

REQUEST = Lifecycle(
    name="request",
    initial=S.SUBMITTED,
    steps=(
        Step("acknowledge", S.SUBMITTED, S.ACKNOWLEDGED, "requests.request.acknowledged"),
        Step("begin", S.ACKNOWLEDGED, S.IN_EXECUTION, "requests.request.begun"),
        *(
            Step("answer_in_part", source, S.ANSWERED_IN_PART, "requests.request.answered_in_part")
            for source in UNDER_WAY
        ),
        *(Step("answer", source, S.ANSWERED, "requests.request.answered") for source in UNDER_WAY),
        *(Step("refuse", source, S.REFUSED, "requests.request.refused") for source in OPEN),
        *(
            Step("cannot_execute", source, S.CANNOT_BE_EXECUTED, "requests.request.cannot_be_executed")
            for source in (S.SUBMITTED, S.ACKNOWLEDGED, S.IN_EXECUTION)
        ),
        *(Step("withdraw", source, S.WITHDRAWN, "requests.request.withdrawn") for source in OPEN),
        *(
            Step("close", source, S.CLOSED, "requests.request.closed")
            for source in (S.ANSWERED, S.REFUSED, S.CANNOT_BE_EXECUTED)
        ),
    ),
    owners={
        S.SUBMITTED: "requested",
        S.ACKNOWLEDGED: "requested",
        S.IN_EXECUTION: "requested",
        S.ANSWERED_IN_PART: "requested",
        S.ANSWERED: "requesting",
        S.REFUSED: "requesting",
        S.CANNOT_BE_EXECUTED: "requesting",
    },
    final=(S.WITHDRAWN, S.CLOSED),
)
"""Para 4, 6. ``owners`` says whose move it is."""

INFORMATION = Lifecycle(
    name="information",
    initial=Information.State.PROVIDED,
    steps=(Step("receive", Information.State.PROVIDED, Information.State.RECEIVED, "requests.information.received"),),
    owners={Information.State.PROVIDED: "receiving"},
    final=(Information.State.RECEIVED,),
)
"""Para 3."""
