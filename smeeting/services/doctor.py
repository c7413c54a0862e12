"""The doctor: is the workspace sound, and could its backup be restored?"""

import tempfile
from pathlib import Path

import msgspec

from smeeting.domain.errors import SmeetingError
from smeeting.services import agendas, glossaries
from smeeting.services.desk import Desk
from smeeting.storage.backups import prove_restorable
from smeeting.storage.integrity import examine


class Verdict(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    subject: str
    is_sound: bool
    detail: str


def look_over(desk: Desk) -> tuple[Verdict, ...]:
    """Check the agendas, the glossary and the database, and restore a backup of it in a temporary folder."""
    verdicts = [
        _files("agendas", [str(fault) for fault in agendas.check(desk) if fault.level == "error"]),
        _files("glossary", [str(fault) for fault in glossaries.faults(desk) if fault.level == "error"]),
    ]
    path = desk.workspace.database_file
    if not path.exists():
        return (*verdicts, Verdict("database", True, "none yet; the first meeting makes it"))
    findings = examine(path)
    verdicts += [
        Verdict("database", finding.level != "error", f"{finding.message}; {finding.fix}")
        for finding in findings
    ] or [Verdict("database", True, "whole, and nobody else may read it")]
    verdicts.append(_backup(path))
    return tuple(verdicts)


def _files(subject: str, errors: list[str]) -> Verdict:
    return Verdict(subject, not errors, "\n".join(errors) if errors else "can be read, no faults")


def _backup(path: Path) -> Verdict:
    try:
        with tempfile.TemporaryDirectory(prefix="smeeting-doctor-") as folder:
            rows = prove_restorable(path, Path(folder))
    except SmeetingError as error:
        return Verdict("backup", False, str(error))
    return Verdict(
        "backup", True, f"made, restored and compared: {sum(rows.values())} rows in {len(rows)} tables"
    )
