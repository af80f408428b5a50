"""Rows of a case: the request, what was provided in answer, and who needs to know. Content is sealed; these rows
hold none."""

from requests.models.case import Case
from requests.models.draft import Draft
from requests.models.grant import Grant
from requests.models.information import Information
from requests.models.replay import Replay
from requests.models.request import Refusal, Request

__all__ = ["Case", "Draft", "Grant", "Information", "Refusal", "Replay", "Request"]
