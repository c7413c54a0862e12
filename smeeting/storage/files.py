"""Files as bytes and text: read whole or not at all, replaced whole or not at all."""

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from smeeting.domain.errors import BusyError, Fault, FaultsError, StorageError
from smeeting.storage.places import Places

if sys.platform != "win32":
    import fcntl

_LOCK_SECONDS = 2.0
_PAUSE_SECONDS = 0.01


def read_bytes(path: Path, shown: str, limit: int) -> bytes:
    """All bytes of a regular file.

    Raises FaultsError, naming the file as `shown`, where it is missing, no file, unreadable or has more than
    `limit` bytes.
    """
    try:
        # A pipe or a device would never end, or wait for ever; ask before opening.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _refused(shown, "this is a folder, not a file", "name a file in it")
        if not stat.S_ISREG(mode):
            raise _refused(shown, "this is no ordinary file", "name a text file")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise _refused(
            shown, "there is no such file", "see the spelling, or make it with `smeeting init`"
        ) from None
    except (OSError, ValueError) as error:
        raise _refused(shown, f"it can't be read ({why(error)})", "see its permissions") from None
    if len(data) > limit:
        raise _refused(
            shown, f"it has more than {limit:,} bytes", "this is no file for smeeting, or cut it up"
        )
    return data


def decode(data: bytes, shown: str) -> str:
    """`data` as text, with its byte order mark and line endings as they are.

    Raises FaultsError for anything but UTF-8 without NUL, with the place of the first wrong byte.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:64]:
        raise _refused(shown, "this is not UTF-8 text (it looks like UTF-16)", "save it as UTF-8")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        found = f"this is not UTF-8 text (the byte 0x{data[error.start]:02X})"
        raise FaultsError((Places(shown, before).fault(len(before), found, "save it as UTF-8"),)) from None
    if (nul := text.find("\0")) >= 0:
        raise FaultsError((Places(shown, text).fault(nul, "the text holds a NUL character", "remove it"),))
    return text


def read_text(path: Path, shown: str, limit: int) -> str:
    """The text of a UTF-8 file of at most `limit` bytes; byte order mark and line endings stay.

    Raises FaultsError as `read_bytes` and `decode` do.
    """
    return decode(read_bytes(path, shown, limit), shown)


def _refused(shown: str, message: str, fix: str) -> FaultsError:
    return FaultsError((Fault(shown, 0, 0, message, fix),))


def why(error: OSError | ValueError) -> str:
    """The system's reason in a few words, without the path it repeats."""
    reason = error.strerror if isinstance(error, OSError) else None
    return (reason or str(error)).lower()


def replace_file(path: Path, data: bytes, check: Callable[[], None] | None = None) -> None:
    """Put `data` in place of the file; a kill or a power cut leaves the whole old file or the whole new one.

    Keeps the file's mode, and the symbolic link where `path` is one. `check` is called at the last moment
    before; what it raises stops the writing. Raises StorageError, with the old file as it was.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".smeeting-{secrets.token_hex(8)}.tmp")
    try:
        old = _status(target)
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "it is write-protected")
        _write_new(temporary, data, old)
        if check is not None:
            check()
        temporary.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if not isinstance(error, OSError):
            raise
        raise StorageError(
            f"{path.name} can't be written ({why(error)})",
            "the file is as it was; see the folder's permissions and free space, then try again",
        ) from error
    try:
        _sync_folder(target.parent)
    except OSError as error:
        raise StorageError(
            f"{path.name} is written, but the disk did not confirm it ({why(error)})",
            "see that the disk is sound; then look whether the file is as you want it",
        ) from error


def _status(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _write_new(path: Path, data: bytes, like: os.stat_result | None) -> None:
    # O_EXCL: never through a link that someone else laid here.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        if like is not None:
            _give(descriptor, like)
            path.chmod(stat.S_IMODE(like.st_mode))
        stream.write(data)
        stream.flush()
        os.fsync(descriptor)


def _give(descriptor: int, like: os.stat_result) -> None:
    """Keep the old file's owner and group, as far as we may."""
    if sys.platform != "win32" and os.fstat(descriptor)[4:6] != like[4:6]:
        with contextlib.suppress(OSError):
            os.fchown(descriptor, like.st_uid, like.st_gid)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # a folder can't be opened there; the rename is journalled by the file system
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Keep other smeetings from writing files of this folder meanwhile; leaves no lock file behind.

    Raises BusyError when another one holds it for two seconds, StorageError where the folder can't be opened.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise StorageError(f"{folder.name} can't be opened ({why(error)})", "see its permissions") from error
    try:
        _wait_for_lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int) -> None:
    if sys.platform == "win32":
        return
    last = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > last:
                raise BusyError("another smeeting is writing in this folder", "try again") from None
            time.sleep(_PAUSE_SECONDS)
        except OSError:
            return  # a file system without locks (some network shares); the digest check still guards
