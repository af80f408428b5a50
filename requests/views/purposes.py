"""Why an official reads a case: stated with one click, remembered for the case while the session lasts. Para 3(b)."""

from django.http import HttpRequest

from requests.values.fields import PURPOSES

KEY = "purposes"


def stated(request: HttpRequest, reference: str) -> str:
    """Return the purpose stated in this session for a case, or ``""``."""
    return str(request.session.get(KEY, {}).get(reference, ""))


def state(request: HttpRequest, reference: str, purpose: str) -> None:
    """Remember a purpose; what is none of para 3(b)'s is forgotten."""
    if purpose in dict(PURPOSES):
        request.session[KEY] = {**request.session.get(KEY, {}), reference: purpose}
