"""What a mail says: the marking, the reference and a link, and never content. Para 3(f), 3(h); D1.

Nothing here opens anything: the reference and its marking are all that a letter can be made from.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from exchange.catalogue import NOTICES
from exchange.models import Delivery, Notification
from frameworks.marking import labels
from requests.access import marking_of
from requests.involved import request_behind


def letter(delivery: Delivery) -> EmailMessage:
    """Return the mail of a delivery, in the language of its official and under the same id each time."""
    notification = delivery.notification
    official = notification.official
    with translation.override(official.language):
        parts = {
            "reference": notification.case,
            "marking": marking(notification),
            "link": settings.PUBLIC_URL + address(notification),
        }
        subject = gettext("[%(marking)s] %(reference)s: something awaits you") % parts
        body = render_to_string("exchange/letter.txt", parts)
    headers = {"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"}
    if delivery.is_urgent:
        headers["Importance"] = "high"
    return EmailMessage(subject, body, to=[official.email], headers=headers)


def marking(notification: Notification) -> str:
    """Return both labels of the request that a notification is about, the originator's own first. Para 3(h)."""
    request = request_behind(notification.case)
    if request is None:
        raise ValueError("a letter is about a case; this notice names none")
    sides = (request.case.requesting_id, request.case.requested_id)
    found = labels(marking_of(request), timezone.now(), among=sides)
    return " / ".join(label.text for label in found if label.text)


def address(notification: Notification) -> str:
    """Return the path that a notice leads to."""
    route = NOTICES[notification.notice].route
    return reverse(route, args=[notification.case]) if route == "requests:case" else reverse(route)
