"""`make bench`: run every module here that has a ``run()``, or those named, and print the ratios each one measured.

Only ratios of one run mean something: two figures of the same run, taken in turns on the same machine.
"""

import importlib
import os
import pkgutil
import sys
import time
from pathlib import Path

import django


def modules(names: list[str]) -> list[str]:
    """Return the names of the benchmark modules, or of those asked for; exits if one is not known."""
    known = sorted(
        found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]) if found.name != "__main__"
    )
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"No benchmark is named {', '.join(sorted(unknown))}. Known: {', '.join(known)}")
    return names or known


def main() -> None:
    """Run and print; a module without ``run`` serves the others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, Django {django.__version__}")
    for name in modules(sys.argv[1:]):
        run = getattr(importlib.import_module(f"bench.{name}"), "run", None)
        if run is None:
            continue
        started = time.monotonic()
        results = run()
        print(f"\n{name} ({time.monotonic() - started:.0f} s)")
        for label, value, unit in results:
            print(f"  {label:60} {value:10.3f} {unit}")


if __name__ == "__main__":
    main()
