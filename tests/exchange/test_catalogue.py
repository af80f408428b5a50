"""The catalogue is complete in itself: each notice can be said, leads somewhere, and reaches only whom it may."""

import re

import pytest
from django.urls import resolve
from django.utils import timezone

from exchange.catalogue import CATALOGUE, NOTICES, SILENT
from exchange.letters import address
from exchange.models import Notification
from exchange.notices import words
from exchange.telling import Telling
from frameworks.models import Official, Participant

REFERENCE = "NZ-JP-2026-482137"
PARAMETERS = {
    "provider": "NZ",
    "state": "submitted",
    "target": "Acknowledge the request",
    "detail": {"due_at": "2026-11-25T08:00:00+00:00"},
}
EVERY = pytest.mark.parametrize("code", sorted(NOTICES))


def told(code):
    return Notification(notice=code, case=REFERENCE, subject=f"{REFERENCE}/R1", parameters=PARAMETERS)


def reader():
    return Official(username="aroha", participant=Participant(code="NZ", time_zone="Pacific/Auckland"))


@EVERY
def test_a_notice_can_be_said(code):
    said = words(told(code), reader())
    assert said
    assert "%(" not in said


@EVERY
def test_a_notice_says_references_and_codes_alone(code):
    named = set(re.findall(r"%\((\w+)\)", NOTICES[code].words))
    assert named <= {"reference", "subject", "state", "target", "due"}


@EVERY
def test_a_notice_names_what_it_is_about_unless_it_is_about_the_annex(code):
    assert ("%(reference)s" in NOTICES[code].words or "%(subject)s" in NOTICES[code].words) != (
        NOTICES[code].route == "frameworks:annex"
    )


@EVERY
def test_a_notice_leads_to_an_address_that_exists(code):
    assert resolve(address(told(code)))


def test_a_moment_is_said_on_the_clock_of_the_reader_without_figures_alone():
    assert "25 November 2026, 21:00 NZDT" in words(told("reminded"), reader())


def test_only_what_is_about_a_case_is_told_by_mail():
    """A letter carries the marking and the reference of a case; what has neither stays in the application."""
    by_mail = {event for event, notices in CATALOGUE.items() if any(notice.by_mail for notice in notices)}
    assert all(event.startswith(("requests.", "frameworks.deadline.")) for event in by_mail)


def test_a_supervisor_is_led_to_the_overview_and_not_to_a_case_that_may_be_shut():
    assert NOTICES["escalated"].route == "overview"
    assert set(re.findall(r"%\((\w+)\)", NOTICES["escalated"].words)) == {"reference", "state", "due", "target"}


@EVERY
@pytest.mark.django_db
def test_what_is_about_nothing_is_told_to_nobody(code):
    """A case that is not there, a Framework that is not there: no recipient, and no crash that stops the others."""
    assert list(NOTICES[code].recipients(Telling("nothing", timezone.now()))) == []


@EVERY
def test_recipients_say_whom_they_mean(code):
    """The documentation of events is written from these lines."""
    assert NOTICES[code].recipients.__doc__


def test_no_event_is_both_told_and_silent():
    assert not set(CATALOGUE) & set(SILENT)
