"""Git: what a file held in another revision."""

import os
import subprocess
from pathlib import Path

from smeeting.domain.errors import BadLineError, NotFoundError, StorageError
from smeeting.domain.text import shortened, why_unstorable
from smeeting.storage.files import decode

_SECONDS = 30
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_REVISIONS = "`git log -- glossary.yaml` lists the revisions there are"


def file_at(path: Path, revision: str) -> str:
    """The text a file has in a revision, such as `HEAD`, `main` or `v1.2~3`.

    Raises BadLineError for what is no revision, StorageError where git is missing or can't be asked,
    NotFoundError where there is no repository, no such revision or no such file in it, and FaultsError where
    that is no UTF-8 text.
    """
    # A ^ before it would mean all revisions but this one.
    is_odd = revision.startswith(("-", "^")) or any(map(str.isspace, revision)) or why_unstorable(revision)
    if not revision or is_odd:
        raise BadLineError(f"{revision!r} is no revision", "write one such as HEAD, main or a commit")
    real = Path(path).resolve()
    _git(
        real.parent,
        "rev-parse",
        "--git-dir",
        missing="this glossary is in no git repository",
        hint="`git init` makes one, and `git status` there says what git thinks of the folder",
    )
    _git(
        real.parent,
        "rev-parse",
        "--verify",
        "--quiet",
        f"{revision}^{{commit}}",
        missing=f"git knows no revision {shortened(revision, 40)!r}",
    )
    data = _git(
        real.parent,
        "show",
        f"{revision}:./{real.name}",
        missing=f"{real.name} is not in {shortened(revision, 40)}",
    )
    return decode(data, f"{revision}:{real.name}")


def _git(folder: Path, *arguments: str, missing: str, hint: str = _REVISIONS) -> bytes:
    """What git prints; `missing` and `hint` say what is wrong where it refuses, and what to do."""
    # Optional locks aside, it only reads; a hook or a pager can't be asked for by these commands.
    # A hook names its own repository to git, which need not be the one that the file is in.
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    environment = {**kept, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        ran = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise StorageError("git is not installed here", "install it, or compare the files yourself") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StorageError(f"git can't be asked ({error})", "try `git status` in that folder") from None
    if ran.returncode:
        raise NotFoundError(missing, hint)
    return ran.stdout
