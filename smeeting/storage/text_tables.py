"""Tables as text, such as CRMs export them: found out how they are written, then read a row at a time.

Nothing of a table is kept, so its size does not matter; what is no table is refused with its line.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from smeeting.domain.errors import Fault, FaultsError
from smeeting.storage.files import read_bytes, why

MOST_COLUMNS = 2_000
"""A row with more is no table of leads."""
MOST_LINE = 4_000_000
"""Characters without a line break; an export has none so long, and memory has an end."""
_HEAD = 65_536
_DELIMITERS = ",;\t|"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FORM = "export it as CSV with a line of headings"


class Row(NamedTuple):
    """A row that is not blank."""

    line: int
    """The line it begins on, from 1."""
    cells: list[str]


class Table:
    """A file open as rows of cells."""

    def __init__(self, path: Path, shown: str, encoding: str, delimiter: str) -> None:
        self._shown, self._encoding, self._delimiter = shown, encoding, delimiter
        try:
            self._bytes = path.open("rb")
        except OSError as error:
            raise refused(shown, 0, f"it can't be read ({why(error)})", "see its permissions") from None
        self._text = io.TextIOWrapper(self._bytes, encoding=encoding, newline="")
        self.size = path.stat().st_size
        self.ends_line = False
        """Whether the last line read has its end."""
        self._line = 0
        self._blank_at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    @property
    def position(self) -> int:
        """Bytes that were read up to now."""
        return self._bytes.tell()

    def blank_before(self, line: int) -> bool:
        """Whether the line before this one is blank."""
        return self._blank_at == line - 1

    def rows(self) -> Iterator[Row]:
        """The rows that are not blank. Raises FaultsError for what is no table."""
        reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                what = csv_fault(error)
                raise refused(self._shown, line, what, "see its quotes, or export it again") from None
            except UnicodeDecodeError:
                raise refused(
                    self._shown,
                    self._undecodable_line(),
                    f"this line is not {self._encoding.upper()} text",
                    "--encoding names another, such as cp1252 for Excel on Windows",
                ) from None
            if len(cells) > MOST_COLUMNS:
                many = f"this row has {len(cells):,} cells, more than {MOST_COLUMNS:,}"
                raise refused(self._shown, line, many, _FORM)
            if any(cell.strip() for cell in cells):
                yield Row(line, cells)
            else:
                self._blank_at = line

    def _undecodable_line(self) -> int:
        """The first line that can't be decoded, which the text is read too far ahead to know."""
        if not self._encoding.startswith("utf-8"):
            return self._line + 1
        self._bytes.seek(0)
        for number, data in enumerate(self._bytes, 1):
            try:
                data.decode()
            except UnicodeDecodeError:
                return number
        return self._line + 1

    def _lines(self) -> Iterator[str]:
        while text := self._text.readline(MOST_LINE):
            self._line += 1
            self.ends_line = text.endswith(("\n", "\r"))
            if len(text) >= MOST_LINE and not self.ends_line:
                raise refused(
                    self._shown, self._line, f"this line has more than {MOST_LINE:,} characters", _FORM
                )
            if "\0" in text:
                raise refused(self._shown, self._line, "this line holds a NUL character", _FORM)
            yield text


def csv_fault(error: csv.Error) -> str:
    """What the parser of CSV complains of in a row, in words for people who made the file."""
    if "unexpected end" in str(error):
        return "a quoted cell that begins in this row is never closed"
    if "field larger" in str(error):
        return "a cell of this row is longer than 131,072 characters"
    return "after a closing quote in this row comes more text"


def read_head(path: Path, shown: str) -> bytes:
    """The first bytes; refuses what is missing, no file, empty, or no text."""
    if not path.is_file():
        read_bytes(path, shown, 0)  # says what it is
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise refused(shown, 0, f"it can't be read ({why(error)})", "see its permissions") from None
    if not head.strip():
        raise refused(shown, 0, "the file is empty", _FORM)
    if head.startswith(b"PK\x03\x04"):
        raise refused(shown, 0, "this is a workbook or a zip, not CSV", "save it as CSV UTF-8")
    return head


def find_encoding(head: bytes, answer: str | None, shown: str) -> str:
    """The encoding of a file that begins so, or the one that is given. Raises FaultsError for no text."""
    if answer is not None:
        try:
            # Some names stand for what is no encoding of texts.
            return codecs.lookup(answer).name if isinstance("".encode(answer), bytes) else answer
        except (LookupError, ValueError, TypeError, AssertionError):
            raise refused(
                shown, 0, "the encoding asked for is not known", "such as utf-8 or cp1252"
            ) from None
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        even, odd = head[::2].count(b"\0"), head[1::2].count(b"\0")
        if max(even, odd) > len(head) // 8 and min(even, odd) * 4 < max(even, odd):
            name = "utf-16-le" if odd > even else "utf-16-be"
            what = "this looks like UTF-16, and does not say so"
            raise refused(shown, 0, what, f"save it as CSV UTF-8, or say --encoding {name}")
        raise refused(shown, 0, "this is no text", _FORM)
    return "utf-8"


def find_delimiter(head: str) -> str:
    """The sign that parts the headings most often, quoted ones aside."""
    first = next((line for line in head.lstrip("\ufeff").splitlines() if line.strip()), "")

    def parts(delimiter: str) -> int:
        try:
            return len(next(csv.reader([first], delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=parts)


def refused(shown: str, line: int, message: str, fix: str) -> FaultsError:
    """The error for a file with one fault; line 0 stands for the whole of it."""
    return FaultsError((Fault(shown, line, 0, message, fix),))
