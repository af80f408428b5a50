"""Made-up settings for service, as a site would give them: secrets in files of a directory that goes away."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from make_secrets import make_secrets


@contextlib.contextmanager
def service_environment() -> Iterator[dict[str, str]]:
    """Yield an environment that the exchange accepts for service; nothing at its addresses needs to answer."""
    with tempfile.TemporaryDirectory(prefix="exchange-service-") as folder:
        place = Path(folder)
        make_secrets(place)
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
        yield kept | {
            "EXCHANGE_MODE": "service",
            "EXCHANGE_DATA": str(place / "data"),
            "SECRET_KEY_FILE": str(place / "secret_key"),
            "PUBLIC_URL": "https://exchange.example",
            "ALLOWED_HOSTS": "exchange.example",
            "DATABASE_URL": "postgresql://exchange@database.example/exchange?sslmode=verify-full",
            "DATABASE_PASSWORD_FILE": str(place / "database_password"),
            "REDIS_URL": "rediss://broker.example/0",
            "REDIS_PASSWORD_FILE": str(place / "redis_password"),
            "SMTP_URL": f"smtp+starttls://exchange:{secrets.token_hex(8)}@mail.example",
            "MAIL_FROM": "exchange@exchange.example",
            "VAULT_KEY_FILE": str(place / "keys.json"),
            "STATIC_ROOT": str(place / "static"),
        }
