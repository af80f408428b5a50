#!/usr/bin/env python3
"""Django's command line for the exchange."""

import os
import sys


def main() -> None:
    """Run one management command with the exchange's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")
    from django.core.management import execute_from_command_line

    from exchange.env import UnsafeSettings

    try:
        execute_from_command_line(sys.argv)
    except UnsafeSettings as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
