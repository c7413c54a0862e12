"""Choices the program remembers, such as the theme."""

from smeeting.domain.errors import SmeetingError
from smeeting.services.desk import Desk
from smeeting.storage import settings


def remembered(desk: Desk, name: str, default: str = "") -> str:
    """What was chosen last, or `default`."""
    return settings.read(desk.db, name, default)


def remember(desk: Desk, name: str, value: str) -> None:
    """Keep a choice; where the database can't be written it holds until the program is left."""
    try:
        with desk.traceless():
            settings.write(desk.db, name, value)
    except SmeetingError:
        return
