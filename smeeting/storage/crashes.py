"""Reports of crashes: where in the program, and nothing of what people wrote."""

import os
from pathlib import Path

from smeeting.domain.errors import StorageError
from smeeting.storage.files import why

_MOST_BYTES = 200_000
"""A log that grew beyond this is begun anew."""


def append_report(path: Path, report: str) -> None:
    """Add a report to a log that its owner alone may read. Raises StorageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        begin_anew = path.exists() and path.stat().st_size > _MOST_BYTES
        flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_TRUNC if begin_anew else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as log:
            log.write(report.rstrip() + "\n\n")
    except OSError as error:
        raise StorageError(f"{path.name} can't be written ({why(error)})", "") from error
