"""Ask an exchange how it is, for container health checks: python tools/ask_health.py URL [PART].

Exits with 0 if it is ready or, where a part is named, if that part holds; with 1 otherwise.
"""

import json
import sys
from urllib.error import HTTPError, URLError
from urllib.request import urlopen


def is_well(url: str, part: str = "") -> bool:
    """Say whether the exchange at ``url`` is ready, or whether ``part`` of it holds."""
    try:
        with urlopen(url, timeout=4) as response:
            answer = json.load(response)
    except HTTPError as fault:
        answer = json.load(fault)
    except (URLError, OSError, ValueError):
        return False
    return bool(answer.get("parts", {}).get(part) if part else answer.get("ready"))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(0 if is_well(*sys.argv[1:]) else 1)
