"""Files that are written for others: whole or not at all, and never one of the workspace's own."""

import stat
from pathlib import Path

from smeeting.domain.errors import SmeetingError, StorageError
from smeeting.domain.text import shortened
from smeeting.services.desk import Desk
from smeeting.storage.files import replace_file


def write_export(desk: Desk, path: Path, text: str, what: str) -> None:
    """Write a text to a file, and make its folder; `what` is its name in messages, such as `the minutes`.

    Raises SmeetingError where the target is one of the workspace's own files, StorageError where it can't be
    written.
    """
    refuse_own_files(desk, path, what)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{desk.shown(path.parent)} can't be made: {error.strerror}", "") from error
    replace_file(path, text.encode())


def refuse_own_files(desk: Desk, path: Path, what: str) -> None:
    """Raise SmeetingError where the workspace's own files, a folder or a device would be written over."""
    workspace = desk.workspace
    try:
        wanted = path.resolve()
        mode = wanted.stat().st_mode if wanted.exists() else stat.S_IFREG
    except OSError as error:
        # No system takes a name of 300 letters.
        raise StorageError(
            f"{error.strerror}: {shortened(desk.shown(path), 60)}", "name another file"
        ) from error
    database = workspace.database_file.resolve()
    # The database's journal lies beside it; a file of ours in its place would destroy the database.
    beside = wanted.parent == database.parent and wanted.name.startswith(database.name)
    own = (workspace.agendas_dir, workspace.profiles_dir, workspace.root / ".smeeting")
    folders = [folder.resolve() for folder in own]
    if beside or wanted == workspace.glossary_file.resolve() or wanted.parent in folders:
        raise SmeetingError(
            f"{desk.shown(path)} is a file of the workspace itself", f"name another file for {what}"
        )
    if stat.S_ISDIR(mode):
        raise SmeetingError(f"{desk.shown(path)} is a folder", "name a file in it")
    if not stat.S_ISREG(mode):
        raise SmeetingError(f"{desk.shown(path)} is no ordinary file", f"-o - prints {what}")
