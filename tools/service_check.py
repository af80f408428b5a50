"""Judge the exchange as service would run it: settings, deployment checks without an issue, static files complete."""

import subprocess
import sys
from pathlib import Path

from service_environment import service_environment

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = (
    ("make_keys", "--if-missing"),
    ("settings", "--check"),
    ("check", "--deploy", "--fail-level", "WARNING"),
    ("collectstatic", "--no-input", "--verbosity", "0"),
)


def main() -> int:
    """Run each command as service would; return 1 with its words if one fails."""
    with service_environment() as environment:
        for command in COMMANDS:
            run = subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                print(f"manage.py {' '.join(command)}\n{run.stdout}{run.stderr}")
                return 1
    print("Settings, deployment checks and static files are in order for service.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
