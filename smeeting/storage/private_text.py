"""A file for a text that nobody else is to see: private, and overwritten and removed after."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from smeeting.domain.errors import StorageError
from smeeting.storage.creation import make_private_file
from smeeting.storage.files import read_text, why

_MOST_BYTES = 1_000_000


class PrivateText:
    """An empty text file, to be written by an editor."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str:
        """What was written, without blank ends. Raises FaultsError for anything but UTF-8 text."""
        return read_text(self.path, "the text", _MOST_BYTES).strip()


@contextlib.contextmanager
def private_text() -> Iterator[PrivateText]:
    """A new private file in a new private folder; both are gone when the block is left, however it is left.

    Everything in the folder is overwritten first, also what an editor put beside the file. It lies in memory
    where the system offers that (XDG_RUNTIME_DIR); a disk may keep blocks that were overwritten. Raises
    StorageError where it can't be made.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="smeeting-", dir=_in_memory()))
        path = folder / "text.txt"
        make_private_file(path)
    except OSError as error:
        raise StorageError(
            f"no private file can be made ({why(error)})", "give the text on standard input"
        ) from error
    try:
        yield PrivateText(path)
    finally:
        _wipe(folder)


def _in_memory() -> str | None:
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    return given if given and os.access(given, os.W_OK | os.X_OK) else None


def _wipe(folder: Path) -> None:
    # Deepest first, so that each folder is empty when its turn comes.
    for path in sorted(folder.rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                _overwrite(path)
                path.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()


def _overwrite(path: Path) -> None:
    if path.is_symlink() or not path.is_file():
        return
    with contextlib.suppress(OSError), path.open("r+b") as stream:
        stream.write(b"\0" * path.stat().st_size)
        stream.flush()
        os.fsync(stream.fileno())
