"""Every row of this room says what it is in one line, for logs and messages."""

import pytest

from frameworks import deadlines
from frameworks.models import (
    Authority,
    CalendarVersion,
    Deadline,
    Designation,
    Endorsement,
    Equivalence,
    EquivalenceTable,
    HandlingRule,
    Ladder,
    Level,
    Membership,
    Official,
    Participant,
    Reminder,
)
from tests.frameworks.people import AT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (lambda: Participant.objects.get(pk="NZ"), "NZCS"),
        (lambda: Authority.objects.get(pk="NZ-POLICE"), "New Zealand Police"),
        (lambda: Ladder.objects.get(pk="JP"), "Japanese Government markings"),
        (lambda: Level.objects.get(pk="JP:HI"), "秘"),
        (lambda: Endorsement.objects.get(pk="NZ:MEDICAL"), "MEDICAL"),
        (lambda: HandlingRule.objects.get(level="JP:HI", act="store"), "JP:HI: store"),
        (EquivalenceTable.objects.get, "NZ-JP-provisional-1"),
        (lambda: Equivalence.objects.get(level="NZ:CONFIDENTIAL"), "NZ:CONFIDENTIAL = JP:HI"),
        (lambda: Membership.objects.get(participant="JP"), "JP in JP-NZ-2014"),
        (lambda: CalendarVersion.objects.get(participant="JP"), "JP 2026-2030"),
        (lambda: Designation.objects.get(official__username="aroha"), "Aroha under JP-NZ-2014"),
    ],
)
def test_a_row_in_one_line(cast, row, said):
    assert str(row()) == said


def test_a_deadline_and_its_reminder_in_one_line(framework, jp):
    deadlines.start(framework=framework, kind="answer", subject="S1", priority="urgent", responsible=jp, started_at=AT)
    deadlines.look(Deadline.objects.get().next_look_at)
    assert str(Deadline.objects.get()) == "answer S1"
    assert str(Reminder.objects.first()) == "half-time of answer S1"


def test_an_official_is_found_by_any_spelling_of_the_name(cast):
    assert Official.objects.get_by_natural_key("ＡＲＯＨＡ") == cast.aroha
    assert (cast.aroha.get_full_name(), cast.aroha.is_staff) == ("Aroha", False)
