"""How moments are written in the tables: UTC, to the microsecond, so that they sort as text."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Write a moment (aware) for the tables, `2026-11-21T08:30:00.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(stamped: str) -> datetime:
    """Read a moment from the tables."""
    return datetime.fromisoformat(stamped)
