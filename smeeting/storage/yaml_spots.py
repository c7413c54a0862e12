"""Places in a YAML text where a careful edit may cut and put in, and the splices that do it."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from smeeting.storage.yaml_tree import Entry, Node, Scalar
from smeeting.storage.yaml_tree import Mapping as MappingNode
from smeeting.storage.yaml_tree import Sequence as SequenceNode

BREAK = re.compile(r"\r\n|\r|\n")
HEADER = re.compile(r"[|>]([-+0-9]*)([ \t]+#[^\r\n]*)?")
_COLON = re.compile(r"[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)?:")
_BLANK_END = re.compile(r"(?:(?:\r\n|\r|\n)[ \t]*)+\Z")
_QUESTION = re.compile(r"\?[ \t]+\Z")
_LAST_BREAK = re.compile(r"(?:\r\n|\r|\n)\Z")


_COMMA = re.compile(r"[ \t]*,")
_REST = re.compile(r"[ \t]*,?[ \t]*(?:(?<=[ \t,])#.*)?")

Span: TypeAlias = tuple[int, int]
"""Where something begins and ends."""


class PatchError(Exception):
    """This patch can't be made by splices alone; the text says why."""


class Splice(NamedTuple):
    """Characters of a text, by offset, and what comes in their place."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """`text` with all splices made. Raises PatchError where two of them overlap."""
    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start < at:
            raise PatchError("two changes touch the same characters")
        parts += text[at : splice.start], splice.text
        at = splice.end
    return "".join((*parts, text[at:]))


class Spots:
    """Finds places in one text, and collects splices."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.splices: list[Splice] = []

    def lines(self, start: int, end: int) -> Splice:
        """The removal of whole lines and the break before them; new lines too begin with their break."""
        if before := _LAST_BREAK.search(self.text, max(start - 2, 0), start):
            return Splice(before.start(), end, "")
        after = BREAK.match(self.text, end)
        return Splice(start, after.end() if after else end, "")

    def end_of(self, node: Node) -> int:
        """Where a node's own characters end; libyaml's end marks take in what follows."""
        node = self.last(node)
        if isinstance(node, Scalar) and node.style in ("|", ">"):
            header = HEADER.search(self.text, node.start, node.end)
            keeps = header is not None and "+" in header.group(1)
            blank = (_LAST_BREAK if keeps else _BLANK_END).search(self.text, node.start, node.end)
            return blank.start() if blank else node.end
        written = self.text[node.start : node.end].rstrip(" \t\r\n")
        return node.start + len(written)

    def line_after(self, node: Node) -> int:
        """The end of the line that a node ends on, where new lines go."""
        last = self.last(node)
        at = self.line_end(self.end_of(node))
        is_block = isinstance(last, Scalar) and last.style in ("|", ">")
        if at == len(self.text) and is_block and not self.text.endswith(("\n", "\r")):
            # A block that the end of the file cut off has no last line break, and must not get one now.
            header = HEADER.search(self.text, last.start, last.end)
            if header and "-" not in header.group(1):
                self.splices.append(Splice(header.start(1), header.end(1), header.group(1).strip("+") + "-"))
        return at

    def last(self, node: Node) -> Node:
        """The last of all that stands in lines of its own inside a node."""
        if isinstance(node, MappingNode) and not node.flow and node.entries:
            return self.last(node.entries[-1].value)
        if isinstance(node, SequenceNode) and not node.flow and node.items:
            return self.last(node.items[-1])
        return node

    def after_colon(self, entry: Entry) -> int:
        """Where the colon after a key ends."""
        colon = _COLON.match(self.text, entry.key.end)
        if colon is None:
            raise PatchError(f"the key {entry.key.text} is written in an unusual way")
        return colon.end()

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins, behind the byte order mark."""
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        return start + 1 if self.text.startswith("\ufeff", start) else start

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its break."""
        found = BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def key_start(self, entry: Entry) -> int:
        """Where an entry begins: at its key, or at the ? before it."""
        before = _QUESTION.search(self.text, self.line_start(entry.key.start), entry.key.start)
        return before.start() if before else entry.key.start

    def column_of(self, offset: int) -> int:
        """The column, from 0, that an offset stands in."""
        return offset - self.line_start(offset)

    def is_alone(self, start: int) -> bool:
        """Whether only blanks stand before an offset on its line."""
        return not self.text[self.line_start(start) : start].strip(" \t")

    def add_lines_before(self, at: int, lines: Iterable[str], newline: str) -> None:
        """Put lines in before the one that an offset is on."""
        start = self.line_start(at)
        if before := _LAST_BREAK.search(self.text, max(start - 2, 0), start):
            self.add_lines(before.start(), lines, newline)
        else:
            self.splices.append(Splice(start, start, "".join(line + newline for line in lines)))

    def add_lines(self, at: int, lines: Iterable[str], newline: str) -> None:
        """Put lines in after the one that ends at an offset."""
        self.splices.append(Splice(at, at, "".join(newline + line for line in lines)))

    def cut(self, spans: Sequence[Span], gone: Set[int], *, flow: bool, filled: Set[int]) -> None:
        """Take some of the entries of a map or list out, their commas or lines with them; not all of it.

        After those at the places `filled`, others come in lines of their own.
        """
        for first, last in _runs(gone):
            if flow:
                self._cut_flow(spans, first, last, keep_comma=first - 1 in filled)
                continue
            alone = first
            if not self.is_alone(spans[first][0]):
                alone = self._cut_beside_dash(spans, first, last)
            for start, end in spans[alone : last + 1]:
                self.splices.append(self.lines(self.line_start(start), self.line_end(end)))

    def _cut_beside_dash(self, spans: Sequence[Span], first: int, last: int) -> int:
        """Take out what begins on the line of a dash; the first one that is still to be taken out."""
        start, end = spans[first]
        after = self.line_end(end)
        following = spans[last + 1][0]
        if "#" not in "".join(
            self.text[self.line_end(one) : two] for (_, one), (two, _) in pairwise(spans[first : last + 2])
        ):
            self.splices.append(Splice(start, following, ""))
            return last + 1
        # A comment about the next one stays: the dash gets a line of its own.
        self.splices.append(Splice(len(self.text[:start].rstrip(" \t")), after, ""))
        return first + 1

    def _cut_flow(self, spans: Sequence[Span], first: int, last: int, *, keep_comma: bool) -> None:
        whole = [self._whole_line(start, end) for start, end in spans[first : last + 1]]
        before = spans[first - 1][1] if first else -1
        if last + 1 < len(spans):
            if all(whole) and self.is_alone(spans[last + 1][0]):
                self.splices += map(self._line_of, spans[first : last + 1])
            else:
                self.splices.append(Splice(spans[first][0], spans[last + 1][0], ""))
            return
        comma = _COMMA.match(self.text, before)
        trails = _COMMA.match(self.text, spans[last][1]) is not None
        if all(whole) and (trails or comma):
            if not trails and comma and not keep_comma:
                self.splices.append(Splice(before, comma.end(), ""))
            self.splices += map(self._line_of, spans[first : last + 1])
        else:
            self.splices.append(Splice(before, spans[last][1], ""))

    def _line_of(self, span: Span) -> Splice:
        return self.lines(self.line_start(span[0]), self.line_end(span[1]))

    def _whole_line(self, start: int, end: int) -> bool:
        """Whether an entry has its lines for itself, but for its comma and a comment."""
        return self.is_alone(start) and _REST.fullmatch(self.text, end, self.line_end(end)) is not None

    def put_flow(
        self, spans: Sequence[Span], after: int, written: Sequence[str], gone: Set[int], newline: str
    ) -> bool:
        """Put entries into braces or brackets after the one at a place, or before all others (-1).

        `gone` are those that are taken out besides. Returns whether the new ones got lines of their own.
        """
        if after < 0:
            at = spans[0][0]
            self.splices.append(Splice(at, at, "".join(one + ", " for one in written)))
            return False
        start, end = spans[after]
        last = after
        while last + 1 in gone:
            last += 1
        if not all(self._whole_line(*span) for span in spans[after : last + 1]):
            self.splices.append(Splice(end, end, "".join(", " + one for one in written)))
            return False
        lead = self.text[self.line_start(start) : start]
        lines = [lead + one + "," for one in written]
        if _COMMA.match(self.text, end) is None:
            self.splices.append(Splice(end, end, ","))
        if last + 1 == len(spans) and _COMMA.match(self.text, spans[last][1]) is None:
            lines[-1] = lines[-1].removesuffix(",")
        self.add_lines(self.line_end(end), lines, newline)
        return True


def _runs(places: Set[int]) -> Iterator[tuple[int, int]]:
    """The first and last of neighbours."""
    ordered = sorted(places)
    first = 0
    for at, place in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1] != place + 1:
            yield ordered[first], place
            first = at + 1
