"""The demonstration answers its own machine alone, however it was started."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from exchange.addresses import is_loopback
from exchange.env import Mode


class LoopbackMiddleware:
    """Refuses callers from other machines in demo mode, where a second factor may be waived."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.MODE is not Mode.DEMO:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through what comes from this machine."""
        if is_loopback(request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)
        return HttpResponseForbidden(
            "The demonstration answers its own machine alone.", content_type="text/plain; charset=utf-8"
        )
