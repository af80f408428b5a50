"""The Celery application: wakes workers; the truth stays in the database.

Para 3(d), 4, 6: a notice or a reminder may be late when the broker is away, never lost, because each task looks in the
database for what is due, and may run twice or not at all without harm.
"""

import os
from typing import Any

import structlog
from celery import Celery
from celery.exceptions import OperationalError
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")

app = Celery("exchange")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
logger = structlog.get_logger(__name__)


@setup_logging.connect
def keep_our_logging(**kwargs: Any) -> None:
    """Leave logging as Django set it up; connecting is what keeps Celery from replacing it."""


def wake(task: str) -> bool:
    """Ask a worker to run ``task`` soon; say whether the broker took it.

    A broker that is away costs a log line, never the page: the schedule runs the same task within a minute.
    """
    try:
        app.send_task(task, expires=60, ignore_result=True)
    except OperationalError:
        logger.warning("broker.away", task=task)
        return False
    return True
