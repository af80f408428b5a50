"""Make the secrets that service needs, each in a file of its own: python tools/make_secrets.py DIRECTORY.

Existing files are kept. The vault's keys are not among them: `manage.py make_keys` makes those.
"""

import os
import secrets
import sys
from pathlib import Path

NAMES = ("secret_key", "database_password", "redis_password")


def make_secrets(folder: Path) -> list[Path]:
    """Write one random secret into each file that is missing, readable by its owner alone; return those written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for file in (folder / name for name in NAMES):
        if file.exists():
            continue
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(48))
        written.append(file)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for path in make_secrets(Path(sys.argv[1])):
        print(f"Wrote {path}")
