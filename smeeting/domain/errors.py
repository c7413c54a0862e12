"""The one small tree of errors. They rise to the front end and are said once, there."""

from typing import Literal

import msgspec

from smeeting.domain.text import visible


class SmeetingError(Exception):
    """Something a person can put right: what is wrong, and what would be right."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class BadLineError(SmeetingError):
    """A capture line that stores nothing, because a part is missing or not known."""


class BadMoveError(SmeetingError):
    """A move the meeting's state does not allow."""


class NotFoundError(SmeetingError):
    """A name or id that leads to nothing."""


class StorageError(SmeetingError):
    """A file or database that can't be read or written as it is."""


class BusyError(StorageError):
    """Another program holds the database; nothing was written and trying again may work."""


class UnsafeError(SmeetingError):
    """An edit of the glossary that touches more than its entry, or can't be checked; nothing was changed."""

    def __init__(self, message: str, paste: str) -> None:
        super().__init__(message, "paste the lines into the file by hand")
        self.paste = paste
        """The YAML to put into the term's entry."""


UNREADABLE = "unreadable"
"""The rule that a file breaks which can't be read, or is not of its format at all."""


class Fault(msgspec.Struct, frozen=True, order=True):
    """One fault of one file."""

    file: str
    line: int
    """From 1; 0 where the fault belongs to the whole file."""
    column: int
    message: str
    fix: str = ""
    level: Literal["error", "warning"] = "error"
    rule: str = ""
    """A short name of the rule that is broken, where the file's faults have such names."""

    def __str__(self) -> str:
        place = f"{self.file}:{max(self.line, 1)}:{max(self.column, 1)}"
        warning = "warning: " if self.level == "warning" else ""
        return visible(f"{place}: {warning}{self.message}" + (f"; {self.fix}" if self.fix else ""))


class FaultsError(SmeetingError):
    """A file that was refused, with all its faults in the order of its lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
