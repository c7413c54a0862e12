"""Changes to a YAML text that leave every other byte as it was: a patch of its tree, made as splices.

A patch is what RFC 7396 calls a merge patch: a map of keys to new values, None to remove a key, a map inside
to change inside. The walk gives the splices, and the tree that must come out, to compare with what comes out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from smeeting.storage.yaml_text import Parsed
from smeeting.storage.yaml_tree import Alias, Entry, Node, Scalar, entries_of, solid
from smeeting.storage.yaml_tree import Mapping as MappingNode
from smeeting.storage.yaml_tree import Sequence as SequenceNode
from smeeting.storage.yaml_write import STEP, Atom, Value, Writer, text_of

Change: TypeAlias = "Value | Patch | None"
Patch: TypeAlias = Mapping[str, Any]
"""Keys to changes."""

_BREAK = re.compile(r"\r\n|\r|\n")
_COLON = re.compile(r"[ \t]*:")
_HEADER = re.compile(r"[|>]([-+0-9]*)([ \t]+#[^\r\n]*)?")
_BLANK_END = re.compile(r"(?:(?:\r\n|\r|\n)[ \t]*)+\Z")
_LAST_BREAK = re.compile(r"(?:\r\n|\r|\n)\Z")


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


def plain(node: Node) -> Any:
    """The meaning of a node: texts, None, dicts and lists, aliases and merged maps written out."""
    inner = solid(node)
    if isinstance(inner, Scalar):
        return None if inner.is_null else inner.text
    if isinstance(inner, SequenceNode):
        return [plain(item) for item in inner.items]
    return {entry.key.text: plain(entry.value) for entry in entries_of(inner)}


def plain_value(value: Value) -> Any:
    """The meaning of a value that is to be written."""
    if isinstance(value, Mapping):
        return {key: plain_value(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_value(item) for item in value]
    return None if value is None else text_of(value)


def without_removals(change: Any) -> Any:
    """A change as the value it leaves where nothing was: None for nothing."""
    if not isinstance(change, Mapping):
        return change
    kept = {key: without_removals(inner) for key, inner in change.items()}
    return {key: inner for key, inner in kept.items() if inner is not None} or None


def _nothing_stays(old: MappingNode, patch: Patch) -> bool:
    """Whether a patch removes all that a map holds."""
    return not old.merges and all(patch.get(entry.key.text, "") is None for entry in old.entries)


class Patcher:
    """Collects the splices for patches of one parsed text."""

    def __init__(self, parsed: Parsed, near: int, *, blocks: bool = True) -> None:
        self.text = parsed.text
        self.aliased = parsed.aliased
        found = _BREAK.search(self.text, near) or _BREAK.search(self.text)
        # Files with two kinds of line ending exist; new lines end like those near them.
        self.newline = found.group() if found else "\n"
        self.writer = Writer(self.newline, blocks=blocks)
        self.splices: list[Splice] = []

    def patch(self, node: Node, patch: Patch) -> dict[str, Any]:
        """Change a map; returns what it means then. Raises PatchError."""
        mapping = self._own(node)
        if not isinstance(mapping, MappingNode):
            raise PatchError("this is not a map")
        meaning: dict[str, Any] = plain(mapping)
        added: dict[str, Value] = {}
        gone: list[Entry] = []
        for key, change in patch.items():
            entry = mapping.get(key)
            if entry is None:
                if key in meaning:
                    raise PatchError(f"its {key} is lent by another entry (<<)")
                if (value := without_removals(change)) is not None:
                    added[key] = value
                    meaning[key] = plain_value(value)
            elif change is None:
                gone.append(entry)
                del meaning[key]
            else:
                meaning[key] = self.replace(mapping, entry, change)
        self._remove(mapping, gone)
        if added:
            self._add(mapping, [entry for entry in mapping.entries if entry not in gone], added)
        return meaning

    def replace(self, owner: MappingNode, entry: Entry, change: Change) -> Any:
        """Change the value of one entry; returns what it means then. Raises PatchError."""
        old = self._own(entry.value)
        if isinstance(change, Mapping):
            new = without_removals(change)
            if isinstance(old, MappingNode) and not (new and _nothing_stays(old, change)):
                return self.patch(old, change)
            change = new
            if change is None:
                return plain(old)
        assert change is not None
        if old.anchor is not None:
            raise PatchError(f"{entry.key.text} carries the anchor &{old.anchor}")
        if isinstance(change, Atom):
            return self._put_atom(owner, entry, old, change)
        if isinstance(change, Sequence) and isinstance(old, SequenceNode) and not old.flow:
            self._put_items(entry, old, change)
        else:
            self._put_collection(owner, entry, old, change)
        return plain_value(change)

    def add_after(self, mapping: MappingNode, added: Mapping[str, Value], *, gap: bool = False) -> None:
        """Add keys after all others of a map, each after a blank line where `gap` asks for it."""
        if not gap:
            self._add(mapping, list(mapping.entries), dict(added))
            return
        column = self.column_of(mapping.entries[0].key.start)
        at = self.line_after(mapping.entries[-1].value)
        for key, value in added.items():
            lines = ["", *self.writer.block({key: value}, column)]
            self.splices.append(Splice(at, at, "".join(self.newline + line for line in lines)))

    def put_block(self, entry: Entry, items: Sequence[Mapping[str, Value]]) -> None:
        """Put a list of maps in the place of a value that is empty."""
        start, end = self._after_colon(entry), self.end_of(entry.value)
        column = self.column_of(entry.key.start) + STEP
        lines = [line for item in items for line in self.writer.item(item, column)]
        at = self._line_end(max(start, end))
        if end > start:
            self.splices.append(Splice(start, end, ""))
        self.splices.append(Splice(at, at, "".join(self.newline + line for line in lines)))

    def _own(self, node: Node) -> Scalar | MappingNode | SequenceNode:
        if isinstance(node, Alias):
            raise PatchError("it is an alias of something written elsewhere")
        if node.anchor in self.aliased:
            raise PatchError(f"other places refer to it by its anchor &{node.anchor}")
        return node

    def _put_atom(self, owner: MappingNode, entry: Entry, old: Node, value: Atom) -> str:
        column = self.column_of(entry.key.start)
        start, end, comment = old.start, self.end_of(old), ""
        style = old.style if isinstance(old, Scalar) else ""
        if not isinstance(old, Scalar) and not owner.flow:
            start = self._after_colon(entry)
        if isinstance(old, Scalar) and style in ("|", ">"):
            header = _HEADER.search(self.text, start, end)
            comment = (header and header.group(2)) or ""
            # A block that ends its text with a line break goes on doing so.
            if isinstance(value, str) and old.text.endswith("\n") and not value.endswith("\n"):
                value += "\n"
        written = self.writer.scalar(value, column, in_flow=owner.flow, style=style)
        if comment:
            first, *rest = written.split(self.newline)
            written = self.newline.join([first + comment, *rest])
        space = "" if self.text[start - 1 : start] in (" ", "\t") else " "
        self.splices.append(Splice(start, end, space + written))
        return text_of(value)

    def _put_items(self, entry: Entry, old: SequenceNode, items: Sequence[Value]) -> None:
        column = self.column_of(old.start)
        before = plain(old)
        if before == plain_value(items)[: len(before)]:
            at = self.line_after(old)
            added = self.writer.block(items[len(before) :], column)
            self.splices.append(Splice(at, at, "".join(self.newline + line for line in added)))
        elif items:
            written = self.newline.join(self.writer.block(items, column)).removeprefix(" " * column)
            self.splices.append(Splice(old.start, self.end_of(old), written))
        else:
            self.splices.append(Splice(self._after_colon(entry), self.end_of(old), " []"))

    def _put_collection(
        self, owner: MappingNode, entry: Entry, old: Node, value: Mapping[str, Value] | Sequence[Value]
    ) -> None:
        start, end = self._after_colon(entry), self.end_of(old)
        column = self.column_of(entry.key.start)
        if owner.flow or (not isinstance(value, Mapping) and self.writer.is_short(value, column)):
            self.splices.append(Splice(start, end, " " + self.writer.flow(value)))
            return
        # A comment after the old value stays beside the key; the new lines go below it.
        at = self._line_end(end)
        lines = self.writer.block(value, column + STEP)
        self.splices.append(Splice(start, end, ""))
        self.splices.append(Splice(at, at, "".join(self.newline + line for line in lines)))

    def _add(self, mapping: MappingNode, kept: list[Entry], added: dict[str, Value]) -> None:
        if not mapping.flow:
            if not kept:
                raise PatchError("nothing would be left to write it after")
            column = self.column_of(mapping.entries[0].key.start)
            at = self.line_after(kept[-1].value)
            lines = self.writer.block(added, column)
            self.splices.append(Splice(at, at, "".join(self.newline + line for line in lines)))
            return
        written = self.writer.flow(added)[1:-1]
        if kept:
            at = self.end_of(kept[-1].value)
            self.splices.append(Splice(at, at, ", " + written))
        else:
            at = self.text.index("{", mapping.start) + 1
            self.splices.append(Splice(at, at, written))

    def _remove(self, mapping: MappingNode, gone: list[Entry]) -> None:
        entries = mapping.entries
        if gone and len(gone) == len(entries):
            raise PatchError("the map would be left empty")
        for entry in gone:
            index = entries.index(entry)
            following = entries[index + 1] if index + 1 < len(entries) else None
            line_start = self._line_start(entry.key.start)
            if not mapping.flow and not self.text[line_start : entry.key.start].strip(" "):
                self.splices.append(self._lines(line_start, self._line_end(self.end_of(entry.value))))
            elif following is not None:
                self.splices.append(Splice(entry.key.start, following.key.start, ""))
            else:
                before = self.end_of(entries[index - 1].value)
                self.splices.append(Splice(before, self.end_of(entry.value), ""))

    def _lines(self, start: int, end: int) -> Splice:
        """The removal of whole lines and the break before them; new lines too begin with their break."""
        if before := _LAST_BREAK.search(self.text, max(start - 2, 0), start):
            return Splice(before.start(), end, "")
        after = _BREAK.match(self.text, end)
        return Splice(start, after.end() if after else end, "")

    def end_of(self, node: Node) -> int:
        """Where a node's own characters end; libyaml's end marks take in what follows."""
        node = self._last(node)
        if isinstance(node, Scalar) and node.style in ("|", ">"):
            header = _HEADER.search(self.text, node.start, node.end)
            keeps = header is not None and "+" in header.group(1)
            blank = (_LAST_BREAK if keeps else _BLANK_END).search(self.text, node.start, node.end)
            return blank.start() if blank else node.end
        written = self.text[node.start : node.end].rstrip(" \t\r\n")
        return node.start + len(written)

    def line_after(self, node: Node) -> int:
        """The end of the line that a node ends on, where new lines go."""
        last = self._last(node)
        if isinstance(last, Scalar) and last.style in ("|", ">") and not last.text.endswith("\n"):
            # A block that the end of the file cut off has no last line break, and must not get one now.
            header = _HEADER.search(self.text, last.start, last.end)
            if header and "-" not in header.group(1):
                self.splices.append(Splice(header.start(1), header.end(1), header.group(1).strip("+") + "-"))
        return self._line_end(self.end_of(node))

    def _last(self, node: Node) -> Node:
        if isinstance(node, MappingNode) and not node.flow and node.entries:
            return self._last(node.entries[-1].value)
        if isinstance(node, SequenceNode) and not node.flow and node.items:
            return self._last(node.items[-1])
        return node

    def _after_colon(self, entry: Entry) -> int:
        colon = _COLON.match(self.text, entry.key.end)
        if colon is None:
            raise PatchError(f"the key {entry.key.text} is written in an unusual way")
        return colon.end()

    def _line_start(self, offset: int) -> int:
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        return start + 1 if self.text.startswith("\ufeff", start) else start

    def _line_end(self, offset: int) -> int:
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def column_of(self, offset: int) -> int:
        """The column, from 0, that an offset stands in."""
        return offset - self._line_start(offset)
