"""Mail that says that something waits, and never what. Para 3(f); D1, R2.

It leaves at least once: a delivery is a row, claimed by a conditional update and tried again for as long as the mail
server refuses or hangs, always under the same Message-ID, so that a mail program shows it once. No page and no
transaction ever waits for a mail server.
"""

from __future__ import annotations

import smtplib
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from exchange import telling
from exchange.catalogue import NOTICES
from exchange.celery import wake
from exchange.letters import letter
from exchange.models import Delivery, Notification

logger = structlog.get_logger(__name__)
LEASE = timedelta(minutes=5)
"""How long a claimed delivery is left to who claimed it: longer than a task may run."""
PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
PATIENCE = timedelta(days=3)
"""How long a letter that the server refuses for itself is tried; the notice in the application stays."""
RUN_SECONDS = 60
OF_THE_LETTER = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
    ValueError,
)
"""Failures of one letter; every other one is the server's, and the letters behind it would fare no better."""


def enclose(notifications: Iterable[Notification]) -> None:
    """Lay a letter beside each notification that the catalogue sends by mail, in the same transaction."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "exchange"
    letters = [
        Delivery(
            notification=notification,
            is_urgent=NOTICES[notification.notice].is_urgent or _is_about_urgent(notification),
            next_try_at=notification.made_at,
            message_id=f"<notice.{notification.pk}@{host}>",
        )
        for notification in notifications
        if NOTICES[notification.notice].by_mail
    ]
    Delivery.objects.bulk_create(letters)
    if letters:
        transaction.on_commit(lambda: wake("exchange.tasks.deliver_mail"), robust=True)


def _is_about_urgent(notification: Notification) -> bool:
    return bool(notification.parameters["detail"].get("priority") == "urgent")


def deliver(limit: int = 50) -> int:
    """Send what is due, urgent letters first; return how many left. Running twice at once sends nothing twice."""
    due = Delivery.objects.filter(state=Delivery.State.WAITING, next_try_at__lte=timezone.now())
    related = ("notification__official__participant",)
    patience, sent = time.monotonic() + RUN_SECONDS, 0
    with _Post() as post:
        for delivery in due.select_related(*related).order_by("-is_urgent", "next_try_at", "pk")[:limit]:
            if post.is_shut or time.monotonic() > patience:
                break
            if _claim(delivery):
                sent += _send(delivery, post)
    return sent


class _Post:
    """The way to the mail server for one run: opened when first needed, shut for the run when the server fails."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.is_shut = False

    def __enter__(self) -> _Post:
        return self

    def __exit__(self, *exception: object) -> None:
        self.hang_up()

    def take(self, message: Any) -> None:
        """Hand a message over; raises what the server or the way to it raises."""
        if self.connection is None:
            self.connection = get_connection()
            self.connection.open()
        self.connection.send_messages([message])

    def hang_up(self) -> None:
        """Close the connection, whatever state it is in."""
        if self.connection is not None:
            with suppress(OSError):
                self.connection.close()
        self.connection = None


def _claim(delivery: Delivery) -> bool:
    """Move the row on under the eyes of everybody else; only who moved it sends."""
    same = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING, next_try_at=delivery.next_try_at)
    delivery.next_try_at, delivery.attempts = timezone.now() + LEASE, delivery.attempts + 1
    return same.update(next_try_at=delivery.next_try_at, attempts=delivery.attempts) == 1


def _send(delivery: Delivery, post: _Post) -> bool:
    if not _may_still_hear(delivery.notification):
        return _settle(delivery, Delivery.State.DROPPED)
    try:
        post.take(letter(delivery))
    except OF_THE_LETTER as fault:
        post.hang_up()
        return _put_off(delivery, fault, min(PAUSE * 2**delivery.attempts, LONGEST_PAUSE))
    except OSError as fault:
        post.is_shut = True
        return _put_off(delivery, fault, PAUSE)
    return _settle(delivery, Delivery.State.SENT)


def _may_still_hear(notification: Notification) -> bool:
    """Ask again, as it stands now: who was disabled, relieved or replaced meanwhile gets no letter. R4."""
    notice = NOTICES.get(notification.notice)
    if notice is None or not notification.official.is_active:
        return False
    return notification.official in notice.recipients(telling.again(notification, timezone.now()))


def _settle(delivery: Delivery, state: str) -> bool:
    delivery.state = state
    delivery.sent_at = timezone.now() if state == Delivery.State.SENT else None
    delivery.save(update_fields=["state", "sent_at"])
    return state == Delivery.State.SENT


def _put_off(delivery: Delivery, fault: Exception, pause: timedelta) -> bool:
    """Try again later; a letter that the server has refused for days is given up, which an operator hears of."""
    now = timezone.now()
    logger.warning("mail.put_off", delivery=delivery.pk, attempts=delivery.attempts, fault=type(fault).__name__)
    delivery.fault, delivery.next_try_at = type(fault).__name__, now + pause
    if isinstance(fault, OF_THE_LETTER) and now - delivery.notification.made_at > PATIENCE:
        logger.error("mail.given_up", delivery=delivery.pk, attempts=delivery.attempts)
        delivery.state = Delivery.State.GIVEN_UP
    delivery.save(update_fields=["fault", "next_try_at", "state"])
    return False
