"""Gather the static files for service, hashed and compressed: python tools/build_static.py DIRECTORY.

Runs where the image is built, before any site's settings exist; made-up ones stand in and leave nothing behind.
"""

import subprocess
import sys
from pathlib import Path

from service_environment import service_environment

ROOT = Path(__file__).resolve().parent.parent


def main(folder: str) -> int:
    """Write into ``folder``; return what collectstatic returns."""
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
    with service_environment() as environment:
        return subprocess.run(command, cwd=ROOT, env=environment | {"STATIC_ROOT": folder}, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
