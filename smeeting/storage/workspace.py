"""The workspace: the folder with the agendas, the glossary, the database and the minutes."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from smeeting.domain.errors import NotFoundError

VARIABLE = "SMEETING_WORKSPACE"
_SUFFIXES = (".yaml", ".yml")


class Workspace(msgspec.Struct, frozen=True):
    """A folder that smeeting works in, and where its four homes of data are."""

    root: Path

    @property
    def agendas_dir(self) -> Path:
        """The folder of agenda files."""
        return self.root / "agendas"

    @property
    def glossary_file(self) -> Path:
        """The glossary."""
        return self.root / "glossary.yaml"

    @property
    def profiles_dir(self) -> Path:
        """The folder of this workspace's own profiles of exports."""
        return self.root / "profiles"

    @property
    def database_file(self) -> Path:
        """What happened."""
        return self.root / "smeeting.db"

    @property
    def minutes_dir(self) -> Path:
        """The folder of exported minutes."""
        return self.root / "minutes"

    def shown(self, path: Path) -> str:
        """`path` as messages name it: relative to the workspace where it is inside."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """The YAML files of a folder by name; empty where there is no such folder."""
    if not folder.is_dir():
        return ()
    files = (path for path in folder.iterdir() if path.suffix in _SUFFIXES and not path.name.startswith("."))
    return tuple(sorted(files))


def find_workspace(given: str | None, environ: Mapping[str, str], start: Path) -> Workspace:
    """The folder asked for, else the one in SMEETING_WORKSPACE, else the nearest upwards from `start`.

    Raises NotFoundError where there is none.
    """
    if given is not None:
        return _named(given, "-C")
    if named := environ.get(VARIABLE):
        return _named(named, VARIABLE)
    here = start.absolute()
    for folder in (here, *here.parents):
        if _is_workspace(folder):
            return Workspace(folder)
    raise NotFoundError(
        "there is no agendas/ and no glossary.yaml here or in a folder above",
        "make them with `smeeting init`, or name the workspace with -C DIR",
    )


def _named(folder: str, source: str) -> Workspace:
    root = Path(folder).absolute()
    if not _is_folder(root):
        raise NotFoundError(
            f"{source} names {folder!r}, which is no folder",
            "make one with `smeeting init DIR`, or name another",
        )
    return Workspace(root)


def _is_workspace(folder: Path) -> bool:
    return _is_folder(folder / "agendas") or _is_folder(folder / "glossary.yaml", file=True)


def _is_folder(path: Path, *, file: bool = False) -> bool:
    # A folder above may be closed to us, which Path tells as an error and we as "not there".
    try:
        return path.is_file() if file else path.is_dir()
    except (OSError, ValueError):
        return False
