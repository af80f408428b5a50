"""Make the secrets that service needs, each in a file of its own: python tools/make_secrets.py DIRECTORY.

The directory is its owner's alone; the files inside can be read by whoever is handed them, as containers need it.
Existing files are kept. ``smtp_password`` is left empty for the mail server's own. The vault's keys are not made here:
`manage.py make_keys` does, as `make secrets` shows.
"""

import os
import secrets
import sys
from pathlib import Path

MADE = ("secret_key", "database_password", "database_owner_password", "redis_password")
GIVEN = ("smtp_password",)


def make_secrets(folder: Path) -> list[Path]:
    """Write each file that is missing; return those written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    contents = {name: secrets.token_urlsafe(48) for name in MADE} | dict.fromkeys(GIVEN, "")
    return [file for name, text in contents.items() if _write_new(file := folder / name, text)]


def _write_new(file: Path, text: str) -> bool:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return False
    os.fchmod(descriptor, 0o644)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
    return True


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for path in make_secrets(Path(sys.argv[1])):
        print(f"Wrote {path}")
