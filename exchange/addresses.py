"""Addresses of what stands beside the exchange: database, broker, mail server. Read from URLs, judged for safety."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

CONNECT_SECONDS = 1  # a database that is away must be noticed within two seconds, page included
LOCK_SECONDS = 5
SQLITE_LOCK_SECONDS = 20  # one writer at a time: whoever writes waits its turn, the worker's long turns included
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a record is on the disk before the response leaves
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE walks around the append-only triggers
)


def database(url: str, *, password: str, statement_seconds: int) -> dict[str, Any]:
    """Return Django's description of the database at ``url``.

    Raises ValueError, with what is wrong, for an address of another kind.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts, password, statement_seconds)
    raise ValueError(f"{parts.scheme or 'an address without a scheme'} is neither postgresql:// nor sqlite:///")


def with_password(url: str, password: str) -> str:
    """Return ``url`` with the password put in, unless it has one or there is none."""
    parts = urlsplit(url)
    if not password or parts.password or not parts.hostname:
        return url
    user, _, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user.removesuffix(':')}:{quote(password, safe='')}@{host}").geturl()


def mail(url: str, *, password: str) -> dict[str, Any]:
    """Return Django's mail settings for the server at ``url``; raises ValueError for an address of another kind."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps", "smtp+starttls"):
        raise ValueError(
            f"{parts.scheme or 'an address without a scheme'} is none of smtp+starttls://, smtps://, smtp://"
        )
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or "") or password,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 10,
    }


def is_loopback(host: str) -> bool:
    """Say whether ``host`` is this machine itself: a loopback address, its usual name, or a socket (no host at all)."""
    if host in ("", "localhost") or host.startswith("/"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_encrypted(url: str) -> bool:
    """Say whether the way to ``url`` is TLS that verifies whom it talks to."""
    parts = urlsplit(url)
    if parts.scheme in ("postgresql", "postgres"):
        return dict(parse_qsl(parts.query)).get("sslmode") == "verify-full"
    return parts.scheme in ("https", "rediss", "smtps", "smtp+starttls")


def host_of(url: str) -> str:
    """Return the host that ``url`` names; empty for a socket or a file."""
    return urlsplit(url).hostname or ""


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(unquote(path)),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_LOCK_SECONDS,
            "init_command": ";".join(SQLITE_PRAGMAS),
        },
    }


def _postgresql(parts: SplitResult, password: str, statement_seconds: int) -> dict[str, Any]:
    query = dict(parse_qsl(parts.query))
    limits = {
        "statement_timeout": statement_seconds * 1000,
        "lock_timeout": LOCK_SECONDS * 1000,
        "idle_in_transaction_session_timeout": 60_000,
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or password,
        "HOST": parts.hostname or query.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": CONNECT_SECONDS,
            "tcp_user_timeout": 1500,  # milliseconds: a peer that went away without a word
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
            "application_name": "exchange",
            **query,
        },
    }
