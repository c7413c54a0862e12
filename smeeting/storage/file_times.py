"""The times of the database's files, put back after a write that is not to be dated by them.

The time of the last change of a file's status (`ctime`) is the system's alone: whoever may look at the folder
sees in it when the database was last written, whatever was written. The next write of anybody covers it.
So it does where a program was killed between the write and the putting back. A tool that tells changed files
by their size and time alone does not copy what came so, until the next write.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from smeeting.storage.files import locked_folder

_Times = tuple[int, int]
"""When a file was read and changed, in nanoseconds."""


class FileTimes:
    """The times of a database file, of its journal and of their folder, as they were when this was made."""

    def __init__(self, database: Path) -> None:
        """Look at the times before anything is made or written."""
        self._folder = database.parent
        self._files = (database, database.with_name(f"{database.name}-journal"))
        self._were_there = frozenset(file for file in self._files if os.path.lexists(file))
        self._first = _times_of(self._folder)

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Leave the times of the files as they are, whatever the block writes.

        A file that was not there when this object was made gets the folder's time. What another program
        writes meanwhile loses its time too. Raises BusyError where another block of this kind does not end
        within two seconds: without this lock, the time that one is to hide could be put back by the other.
        """
        with locked_folder(self._folder):
            before = {
                file: _times_of(file) if file in self._were_there else self._first for file in self._files
            }
            try:
                yield
            finally:
                for file, times in before.items():
                    _put_back(file, times)
                if not all(file in self._were_there for file in self._files):
                    _put_back(self._folder, self._first)


def _times_of(path: Path) -> _Times | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_atime_ns, facts.st_mtime_ns


def _put_back(path: Path, times: _Times | None) -> None:
    # Only a file's owner may; where others share the database by their own choice, its time tells.
    if times is not None:
        with contextlib.suppress(OSError):
            os.utime(path, ns=times)
