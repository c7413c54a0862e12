"""A folder that appears whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smeeting.domain.errors import StorageError


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `target` once it is filled and is gone when filling it failed.

    Raises StorageError where `target` is a file or a folder with something in it, or can't be made.
    """
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise StorageError(f"{target} is there already", "name a new or an empty folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise StorageError(f"{target} can't be made: {error.strerror}", "name another folder") from error
    try:
        yield making
        making.chmod(0o755)
        making.replace(target)
    except OSError as error:
        raise StorageError(f"{target} can't be made: {error.strerror}", "name another folder") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
