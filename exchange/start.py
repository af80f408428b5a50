"""The parts of starting that need more than reading a variable: where data lies, which database, which secret."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from exchange import addresses
from exchange.env import ROOT, Environment, Mode

UNUSED = {"ENGINE": "django.db.backends.dummy"}  # stands in until `Environment.finish` names what is wrong


def directory(env: Environment) -> Path:
    """Return the directory for data, made if it is absent, open to its owner alone."""
    path = env.path("EXCHANGE_DATA") or ROOT / "var"
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        env.refuse(
            "EXCHANGE_DATA", f"{path} cannot be made ({fault.strerror})", "Name a directory that this user may write"
        )
    return path


def demonstration_secret(data: Path, mode: Mode) -> str:
    """Return a secret key made at the first demonstration and kept; the suite's is fixed, service brings its own."""
    if mode is Mode.TEST:
        return "a key for tests alone, long enough to satisfy every check of Django"
    if mode is Mode.SERVICE:
        return ""
    file = data / "secret_key"
    with suppress(FileExistsError):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii")


def parsed(env: Environment, name: str, data: Path) -> dict[str, Any]:
    """Return Django's settings for the address in ``DATABASE_URL`` or ``SMTP_URL``; refuse what cannot be read."""
    try:
        return (
            _database(env, data)
            if name == "DATABASE_URL"
            else addresses.mail(env.secret(name), password=env.secret("SMTP_PASSWORD"))
        )
    except ValueError as fault:
        env.refuse(name, str(fault), "Correct the address")
        return dict(UNUSED)


def _database(env: Environment, data: Path) -> dict[str, Any]:
    url = env.secret("DATABASE_URL")
    if env.mode is Mode.TEST:
        url = env.secret("TEST_DATABASE_URL") or url
    if not url and env.mode is Mode.SERVICE:
        return dict(UNUSED)
    url = url or f"sqlite:///{data / 'exchange.sqlite3'}"
    seconds = env.number("DATABASE_STATEMENT_TIMEOUT")
    description = addresses.database(url, password=env.secret("DATABASE_PASSWORD"), statement_seconds=seconds)
    if env.mode is Mode.TEST and "sqlite3" in description["ENGINE"]:
        # A file, as in the demonstration: several connections, one writer, none of the special locks of shared memory.
        description["TEST"] = {"NAME": str(data / f"test-{os.getpid()}.sqlite3")}
    return description
