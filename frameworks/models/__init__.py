"""Rows of the Framework's own life.

Who takes part, under which terms, who is designated, how things are marked, and what is due.
"""

from frameworks.models.authority import Authority
from frameworks.models.calendar import CalendarVersion
from frameworks.models.classification import Endorsement, Equivalence, EquivalenceTable, HandlingRule, Ladder, Level
from frameworks.models.deadline import Deadline, Reminder
from frameworks.models.framework import Framework, Membership
from frameworks.models.official import Designation, Official
from frameworks.models.participant import Participant
from frameworks.models.session import Session
from frameworks.models.signin import (
    Activation,
    Credential,
    KeptForm,
    MachineToken,
    RecoveryCode,
    SignInGuard,
    UsedCode,
)

__all__ = [
    "Activation",
    "Authority",
    "CalendarVersion",
    "Credential",
    "Deadline",
    "Designation",
    "Endorsement",
    "Equivalence",
    "EquivalenceTable",
    "Framework",
    "HandlingRule",
    "KeptForm",
    "Ladder",
    "Level",
    "MachineToken",
    "Membership",
    "Official",
    "Participant",
    "RecoveryCode",
    "Reminder",
    "Session",
    "SignInGuard",
    "UsedCode",
]
