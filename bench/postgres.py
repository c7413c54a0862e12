"""A PostgreSQL server of one's own in a temporary folder, for the benchmark and for tests."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

USER = "invented_owner"
PASSWORD = "invented:Pa55/word"
_ACCOUNTS = ("postgres", "nobody")
_QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"


class Server(NamedTuple):
    """A running server; its user owns everything in it."""

    port: int

    def url(self, *, user: str = USER, password: str = PASSWORD, host: str = "127.0.0.1") -> str:
        """Its address, as SQLAlchemy takes it, and libpq too."""
        return f"postgresql://{user}:{quote(password, safe='')}@{host}:{self.port}/postgres"


def why_absent() -> str:
    """Why no server can be started here; empty where one can."""
    if _programs() is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    if os.getuid() == 0 and _account() is None:
        return "PostgreSQL refuses to run as root, and there is no other account"
    return ""


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl, which Debian keeps off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3].zfill(3))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _account() -> pwd.struct_passwd | None:
    """The account to run it as, since it refuses root's."""
    names = [entry for name in _ACCOUNTS for entry in pwd.getpwall() if entry.pw_name == name]
    return names[0] if names else None


@contextmanager
def running(options: str = "") -> Iterator[Server]:
    """A server, stopped and deleted afterwards; `options` are for postgres."""
    folder = Path(tempfile.mkdtemp(prefix="smeeting-postgres-"))
    try:
        (folder / "password").write_text(PASSWORD, "utf-8")
        if os.getuid() == 0 and (account := _account()) is not None:
            for path in (folder, folder / "password"):
                os.chown(path, account.pw_uid, account.pw_gid)
        _run(
            *("initdb", "--username", USER, "--pwfile", str(folder / "password"), "--auth", "scram-sha-256"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync", "-D", str(folder / "data")),
        )
        port = _free_port()
        where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        pg_ctl = ("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"))
        _run(*pg_ctl, "-o", f"{where} {_QUICK} {options}", "start")
        try:
            yield Server(port)
        finally:
            _run(*pg_ctl, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, as its account where we are root."""
    folder, account = _programs(), _account() if os.getuid() == 0 else None
    assert folder is not None
    subprocess.run(
        [str(folder / program), *arguments],
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
