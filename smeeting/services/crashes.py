"""Keeping a report of a crash, for whoever mends the program."""

from smeeting.domain.errors import SmeetingError
from smeeting.services.desk import Desk
from smeeting.storage.crashes import append_report


def keep(desk: Desk, report: str) -> str:
    """Add a report to the workspace's crash log, and say where it is; empty where it can't be written."""
    path = desk.workspace.root / ".smeeting" / "crash.log"
    try:
        append_report(path, report)
    except SmeetingError:
        return ""
    return desk.shown(path)
