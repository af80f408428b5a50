"""The load puts in what is missing, says what it made, and leaves what is there alone."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from audit.models import Entry
from frameworks import sowing
from frameworks.models import (
    Authority,
    CalendarVersion,
    Endorsement,
    EquivalenceTable,
    Framework,
    HandlingRule,
    Level,
    Participant,
)
from frameworks.terms import terms_of

pytestmark = pytest.mark.django_db


def load():
    out = StringIO()
    call_command("load_framework", stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_made_and_a_second_run_makes_nothing():
    assert "made 13 levels" in load()
    assert load() == "everything was there already\n"


def test_a_second_run_overwrites_nothing():
    sowing.sow()
    Participant.objects.filter(pk="NZ").update(region="WGN")
    Authority.objects.filter(pk="NZ-POLICE").update(ceiling="NZ:RESTRICTED")
    sowing.sow()
    assert Participant.objects.get(pk="NZ").region == "WGN"
    assert Authority.objects.get(pk="NZ-POLICE").ceiling_id == "NZ:RESTRICTED"


def test_the_load_is_on_record(framework):
    assert Entry.objects.filter(name="frameworks.framework.loaded", actor="system load").count() == 1
    assert Entry.objects.filter(name="frameworks.calendar.published").count() == 2


def test_the_framework_began_on_the_day_of_signature(framework):
    assert framework.in_force_from == datetime(2014, 6, 25, 22, tzinfo=UTC)
    assert {side.pk for side in framework.participants.all()} == {"NZ", "JP"}
    assert terms_of(framework).code == framework.code


def test_both_ladders_in_rank_order(framework):
    assert list(Level.objects.filter(ladder="NZ").order_by("rank").values_list("label", "rank")) == [
        ("UNCLASSIFIED", 0),
        ("IN-CONFIDENCE", 10),
        ("SENSITIVE", 20),
        ("RESTRICTED", 30),
        ("CONFIDENTIAL", 40),
        ("SECRET", 50),
        ("TOP SECRET", 60),
    ]
    assert list(Level.objects.filter(ladder="JP").order_by("rank", "code").values_list("label", "rank")) == [
        ("機密性1", 0),
        ("機密性2", 10),
        ("機密性3", 20),
        ("秘", 40),
        ("極秘", 50),
        ("特定秘密", 50),
    ]


def test_the_seven_endorsements(framework):
    labels = list(Endorsement.objects.values_list("label", flat=True))
    assert labels == ["APPOINTMENTS", "BUDGET", "CABINET", "COMMERCIAL", "EVALUATIVE", "HONOURS", "MEDICAL"]


def test_every_level_says_how_it_is_transmitted_stored_and_disposed_of(framework):
    for level in Level.objects.all():
        assert set(level.handling_rules.values_list("act", flat=True)) == {"transmit", "store", "dispose"}, level.pk
    assert not HandlingRule.objects.filter(text="").exists()
    assert not HandlingRule.objects.filter(text_ja="").exists()
    stated = HandlingRule.objects.filter(is_provisional=False).values_list("level", flat=True)
    assert set(stated) == {"NZ:IN-CONFIDENCE", "NZ:SENSITIVE", "NZ:RESTRICTED"}


def test_the_equivalence_says_that_it_is_provisional_and_on_what_it_rests(framework):
    table = EquivalenceTable.objects.get()
    assert table.is_provisional
    assert "Republic of Korea" in table.source
    assert (table.entered_by, table.approved_by) == ("system load", "review pending")
    assert {(row.level_id, row.corresponds_to_id) for row in table.rows.all()} == {
        ("NZ:SECRET", "JP:GOKUHI"),
        ("NZ:SECRET", "JP:TOKUTEI"),
        ("NZ:CONFIDENTIAL", "JP:HI"),
    }


def test_placeholder_assessments_say_that_they_are(framework):
    assert set(Authority.objects.values_list("assessed_by", flat=True)) == {
        "system load, to be replaced by an assessment"
    }


def test_calendars_cover_the_years_and_name_their_source(framework):
    japan = CalendarVersion.objects.get(participant="JP")
    auckland = CalendarVersion.objects.get(participant="NZ")
    assert (japan.name, auckland.name) == ("JP", "NZ-AUK")
    assert japan.days_off["2026-09-22"] == ["National Holiday", "国民の休日"]
    assert auckland.days_off["2027-02-01"] == ["Auckland Anniversary Day", "オークランド記念日"]
    assert f"{japan.covers_from} {japan.covers_until}" == "2026-01-01 2030-12-31"
    assert japan.source.startswith("holidays 0.")


def test_the_framework_has_its_name_in_both_languages(framework):
    assert Framework.objects.get().title.startswith("Cooperative Framework between")
    assert "協力枠組み" in framework.title_ja
