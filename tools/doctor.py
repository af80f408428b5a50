"""`make doctor`: what this machine has, what it lacks, and the command that brings it. Runs on any python 3."""

import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys

ESSENTIAL, OPTIONAL = "needed", "optional"
DEBIAN = platform.system() == "Linux"


class Need:
    """One thing to look for: what for, how to tell, and how to get it on Debian and on macOS."""

    def __init__(self, name, weight, purpose, found, debian, mac):
        self.name, self.weight, self.purpose, self.found = name, weight, purpose, found
        self.remedy = debian if DEBIAN else mac


def program(*names):
    """Return the first of the programs ``names`` that is on the path."""
    return next((path for path in map(shutil.which, names) if path), "")


def python():
    """Return this Python's version if it is new enough."""
    return platform.python_version() if sys.version_info >= (3, 11) else ""


def modules(*names):
    """Return the names of the modules if this Python has them all."""
    return ", ".join(names) if all(importlib.util.find_spec(name) for name in names) else ""


def answers(port):
    """Return the address if something listens on ``port`` of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return f"127.0.0.1:{port}" if probe.connect_ex(("127.0.0.1", port)) == 0 else ""


def room():
    """Return the free disk space in MB if it is enough."""
    free = shutil.disk_usage(os.path.dirname(os.path.abspath(__file__))).free // 2**20
    return f"{free} MB free" if free > 800 else ""


def needs():
    """Return everything worth looking for, the indispensable first."""
    apt, brew = "apt-get install ", "brew install "
    return [
        Need("python 3.11+", ESSENTIAL, "everything", python(), apt + "python3", brew + "python@3.12"),
        Need(
            "venv",
            ESSENTIAL,
            "the environment",
            modules("venv", "ensurepip"),
            apt + "python3-venv",
            "comes with python",
        ),
        Need(
            "sqlite3",
            ESSENTIAL,
            "the first start's database",
            modules("sqlite3"),
            apt + "libsqlite3-0",
            "comes with python",
        ),
        Need("disk", ESSENTIAL, "environment and data", room(), "free some space", "free some space"),
        Need(
            "chromium",
            OPTIONAL,
            "browser tests",
            program("chromium", "chromium-browser"),
            apt + "chromium",
            "brew install --cask chromium",
        ),
        Need("gettext", OPTIONAL, "make messages", program("msgfmt"), apt + "gettext", brew + "gettext"),
        Need(
            "postgresql",
            OPTIONAL,
            "service; the suite's second run",
            answers(5432),
            apt + "postgresql",
            brew + "postgresql@16",
        ),
        Need("redis", OPTIONAL, "service; the suite's second run", answers(6379), apt + "redis-server", brew + "redis"),
        Need("node", OPTIONAL, "make assets", program("node"), apt + "nodejs npm", brew + "node"),
        Need(
            "docker",
            OPTIONAL,
            "service in containers",
            program("docker"),
            apt + "docker.io docker-compose",
            brew + "docker",
        ),
    ]


def environment():
    """Say what is installed in .venv, if it is there."""
    pip = os.path.join(".venv", "bin", "python")
    if not os.path.exists(pip):
        return "  .venv             not made yet: make run or make test makes it"
    version = subprocess.run(
        [pip, "-c", "import django; print(django.__version__)"], capture_output=True, text=True, check=False
    )
    return f"  .venv             Django {version.stdout.strip() or 'missing: rm -rf .venv and make run'}"


def main():
    """Print one line for each need; return 1 if something indispensable is missing."""
    missing = False
    for need in needs():
        missing = missing or (need.weight == ESSENTIAL and not need.found)
        state = need.found or f"MISSING ({need.weight}, for {need.purpose}). Get it with: {need.remedy}"
        print(f"  {need.name:17} {state}")
    print(environment())
    print("Something that is needed is missing." if missing else "make run will work here.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
