"""Mail: content-free, at least once, under one id, and no harm done by a server that refuses or hangs. D1, R2."""

import smtplib
import socket
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outgoing
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from audit.sealing import seal
from exchange import letters
from exchange.celery import app
from exchange.mail import LEASE, PATIENCE, PAUSE, deliver
from exchange.models import Delivery, Notification
from exchange.tasks import deliver_mail, project_notifications
from frameworks import deadlines
from frameworks.models import Deadline
from requests.actions.executing import assign
from requests.actions.granting import grant_access, withdraw_access
from tests.cast import assemble
from tests.exchange.post import BACKEND, Post
from tests.exchange.telling import heard, tell
from tests.factories import case_at, filed, information

pytestmark = pytest.mark.django_db
REFUSED = smtplib.SMTPRecipientsRefused({"kenji@example.org": (550, b"unknown")})


@pytest.fixture
def post(settings):
    settings.EMAIL_BACKEND = BACKEND
    Post.forget()
    yield Post
    Post.forget()


def sent_to():
    return sorted(message.to[0] for message in outgoing.outbox)


def later(pause):
    return time_machine.travel(timezone.now() + pause, tick=True)


# --- what a mail says -------------------------------------------------------------------------------------------------


def test_a_mail_carries_the_marking_the_reference_and_a_link(cast, settings):
    case = filed(cast).case
    tell()
    deliver()
    [message] = outgoing.outbox
    assert message.to == ["kenji@example.org"]
    assert message.subject.startswith("[SENSITIVE / 機密性3]")
    assert case.reference in message.subject
    assert f"{settings.PUBLIC_URL}/cases/{case.reference}/" in message.body
    assert "SENSITIVE / 機密性3" in message.body


def test_a_mail_carries_nothing_else(cast):
    case_at(
        "closed",
        cast,
        subject="SUBJECTCANARY",
        reason="REASONCANARY",
        matter="MATTERCANARY",
        legal_caveat="CAVEATCANARY",
        contact_point="CONTACTCANARY",
        information=information(title="TITLECANARY", text="TEXTCANARY"),
    )
    for moment in (timedelta(days=3), timedelta(days=60)):
        while deadlines.look(timezone.now() + moment):
            pass
    tell()
    deliver()
    assert len(outgoing.outbox) >= 2
    wires = [message.message().as_string() for message in outgoing.outbox]
    whole = "".join(wires) + "".join(message.body + message.subject for message in outgoing.outbox)
    assert "CANARY" not in whole
    assert not {person.name for person in cast.everybody() if person.name in whole.replace("@example.org", "")}


def test_a_mail_says_the_same_whatever_happened(cast):
    """Neither subject nor body tells an answer from a refusal."""
    said = set()
    for state in ("answered", "refused", "cannot_be_executed"):
        case = case_at(state, cast)
        tell()
        deliver()
        message = next(each for each in reversed(outgoing.outbox) if each.to == ["aroha@example.org"])
        said.add((message.subject + message.body).replace(case.reference, ""))
    assert len(said) == 1


def test_a_mail_speaks_the_language_of_its_official(cast, monkeypatch):
    spoken = []
    say = letters.gettext
    monkeypatch.setattr(letters, "gettext", lambda message: spoken.append(translation.get_language()) or say(message))
    case_at("acknowledged", cast)
    tell()
    deliver()
    assert sorted(zip(sent_to(), sorted(spoken), strict=True)) == [
        ("aroha@example.org", "en"),
        ("haruka@example.org", "ja"),
    ]


def test_a_mail_to_a_supervisor_leads_to_the_overview(cast):
    request = case_at("assigned", cast).requests.get()
    while deadlines.look(Deadline.objects.get(subject=request.reference, kind="acknowledge").due_at):
        pass
    tell()
    deliver()
    [message] = [each for each in outgoing.outbox if each.to == ["misaki@example.org"]]
    assert "/overview/" in message.body
    assert "/cases/" not in message.body
    assert message.extra_headers["Importance"] == "high"


def test_what_is_told_in_the_application_alone_sends_no_mail(cast):
    case_at("in_execution", cast)
    tell()
    deliver()
    assert ("aroha", "begun") in heard()
    assert not Delivery.objects.filter(notification__notice__in=["begun", "assigned"]).exists()


# --- at least once ----------------------------------------------------------------------------------------------------


def test_a_letter_is_sent_once_however_often_the_task_runs(cast):
    filed(cast)
    tell()
    assert [deliver_mail(), deliver_mail(), deliver_mail()] == [1, 0, 0]
    assert len(outgoing.outbox) == 1


def test_notices_are_made_once_however_often_the_task_runs(cast):
    filed(cast)
    seal()
    assert project_notifications() > 0
    assert project_notifications() == 0
    assert Notification.objects.count() == 1


@pytest.mark.parametrize(
    "fault",
    [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected(), smtplib.SMTPConnectError(421, b"")],
)
def test_a_server_that_is_away_is_asked_again_after_a_pause(cast, post, fault):
    filed(cast)
    tell()
    post.on_open.append(fault)
    assert deliver() == 0
    assert Delivery.objects.get().fault == type(fault).__name__
    assert deliver() == 0
    with later(PAUSE + timedelta(seconds=1)):
        assert deliver() == 1
    assert sent_to() == ["kenji@example.org"]


def test_a_server_that_hangs_holds_up_one_letter_a_run_and_no_longer(cast, post):
    for _ in range(3):
        filed(cast)
    tell()
    post.on_open.extend([TimeoutError()] * 3)
    assert deliver() == 0
    assert len(post.on_open) == 2
    assert Delivery.objects.filter(attempts=0).count() == 2


def test_a_server_that_takes_the_call_and_says_nothing_is_left_after_the_time_limit(cast, settings):
    filed(cast)
    tell()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        started = time.monotonic()
        assert deliver() == 0
    assert time.monotonic() - started < 3
    assert Delivery.objects.get().state == "waiting"


def test_a_letter_that_is_refused_for_itself_does_not_hold_up_the_others(cast, post):
    filed(cast)
    filed(cast)
    tell()
    post.on_take.append(REFUSED)
    assert deliver() == 1
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["sent", "waiting"]
    with later(timedelta(hours=1)):
        assert deliver() == 1


def test_a_letter_keeps_its_id_however_often_it_is_sent(cast, post):
    """The server has taken it, and the worker dies before it can say so: it goes out again, and shows once."""

    def die():
        raise SystemExit

    filed(cast)
    tell()
    post.after_take.append(die)
    with pytest.raises(SystemExit):
        deliver()
    assert deliver() == 0
    with later(LEASE + timedelta(seconds=1)):
        assert deliver() == 1
    first, second = (message.message()["Message-ID"] for message in outgoing.outbox)
    assert first == second == Delivery.objects.get().message_id


def test_letters_have_ids_of_their_own(cast):
    case_at("closed", cast)
    tell()
    ids = list(Delivery.objects.values_list("message_id", flat=True))
    assert len(ids) == len(set(ids)) >= 3


def test_two_workers_at_once_send_a_letter_once(cast, post):
    filed(cast)
    tell()
    post.after_take.append(deliver)
    assert deliver() == 1
    assert len(outgoing.outbox) == 1


def test_a_letter_refused_for_days_is_given_up(cast, post):
    filed(cast)
    tell()
    with later(PATIENCE + timedelta(minutes=1)):
        post.on_take.append(REFUSED)
        deliver()
    assert Delivery.objects.get().state == "given_up"


def test_a_server_that_is_away_for_days_costs_no_letter(cast, post):
    filed(cast)
    tell()
    with later(PATIENCE + timedelta(minutes=1)):
        post.on_open.append(ConnectionRefusedError())
        deliver()
        assert Delivery.objects.get().state == "waiting"
    with later(PATIENCE + timedelta(minutes=2)):
        assert deliver() == 1


def test_urgent_letters_leave_first(cast):
    filed(cast, priority="routine")
    filed(cast, priority="urgent")
    tell()
    deliver()
    assert [message.extra_headers.get("Importance") for message in outgoing.outbox] == ["high", None]


# --- as it stands when the mail leaves --------------------------------------------------------------------------------


def test_whose_account_was_disabled_gets_no_letter(cast):
    filed(cast)
    tell()
    cast.kenji.is_active = False
    cast.kenji.save()
    assert deliver() == 0
    assert Delivery.objects.get().state == "dropped"


def test_who_no_longer_needs_to_know_gets_no_letter(cast):
    case = filed(cast).case
    tell()
    deliver()
    grant = grant_access(by=cast.wiremu, case=case, to=cast.mallory, reason="stands_in")
    tell()
    withdraw_access(by=cast.wiremu, case=case, grant=grant, reason="not_needed")
    deliver()
    assert "mallory@example.org" not in sent_to()


def test_who_was_relieved_meanwhile_gets_no_letter(cast):
    request = filed(cast)
    tell()
    assign(by=cast.kenji, request=request, to=cast.haruka)
    tell()
    deliver()
    assert sent_to() == ["haruka@example.org"]


# --- the broker -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_breaks_nothing(monkeypatch):
    def away(*args, **options):
        raise OperationalError

    monkeypatch.setattr(app, "send_task", away)
    filed(assemble())
    tell()
    assert heard() == {("kenji", "submitted")}
    assert deliver() == 1
