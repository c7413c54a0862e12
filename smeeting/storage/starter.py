"""The files that a new workspace starts with."""

import importlib.resources
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from operator import itemgetter
from pathlib import Path

from smeeting.domain.errors import StorageError
from smeeting.storage.files import why
from smeeting.storage.schemas import schema_files


def starter_files() -> Mapping[str, bytes]:
    """What each starter file holds, by its path in the workspace: agendas, glossary, and their schemas.

    Raises StorageError where the installation lacks them.
    """
    home = _home()
    named = [("glossary.yaml", home / "glossary.yaml"), *_agendas(home / "agendas")]
    named.sort(key=itemgetter(0))
    return {**{name: source.read_bytes() for name, source in named}, **schema_files()}


def _home() -> Traversable:
    """The folder they are in: packed into the package, or a checkout's root, which is a workspace itself."""
    packed = importlib.resources.files("smeeting") / "starter"
    checkout: Traversable = Path(__file__).parents[2]
    for home in (packed, checkout):
        if (home / "glossary.yaml").is_file() and (home / "agendas").is_dir():
            return home
    raise StorageError("the starter files are missing from this installation", "install smeeting again")


def _agendas(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for source in folder.iterdir():
        if source.name.endswith(".yaml"):
            yield f"agendas/{source.name}", source


def write_starter(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make the starter files in a folder; returns the names of those made and of those kept as they were.

    Overwrites nothing. Raises StorageError where one can't be made.
    """
    made: list[str] = []
    kept: list[str] = []
    for name, data in starter_files().items():
        (made if write_new(folder / name, name, data) else kept).append(name)
    return tuple(made), tuple(kept)


def write_new(path: Path, name: str, data: bytes) -> bool:
    """Make a file, and its folder; False, and nothing written, where it is there already.

    `name` is what messages call it. Raises StorageError where it can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:  # x: never over a file that someone made meanwhile
            stream.write(data)
    except FileExistsError:
        if path.parent.is_dir():
            return False
        raise StorageError(
            f"{name} can't be made: {path.parent.name} is no folder", "rename that file"
        ) from None
    except OSError as error:
        raise StorageError(f"{name} can't be made ({why(error)})", "see the folder's permissions") from error
    return True
