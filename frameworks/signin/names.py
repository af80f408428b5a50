"""The one spelling of a user name, and the digest under which failures of a name are counted."""

import unicodedata
from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.crypto import salted_hmac

from frameworks.models import Official

SALT = "frameworks.signin.names"
NETWORK_OF_ONE_CALLER = 64  # bits; a single IPv6 household or office commands all addresses below


def canonical(name: str) -> str:
    """Return ``name`` as user names are kept: without blank ends, NFKC, casefolded."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return unicodedata.normalize("NFKC", folded)


def reference(official: Official) -> str:
    """Return the reference under which the log names ``official``."""
    return f"official:{official.username}"


def digest(name: str) -> str:
    """Return the keyed digest of a user name; what was typed there, perhaps a password, is not kept."""
    return salted_hmac(SALT, canonical(name), algorithm="sha256").hexdigest()


def caller(address: str) -> str:
    """Return the address whose failures are counted together: an IPv4 address, or the /64 network of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, NETWORK_OF_ONE_CALLER), strict=False).network_address)
    return str(parsed)
