"""Whom to believe about where a request came from."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
)


class ProxyMiddleware:
    """Takes ``X-Forwarded-*`` from the proxies named in TRUSTED_PROXIES, and from nobody else.

    The last address in ``X-Forwarded-For`` is the one that the proxy itself saw; all before it may be made up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.networks = [ip_network(word, strict=False) for word in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set REMOTE_ADDR to the caller's address, or drop what a stranger claims."""
        meta = request.META
        if not self._trusts(meta.get("REMOTE_ADDR", "")):
            for name in FORWARDED:
                meta.pop(name, None)
            return self.get_response(request)
        seen = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if _is_address(seen):
            meta["REMOTE_ADDR"] = seen
        return self.get_response(request)

    def _trusts(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self.networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
