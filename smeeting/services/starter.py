"""Beginning: the files a new workspace starts with."""

from pathlib import Path

import msgspec

from smeeting.domain.errors import StorageError
from smeeting.storage.schemas import agenda_schema, glossary_schema
from smeeting.storage.starter import write_starter


class Started(msgspec.Struct, frozen=True):
    """What `init` found and did, as paths relative to the folder."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there already and were left as they are."""


def init(folder: Path) -> Started:
    """Make the starter files in a folder; overwrites nothing.

    Raises StorageError where the folder can't be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} can't be made: {error.strerror}", "name another folder") from error
    made, kept = write_starter(folder)
    return Started(folder, tuple(made), tuple(kept))


def schema(of: str) -> dict[str, object]:
    """The JSON Schema of an `agenda` or a `glossary` file."""
    return agenda_schema() if of == "agenda" else glossary_schema()
