"""Codes of an authenticator app (RFC 6238): six digits, half a minute each, one step of tolerance. Pure.

Para 3(h). Which codes are used up is known by their step, and kept elsewhere.
"""

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
TOLERANCE = 1  # steps before and after: a telephone's clock may be half a minute off
SECRET_BYTES = 20


def matching_steps(secret: str, typed: str, moment: float) -> Iterator[int]:
    """Yield the steps around ``moment`` (seconds since 1970) whose code was ``typed``, the present one first."""
    code = plain(typed)
    present = int(moment) // STEP_SECONDS
    for step in sorted(range(present - TOLERANCE, present + TOLERANCE + 1), key=lambda step: abs(step - present)):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            yield step


def code_at(secret: str, step: int) -> str:
    """Return the code of a step; ``secret`` is Base32 as authenticator apps read it."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def plain(typed: str) -> str:
    """Return a code as it is compared: half-width, without the blanks and hyphens that make it readable."""
    narrow = unicodedata.normalize("NFKC", typed)
    return "".join(sign for sign in narrow if not sign.isspace() and sign not in "-‐−ー")


def secret_from(seed: bytes) -> str:
    """Return random ``seed`` bytes as the Base32 text of a secret."""
    return base64.b32encode(seed[:SECRET_BYTES]).decode("ascii")


def address(secret: str, *, issuer: str, account: str) -> str:
    """Return the ``otpauth:`` address that the picture shown to the telephone carries."""
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{account}')}?{query}"
