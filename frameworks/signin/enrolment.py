"""The secret of an authenticator app between the page that shows it and the code that proves it was read. Para 3(h).

It is derived, not stored: from the key in the browser's cookie, which the database does not hold, and a number in the
session.
"""

import secrets

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from frameworks.signin import totp

SALT = "frameworks.signin.enrolment"
NUMBER = "totp_enrolment"


def pending_secret(request: HttpRequest) -> str:
    """Return the secret that is offered to the official of this session until one is enrolled."""
    session = request.session
    if NUMBER not in session:
        session[NUMBER] = secrets.token_hex(16)
    mac = salted_hmac(SALT, f"{session.session_key}:{session[NUMBER]}", algorithm="sha256")
    return totp.secret_from(mac.digest())


def done(request: HttpRequest) -> None:
    """Forget the number: the next enrolment gets another secret."""
    request.session.pop(NUMBER, None)
