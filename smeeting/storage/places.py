"""Where in a file something is, as editors count it."""

import re
from bisect import bisect_right
from typing import Literal

from smeeting.domain.errors import Fault

_BREAK = re.compile(r"\r\n|\r|\n")


class Places:
    """Turns offsets of a file's text into lines and columns; lines end in CRLF, LF or CR, nothing else."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.text = text
        self._starts: list[int] = []

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1; a byte order mark takes no column."""
        if not self._starts:
            # Only now: most files have no fault, and a glossary may have 100,000 lines.
            first = 1 if self.text.startswith("\ufeff") else 0
            self._starts = [first, *(found.end() for found in _BREAK.finditer(self.text))]
        line = max(bisect_right(self._starts, offset), 1)
        return line, max(offset - self._starts[line - 1], 0) + 1

    def fault(
        self,
        offset: int,
        message: str,
        fix: str = "",
        level: Literal["error", "warning"] = "error",
        *,
        rule: str = "form",
    ) -> Fault:
        """The fault at this offset."""
        return Fault(self.shown, *self.of(offset), message, fix, level, rule)
