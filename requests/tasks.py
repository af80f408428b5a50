"""Work that beat starts for requests."""

from celery import shared_task

from requests.actions.granting import heal_intake as heal


@shared_task(name="requests.tasks.heal_intake")
def heal_intake() -> int:
    """Give new intake officials what still waits at intake."""
    return heal()
