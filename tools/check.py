"""`make check`: all that can be judged without running the exchange. Goes through it whole, then names what failed."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
ROOMS = ("audit", "vault", "frameworks", "caveats", "requests", "exchange")
STEPS = {
    "format": ("ruff", "format", "--check", "--output-format", "concise", "."),
    "lint": ("ruff", "check", "--quiet", "--output-format", "concise", "."),
    "types": ("mypy", *ROOMS, "manage.py"),
    "order of dependence": ("lint-imports", "--no-logo"),
    "migrations": (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
    "deployment": (PYTHON, "tools/service_check.py"),
    "documents": (PYTHON, "manage.py", "docs", "--check"),
    "laws of the house": ("pytest", "-q", "--no-header", "tests/architecture"),
}


def holds(name: str, command: tuple[str, ...]) -> bool:
    """Run one step; print its output only where it fails."""
    program = command[0] if Path(command[0]).is_absolute() else str(BIN / command[0])
    started = time.monotonic()
    environment = os.environ | {"EXCHANGE_MODE": "demo", "PYTHONWARNINGS": "default"}
    run = subprocess.run(
        [program, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    word = "ok" if run.returncode == 0 else "FAILED"
    print(f"{name:20} {word:7} {time.monotonic() - started:6.1f} s", flush=True)
    if run.returncode:
        print(run.stdout + run.stderr, flush=True)
    return run.returncode == 0


def main() -> int:
    """Run every step; return 1 if one failed."""
    failed = [name for name, command in STEPS.items() if not holds(name, command)]
    print(f"Failed: {', '.join(failed)}." if failed else "All checks hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
