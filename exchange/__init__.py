"""The site itself: settings, URLs, Celery, work list, notifications, statistics, API root.

The first lines below cure a clash of names, and must stay first. Our app ``requests`` has the name of a well-known HTTP
library that Django REST framework imports when it can be had. It finds our app instead, and then
``rest_framework.test`` and drf-spectacular fail with ``AttributeError: module 'requests' has no attribute 'packages'``.
Telling DRF that the library is absent, before any app loads, is true (no distribution here brings it; a test walks them
all) and sufficient.
"""

from rest_framework import compat

compat.requests = None  # type: ignore[assignment]

from exchange.celery import app as celery_app  # noqa: E402  (the cure above comes first)

__all__ = ["celery_app"]
