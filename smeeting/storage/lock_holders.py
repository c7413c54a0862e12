"""Who holds a lock on a file, where the system tells."""

import os
from pathlib import Path

_LOCKS = Path("/proc/locks")


def holder_of(path: Path) -> str | None:
    """The program that holds a lock on `path`, such as `python (process 4711)`; None where it is not known.

    Read from Linux's table of locks; this process itself is passed over.
    """
    try:
        status = path.stat()
        table = _LOCKS.read_text("ascii", "replace")
    except OSError:
        return None
    inode = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    for line in table.splitlines():
        # 1: POSIX  ADVISORY  WRITE 4711 08:01:123456 1073741824 1073742335
        fields = line.split()
        if inode in fields:
            process = fields[fields.index(inode) - 1]
            if process.isdigit() and int(process) not in (0, os.getpid()):
                return _named(int(process))
    return None


def _named(process: int) -> str:
    try:
        name = Path(f"/proc/{process}/comm").read_text("utf-8", "replace").strip()
    except OSError:
        return f"process {process}"
    return f"{name} (process {process})"
