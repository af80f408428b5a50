"""The only doors to the content of cases. Para 3(g), 3(h).

Each door decides, records what was decided, and only then opens: the record gives the receipt without which the
vault unwraps nothing. What one has no need to know raises `Unknown`, exactly as what does not exist does.
"""

from requests.access.deciding import (
    CASEWORK,
    PurposeNeeded,
    Unknown,
    active_grants,
    marking_of,
    standing_of,
    visible_to,
)
from requests.access.drafts import open_draft, open_drafts
from requests.access.listing import Line, note_replay, open_lines, who_can_see
from requests.access.opening import OpenCase, OpenItem, OpenRefusal, find_case, open_case

__all__ = [
    "CASEWORK",
    "Line",
    "OpenCase",
    "OpenItem",
    "OpenRefusal",
    "PurposeNeeded",
    "Unknown",
    "active_grants",
    "find_case",
    "marking_of",
    "note_replay",
    "open_case",
    "open_draft",
    "open_drafts",
    "open_lines",
    "standing_of",
    "visible_to",
    "who_can_see",
]
