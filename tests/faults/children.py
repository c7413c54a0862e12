"""smeeting's commands in processes of their own, for faults that only a process can have."""

import resource
import subprocess
import sys
from pathlib import Path

from tests.faults.conftest import Said


def run_child(workspace: Path, *arguments: str, stdin: str = "", most_bytes: int | None = None) -> Said:
    """Run a command; with `most_bytes` no file that it writes may grow longer, as on a full disk."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    ended = subprocess.run(
        [sys.executable, "-m", "smeeting", "-C", str(workspace), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    return Said(ended.returncode, ended.stdout, ended.stderr)
