"""Officials and their lines in the Annex, made in one line each."""

from datetime import UTC, date, datetime

from frameworks.models import Designation, Official

AT = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)


def official(username="aroha", participant="NZ", **values):
    """An official with a clearance for SENSITIVE (or 機密性3), without any role."""
    values = {"clearance_id": {"NZ": "NZ:SENSITIVE", "JP": "JP:3"}[participant]} | values
    return Official.objects.create(
        username=username,
        email=f"{username}@example.org",
        name=username.title(),
        participant_id=participant,
        **values,
    )


def designated(who, *, since=date(2026, 1, 1), until=None, is_intake=False, **values):
    """Put ``who`` into the Annex of the 2014 Framework; return the official."""
    Designation.objects.create(
        framework_id="JP-NZ-2014",
        official=who,
        valid_from=since,
        valid_until=until,
        is_intake=is_intake,
        entered_by="hana",
        entered_at=AT,
        **values,
    )
    return who
