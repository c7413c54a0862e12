"""Power cuts without hardware: the system calls of a run, and what a disk may hold when it stops at one.

What a program wrote to a file is sure to be there only after fsync; of what it wrote since then any part may
be, in sectors of 512 bytes. Names (created, linked, renamed, removed) are sure after fsync of their folder,
or of the file itself; before that a `strict` disk has none of them and a quick one has all.
"""

import random
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

SECTOR = 512
_CALLS = (
    "openat,write,pwrite64,fsync,fdatasync,ftruncate,link,linkat,rename,renameat,renameat2,unlink,unlinkat"
)
_CALL = re.compile(r"\d+\s+(?P<name>\w+)\((?P<arguments>.*)\)\s+=\s+(?P<result>\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"(?P<number>\d+)<(?P<path>(?:\\x[0-9a-f]{2})*)>")
_STDOUT = 1

Disk = dict[str, bytes]
"""File names, relative to the folder that is watched, to content."""


class Step(NamedTuple):
    """One system call that changes a file or says something."""

    kind: Literal["say", "create", "write", "truncate", "sync", "link", "rename", "unlink"]
    name: str = ""
    """The file; for `sync` of a folder, the folder with a slash behind it."""
    data: bytes = b""
    offset: int = 0
    to: str = ""


def record(command: Sequence[str], folder: Path, *, cwd: Path) -> tuple[Step, ...]:
    """Run a command under strace; what it did in `folder`, and what it said, in order."""
    trace = folder.parent / f"{folder.name}.strace"
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={_CALLS}", "-o", trace, *command],
        cwd=cwd,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with trace.open() as lines:
        return tuple(_Reader(folder).steps(lines))


class _Reader:
    """Reads strace's lines. It keeps where each descriptor stands, as `write` does not say."""

    def __init__(self, folder: Path) -> None:
        self.folder = f"{folder}/"
        self.offsets: dict[int, int] = {}

    def steps(self, lines: Iterator[str]) -> Iterator[Step]:
        for line in lines:
            if (call := _CALL.match(line)) is not None:
                yield from self._step(call["name"], call["arguments"], int(call["result"]))

    def _step(self, call: str, arguments: str, result: int) -> Iterator[Step]:
        if call in ("write", "pwrite64"):
            return self._written(arguments, result, is_at_offset=call == "pwrite64")
        if call == "openat":
            return self._opened(arguments, result)
        if call in ("fsync", "fdatasync", "ftruncate"):
            return self._on_descriptor(call, arguments)
        return self._on_names(call.removesuffix("2").removesuffix("at"), arguments)

    def _written(self, arguments: str, count: int, *, is_at_offset: bool) -> Iterator[Step]:
        number, path = _descriptor(arguments)
        data = _texts(arguments)[0][:count]
        if number == _STDOUT:
            yield Step("say", data=data)
        elif (name := self._name(path)) is not None:
            at = int(arguments.rpartition(", ")[2]) if is_at_offset else self.offsets.get(number, 0)
            if not is_at_offset:
                self.offsets[number] = at + count
            yield Step("write", name, data, at)

    def _opened(self, arguments: str, number: int) -> Iterator[Step]:
        self.offsets[number] = 0
        name = self._name(_texts(arguments)[0].decode())
        if name is not None and "O_CREAT" in arguments:
            yield Step("create", name)

    def _on_descriptor(self, call: str, arguments: str) -> Iterator[Step]:
        _, path = _descriptor(arguments)
        name = self._name(path)
        if call == "ftruncate" and name is not None:
            yield Step("truncate", name, offset=int(arguments.rpartition(", ")[2]))
        elif name is not None:
            yield Step("sync", name)
            yield Step("sync", f"{name}/")
        elif f"{path}/" == self.folder:
            yield Step("sync", "/")

    def _on_names(self, call: str, arguments: str) -> Iterator[Step]:
        names = [self._name(text.decode()) for text in _texts(arguments)]
        if names[0] is not None and call == "unlink":
            yield Step("unlink", names[0])
        elif names[0] is not None and names[-1] is not None:
            yield Step("link" if call == "link" else "rename", names[0], to=names[-1])

    def _name(self, path: str) -> str | None:
        return path.removeprefix(self.folder) if path.startswith(self.folder) else None


def _texts(arguments: str) -> list[bytes]:
    return [_bytes(text) for text in _TEXT.findall(arguments)]


def _descriptor(arguments: str) -> tuple[int, str]:
    found = _DESCRIPTOR.match(arguments)
    return (int(found["number"]), _bytes(found["path"]).decode()) if found else (-1, "")


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


class _File:
    """A file as programs see it, as the disk has it for sure, and what is on its way between the two."""

    def __init__(self, content: bytes = b"") -> None:
        self.seen = bytearray(content)
        self.sure = content
        self.underway: list[Step] = []

    def change(self, step: Step) -> None:
        _change(self.seen, step)
        self.underway.append(step)

    def sync(self) -> None:
        self.sure = bytes(self.seen)
        self.underway.clear()

    def after_cut(self, chance: random.Random | None) -> bytes:
        """Without `chance` nothing that was under way arrived; with it, any part of it."""
        content = bytearray(self.sure)
        for step in self.underway if chance else ():
            assert chance is not None
            if chance.random() < 0.5:
                continue
            for at in range(0, max(len(step.data), 1), SECTOR):
                if chance.random() < 0.7 or step.kind == "truncate":
                    sector = step.data[at : at + SECTOR]
                    _change(content, step._replace(data=sector, offset=step.offset + at))
        return bytes(content)


def _change(content: bytearray, step: Step) -> None:
    if step.kind == "truncate":
        del content[step.offset :]
    content.extend(bytes(max(0, step.offset - len(content))))
    content[step.offset : step.offset + len(step.data)] = step.data


class Machine:
    """A machine whose disk has some files, and which does the steps one by one."""

    def __init__(self, files: Mapping[str, bytes], *, strict: bool) -> None:
        self.strict = strict
        self.names = {name: _File(content) for name, content in files.items()}
        self.sure_names = dict(self.names)
        self.said = b""

    def do(self, step: Step) -> None:
        """Do one step."""
        if step.kind == "say":
            self.said += step.data
        elif step.kind == "sync":
            self._sync(step.name)
        elif step.kind in ("write", "truncate"):
            if step.name in self.names:
                self.names[step.name].change(step)
        else:
            self._rename(step)
            if not self.strict:
                self.sure_names = dict(self.names)

    def seen(self, name: str) -> bytes | None:
        """What a program that reads a file gets now."""
        return bytes(self.names[name].seen) if name in self.names else None

    def after_cut(self, chance: random.Random | None = None) -> Disk:
        """What the disk holds if the power goes now."""
        return {name: file.after_cut(chance) for name, file in self.sure_names.items()}

    def _sync(self, name: str) -> None:
        if name in self.names:
            self.names[name].sync()
            self.sure_names[name] = self.names[name]
        elif name.endswith("/"):
            folder = name.lstrip("/")
            kept = {each: file for each, file in self.sure_names.items() if not _is_in(each, folder)}
            here = {each: file for each, file in self.names.items() if _is_in(each, folder)}
            self.sure_names = kept | here

    def _rename(self, step: Step) -> None:
        if step.kind == "create":
            self.names.setdefault(step.name, _File())
        elif step.name not in self.names:
            pass  # a folder, or a file made before the run
        elif step.kind == "link":
            self.names[step.to] = self.names[step.name]
        elif step.kind == "rename":
            self.names[step.to] = self.names.pop(step.name)
        else:
            del self.names[step.name]


def _is_in(name: str, folder: str) -> bool:
    return name.startswith(folder) and "/" not in name[len(folder) :]
