"""Which methods the addresses of signing in answer: GET, HEAD and POST, and no others. Para 3(h); ASVS 4.1.4.

The form views that they are made of take PUT as they take POST, and tell OPTIONS to whoever asks. What is counted and
locked for one method must not be had by another.
"""

from collections.abc import Sequence

from django.urls import URLPattern
from django.views.decorators.http import require_http_methods

METHODS = ["GET", "HEAD", "POST"]


def only_get_and_post(patterns: Sequence[URLPattern]) -> Sequence[URLPattern]:
    """Return the patterns with views that answer 405 to every other method, before anything else is asked."""
    for pattern in patterns:
        pattern.callback = require_http_methods(METHODS)(pattern.callback)
    return patterns
