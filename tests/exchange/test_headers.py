"""What every response tells the browser. Para 3(h); V3, D2."""

import pytest
from django.conf import settings as site
from django.test import Client

from exchange.csp import HEADERS

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}
EVERYWHERE = ["/components/", "/requests/new/", "/nowhere/", "/broken/", "/error/503/", "/static/css/theme.css"]


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_the_headers_stand_outside_everything_else() -> None:
    assert site.MIDDLEWARE[0] == "exchange.csp.SecurityHeadersMiddleware"


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_response_carries_them(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    response.close()
    assert {name: response.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_this_site_alone_and_nothing_inline(visitor: Client) -> None:
    assert directives(visitor.get("/components/")["Content-Security-Policy"]) == POLICY


def test_no_page_is_kept_in_a_cache(visitor: Client) -> None:
    assert visitor.get("/components/")["Cache-Control"] == "no-store"
    assert visitor.get("/cached/")["Cache-Control"] == "no-store"
    assert visitor.get("/broken/")["Cache-Control"] == "no-store"


def test_static_files_may_be_kept(visitor: Client) -> None:
    response = visitor.get("/static/css/theme.css")
    response.close()
    assert "no-store" not in response["Cache-Control"]


def test_a_stricter_policy_of_a_response_stands(visitor: Client) -> None:
    assert visitor.get("/stricter/")["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_nothing_of_an_address_leaves_the_site_and_our_own_forms_keep_their_origin(visitor: Client) -> None:
    assert visitor.get("/components/")["Referrer-Policy"] == "same-origin"


def test_only_passkeys_may_use_the_device(visitor: Client) -> None:
    allowed = dict(part.strip().split("=") for part in visitor.get("/components/")["Permissions-Policy"].split(","))
    passkeys = {"publickey-credentials-create", "publickey-credentials-get"}
    assert {name for name, value in allowed.items() if value != "()"} == passkeys
    assert {"camera", "microphone", "geolocation", "usb", "display-capture"} <= set(allowed)
