"""The file that keys are kept in: read only where nobody else can, written whole or not at all. Para 3(h)."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vault.errors import KeysExposed, KeysMissing, KeysUnusable

PRIVATE = 0o600
_OTHERS = 0o077


def read(path: Path) -> str:
    """Return the text of the key file.

    Raises:
        KeysMissing: if there is none.
        KeysExposed: if others can read it, or it is another user's.
        KeysUnusable: if it cannot be read.
    """
    try:
        # what is looked at is the file that was opened, not what bears its name a moment later
        with open(path, encoding="utf-8") as file:
            require_private(path, os.fstat(file.fileno()))
            return file.read()
    except FileNotFoundError:
        raise KeysMissing(f"There is no key file at {path}", "Make one with: manage.py make_keys") from None
    except OSError as fault:
        remedy = "Let the user that the exchange runs as own and read it"
        raise KeysUnusable(f"The key file {path} cannot be read ({fault.strerror})", remedy) from None
    except UnicodeDecodeError:
        raise KeysUnusable(f"The key file {path} is not text", "Restore it from its own backup") from None


def require_private(path: Path, found: os.stat_result) -> None:
    """Do nothing if the file is its user's alone.

    Raises:
        KeysExposed: if it is another user's, others have any permission on it, or it is no plain file.
    """
    if not stat.S_ISREG(found.st_mode):
        raise KeysExposed(f"{path} is not a plain file", "Set VAULT_KEY_FILE to the file that make_keys wrote")
    if found.st_uid != os.geteuid():
        remedy = f"Run as its owner, or: chown {os.geteuid()} {path}"
        raise KeysExposed(f"The key file {path} belongs to another user (id {found.st_uid})", remedy)
    if found.st_mode & _OTHERS:
        mode = stat.S_IMODE(found.st_mode)
        remedy = f"Close it with: chmod 600 {path} (and replace the keys if others may have read them)"
        raise KeysExposed(f"The key file {path} is open to other users (mode {mode:04o})", remedy)


def create(path: Path, text: str) -> None:
    """Write a new key file.

    Raises:
        FileExistsError: if there is one; keys are never overwritten, for what they sealed would be lost.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _written_beside(path, text) as temporary:
        os.link(temporary, path)  # unlike a rename, this fails if the name is taken
    _settle(path.parent)


def replace(path: Path, text: str) -> None:
    """Put ``text`` in the place of the key file, at once for every reader."""
    with _written_beside(path, text) as temporary:
        os.replace(temporary, path)
    _settle(path.parent)


@contextmanager
def _written_beside(path: Path, text: str) -> Iterator[Path]:
    """Give a whole and private file in the same directory; whatever bears its name afterwards is taken away."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _settle(directory: Path) -> None:
    """Let the change of names survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
