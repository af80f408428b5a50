"""Work that beat starts for the site: notices made from the sealed log, and mail.

Each task looks in the database for what is due. It may run twice, at once, or not at all for a while, without harm.
R4, R5.
"""

import time

from celery import shared_task

from exchange.mail import deliver
from exchange.notifications import project

RUN_SECONDS = 60


@shared_task(name="exchange.tasks.project_notifications")
def project_notifications() -> int:
    """Tell of what was sealed since the last run."""
    patience, told = time.monotonic() + RUN_SECONDS, 0
    while time.monotonic() < patience and (done := project()):
        told += done
    return told


@shared_task(name="exchange.tasks.deliver_mail")
def deliver_mail() -> int:
    """Send the letters that are due."""
    return deliver()
