"""Mail to an official about their own signing in: that something changed, never what. Para 3(h), 3(f); A8.

The words name no factor, no address and no case, so that a mailbox read by others tells them nothing.
"""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from frameworks.models import Official

logger = logging.getLogger(__name__)
FACTORS, PASSWORD, NEW_PLACE, ATTEMPTS, TOKENS = "factors", "password", "new_place", "attempts", "tokens"


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it unchanged."""
    return message


LINES = {
    FACTORS: gettext_noop("How you confirm that it is you was changed."),
    PASSWORD: gettext_noop("Your password was changed."),
    ATTEMPTS: gettext_noop("Somebody tried to use your account and failed; the way in was closed for a while."),
    TOKENS: gettext_noop("A token that acts in your name was made or taken back."),
    NEW_PLACE: gettext_noop("Your account was used from a place that it was not used from before."),
}


def tell(official: Official, about: str) -> bool:
    """Send one notice ``about`` one of `LINES`; a mail server that is away holds nobody up. Say whether it was sent."""
    with translation.override(official.language):
        subject = _("Notice about your account in the customs exchange")
        body = "\n\n".join(
            [
                _(LINES[about]),
                _("If that was you, there is nothing to do. If it was not, tell your administrator at once."),
                settings.PUBLIC_URL,
            ]
        )
    return _send(official, subject, body)


def send_link(official: Official, link: str) -> bool:
    """Send the link with which ``official`` chooses a first or new password; useless without the code."""
    with translation.override(official.language):
        subject = _("Your account in the customs exchange")
        body = "\n\n".join(
            [
                _("Open this page to choose a password. Your administrator gives you the code that it asks for."),
                link,
                _("If you did not expect this, tell your administrator."),
            ]
        )
    return _send(official, subject, body)


def _send(official: Official, subject: str, body: str) -> bool:
    try:
        return bool(send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [official.email]))
    except (OSError, SMTPException):
        logger.exception("a notice to %s could not be sent", official.username)
        return False
