"""What the laws of the house look at: the rooms, their files, their syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
ROOMS = (
    "exchange",
    "requests",
    "caveats",
    "frameworks",
    "vault",
    "audit",
)  # from the top of the order of dependence down


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that belongs to the project: known to git, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        return tuple(file for file in ROOT.rglob("*") if file.is_file() and not _is_made(file))
    return tuple(file for name in listing.stdout.split("\0") if name and (file := ROOT / name).is_file())


def _is_made(file: Path) -> bool:
    return bool(
        {".venv", "var", ".git", "node_modules", "__pycache__", "staticfiles"} & set(file.relative_to(ROOT).parts)
    )


def room_of(file: Path) -> str:
    """Return the first folder of a file's path inside the project."""
    return file.relative_to(ROOT).parts[0]


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Yield each Python file of the rooms, migrations aside, with its syntax tree."""
    for file in tracked():
        if file.suffix == ".py" and room_of(file) in ROOMS and "migrations" not in file.parts:
            yield file, ast.parse(file.read_text(encoding="utf-8"))


def templates() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every template."""
    for file in tracked():
        if "templates" in file.parts and file.suffix in (".html", ".txt") and room_of(file) != "tests":
            yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def name_of(file: Path) -> str:
    """Return the path of a file inside the project."""
    return str(file.relative_to(ROOT))
