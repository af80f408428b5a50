"""How each failure is answered: one table for pages and for the API. Paras 3(b), 3(g), 3(j).

What one has no need to know is answered as what does not exist. Words are message ids; doors say them in the reader's
language.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from audit.record import LogUnavailable
from audit.verdict import Denied
from requests.access import PurposeNeeded, Unknown
from requests.actions.drafting import Stale
from requests.values.faults import Faulty
from vault.errors import KeysUnusable, NoKey, Tampered


def gettext_noop(message: str) -> str:
    """Mark a message for translation; doors translate it."""
    return message


@dataclass(frozen=True, slots=True)
class Answer:
    """How one sort of failure is answered: the code of its problem type, the status, the page and the words."""

    code: str
    status: int
    title: str
    detail: str
    template: str = "exchange/problem.html"


UNKNOWN = Answer(
    "unknown", 404, gettext_noop("Not found"), gettext_noop("There is nothing here that you can open."), "404.html"
)
DENIED = Answer(
    "denied",
    403,
    gettext_noop("You may not do this"),
    gettext_noop("Nothing was changed. The attempt is on record."),
    "403.html",
)
UNREADABLE = Answer(
    "unreadable",
    400,
    gettext_noop("This could not be read"),
    gettext_noop("What was sent is not something the exchange understands. Nothing was changed."),
    "400.html",
)
FAULTY = Answer(
    "faulty",
    422,
    gettext_noop("Something needs to be corrected"),
    gettext_noop("Nothing was stored. Correct what is named below."),
)
UNRECORDABLE = Answer(
    "unavailable",
    503,
    gettext_noop("The exchange is not available"),
    gettext_noop(
        "Accesses cannot be recorded at present, so nothing is shown. Nothing was changed. Try again shortly."
    ),
    "503.html",
)
FORGED = Answer(
    "forged",
    403,
    gettext_noop("This form can no longer be sent"),
    gettext_noop("Nothing was changed. Load the page again, and send it."),
    "403_csrf.html",
)
OURS = Answer(
    "error",
    500,
    gettext_noop("Something went wrong"),
    gettext_noop("The mistake is ours. What you sent was either stored whole or not at all."),
    "500.html",
)

ANSWERS: tuple[tuple[type[Exception], Answer], ...] = (
    (Unknown, UNKNOWN),
    (Http404, UNKNOWN),
    (Denied, DENIED),
    (
        PurposeNeeded,
        Answer(
            "purpose-needed",
            403,
            gettext_noop("State the purpose for which you read this"),
            gettext_noop(
                "Information may be read for the purposes of paragraph 3(b) only. Name one of them and try again."
            ),
        ),
    ),
    (Faulty, FAULTY),
    (
        Stale,
        Answer(
            "stale",
            409,
            gettext_noop("This was changed elsewhere meanwhile"),
            gettext_noop("Nothing was overwritten. Open it again, look at what changed, and enter yours once more."),
        ),
    ),
    (LogUnavailable, UNRECORDABLE),
    (
        NoKey,
        Answer(
            "no-key",
            410,
            gettext_noop("Your side can no longer read this"),
            gettext_noop("It was recalled by its provider, or destroyed. Paragraph 3(j)."),
        ),
    ),
    (
        Tampered,
        Answer(
            "tampered",
            500,
            gettext_noop("This is not what was sealed"),
            gettext_noop(
                "The stored content does not pass its check, so none of it is shown. Tell your administrator at once."
            ),
        ),
    ),
    (
        KeysUnusable,
        Answer(
            "no-keys",
            503,
            gettext_noop("The exchange is not available"),
            gettext_noop(
                "The keys to stored content cannot be used at present. Nothing was changed. Try again shortly."
            ),
        ),
    ),
)
"""In this order; the first that fits counts."""

ALARMING = (Tampered, KeysUnusable, LogUnavailable)
"""What an operator must hear of."""


def answer_to(exception: Exception) -> Answer | None:
    """Return how an exception is answered, or nothing where the table does not know it."""
    return next((answer for kind, answer in ANSWERS if isinstance(exception, kind)), None)
