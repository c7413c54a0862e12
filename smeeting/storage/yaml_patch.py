"""Changes to a YAML text that leave every other byte as it was: a patch of its tree, made as splices.

A patch is what RFC 7396 calls a merge patch: a map of keys to new values, None to remove a key, a map inside
to change inside. The walk gives the splices, and the tree that must come out, to compare with what comes out.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from smeeting.storage.yaml_lists import put_items
from smeeting.storage.yaml_meaning import plain, plain_value, without_removals
from smeeting.storage.yaml_spots import BREAK, HEADER, PatchError, Splice, Spots
from smeeting.storage.yaml_text import Parsed
from smeeting.storage.yaml_tree import Alias, Entry, Node, Scalar, Solid, is_json
from smeeting.storage.yaml_tree import Mapping as MappingNode
from smeeting.storage.yaml_tree import Sequence as SequenceNode
from smeeting.storage.yaml_write import STEP, Atom, Value, Writer, text_of

Change: TypeAlias = "Value | Patch | None"
Patch: TypeAlias = Mapping[str, Any]
"""Keys to changes."""


def nothing_stays(old: MappingNode, patch: Patch) -> bool:
    """Whether a patch removes all that a map holds."""
    return not old.merges and all(patch.get(entry.key.text, "") is None for entry in old.entries)


class Patcher(Spots):
    """Collects the splices for patches of one parsed text."""

    def __init__(self, parsed: Parsed, near: int, *, blocks: bool = True) -> None:
        super().__init__(parsed.text)
        self.aliased = parsed.aliased
        self.shared = ""
        """An anchor that others refer to and that was changed; what they mean has to be compared."""
        found = BREAK.search(self.text, near) or BREAK.search(self.text)
        # Files with two kinds of line ending exist; new lines end like those near them.
        self.newline = found.group() if found else "\n"
        self.writer = Writer(self.newline, blocks=blocks)

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
                value = without_removals(change)
                if key in meaning and (change is None or isinstance(change, Mapping)):
                    raise PatchError(f"its {key} is lent by another entry (<<)")
                if value is not None:
                    # What is written in the map itself goes before what is lent to it.
                    added[key] = value
                    meaning[key] = plain_value(value)
            elif change is None or _empties(entry, change):
                gone.append(entry)
                del meaning[key]
            else:
                meaning[key] = self.replace(mapping, entry, change)
        filled = self._add(mapping, gone, added) if added else set()
        self._remove(mapping, gone, filled)
        return meaning

    def replace(
        self, owner: MappingNode, entry: Entry, change: Change, styles: Mapping[str, str] | None = None
    ) -> Any:
        """Change the value of one entry; returns what it means then. Raises PatchError.

        `styles` are those that texts of a new map are to have.
        """
        old: Node = entry.value
        if isinstance(change, Mapping):
            new = without_removals(change)
            old = self._own(old)
            if isinstance(old, MappingNode) and not (new and nothing_stays(old, change)):
                return self.patch(old, change)
            change = new
            if change is None:
                return plain(old)
        elif not isinstance(old, Alias):
            old = self._own(old)
        assert change is not None
        if isinstance(change, Atom):
            return self._put_atom(owner, entry, old, change)
        if isinstance(change, Sequence) and isinstance(old, SequenceNode):
            return self._put_items(owner, entry, old, change)
        self._put_collection(owner, entry, old, change, styles)
        return plain_value(change)

    def empty(self, owner: MappingNode, entry: Entry) -> Any:
        """Leave a map without entries in the place of a value; returns what it means."""
        self._put_collection(owner, entry, entry.value, {})
        return {}

    def add_after(self, mapping: MappingNode, added: Mapping[str, Value], *, gap: bool = False) -> None:
        """Add keys after all others of a map, each after a blank line where `gap` asks for it."""
        if not gap:
            self._add(mapping, [], dict(added))
            return
        column = self.column_of(self.key_start(mapping.entries[0]))
        at = self.line_after(mapping.entries[-1].value)
        for key, value in added.items():
            self.add_lines(at, ["", *self.writer.block({key: value}, column)], self.newline)

    def put_block(self, entry: Entry, items: Sequence[Mapping[str, Value]]) -> None:
        """Put a list of maps in the place of a value that is empty."""
        start, end = self.after_colon(entry), self.end_of(entry.value)
        column = self.column_of(self.key_start(entry)) + STEP
        lines = [line for item in items for line in self.writer.item(item, column)]
        at = self.line_end(max(start, end))
        if end > start:
            self.splices.append(Splice(start, end, ""))
        self.add_lines(at, lines, self.newline)

    def _own(self, node: Node) -> Scalar | MappingNode | SequenceNode:
        if isinstance(node, Alias):
            raise PatchError("it is an alias of something written elsewhere")
        if node.anchor in self.aliased:
            self.shared = node.anchor or ""
        return node

    def _anchored(self, node: Node) -> str:
        """The anchor of a node that is written anew, to go before it."""
        anchor = None if isinstance(node, Alias) else node.anchor
        return f"&{anchor} " if anchor else ""

    def _put_atom(self, owner: MappingNode, entry: Entry, old: Node, value: Atom) -> str:
        start = old.start
        if not isinstance(old, Scalar) and not owner.flow:
            start = self.after_colon(entry)
        return self._put_text(owner, (start, self.column_of(self.key_start(entry))), old, value)

    def replace_item(self, owner: Solid, old: Scalar, text: str) -> str:
        """Change a text that is an item of a list, or the whole file; returns what it means then."""
        if isinstance(owner, SequenceNode) and not owner.flow:
            column = self.column_of(owner.start)
        else:
            column = 0 if isinstance(owner, Scalar) else self.column_of(old.start)
        return self._put_text(owner, (old.start, column), self._own(old), text)

    def _put_text(self, owner: Solid, place: tuple[int, int], old: Node, value: Atom) -> str:
        """Write a text anew from an offset on, for a key or dash in a column."""
        start, column = place
        comment = ""
        style = old.style if isinstance(old, Scalar) else ""
        if isinstance(old, Scalar) and style in ("|", ">"):
            comment = self._comment_of(old)
            # A block that ends its text with a line break goes on doing so.
            if isinstance(value, str) and old.text.endswith("\n") and not value.endswith("\n"):
                value += "\n"
        json = is_json(owner) and not isinstance(owner, Scalar)
        if json and isinstance(value, str):
            style = '"'
        in_flow = not isinstance(owner, Scalar) and owner.flow
        written = self.writer.scalar(value, column, in_flow=in_flow, style=style)
        if comment:
            first, *rest = written.split(self.newline)
            written = self.newline.join([first + comment, *rest])
        before = self.text[start - 1 : start] if start else " "
        is_tight = (json and written[0] in "'\"") or (before in "[," and in_flow)
        space = "" if is_tight or before in " \t\n\r\ufeff" else " "
        self.splices.append(Splice(start, self.end_of(old), space + self._anchored(old) + written))
        return text_of(value)

    def _comment_of(self, block: Scalar) -> str:
        """The comment on the first line of a block, with the blanks before it."""
        header = HEADER.search(self.text, block.start, block.end)
        return (header and header.group(2)) or ""

    def _put_items(
        self, owner: MappingNode, entry: Entry, old: SequenceNode, items: Sequence[Value]
    ) -> list[Any]:
        meaning = put_items(self, self.writer, old, items)
        if meaning is not None:
            return meaning
        if old.flow or not items or old.anchor is not None:
            self._put_collection(owner, entry, old, items)
        else:
            column = self.column_of(old.start)
            written = self.newline.join(self.writer.block(items, column)).removeprefix(" " * column)
            self.splices.append(Splice(old.start, self.end_of(old), written))
        return list(plain_value(items))

    def _put_collection(
        self,
        owner: MappingNode,
        entry: Entry,
        old: Node,
        value: Mapping[str, Value] | Sequence[Value],
        styles: Mapping[str, str] | None = None,
    ) -> None:
        start, end = self.after_colon(entry), self.end_of(old)
        column = self.column_of(self.key_start(entry))
        anchor = self._anchored(old)
        is_short = self.writer.is_short(value, column) and (not value or not isinstance(value, Mapping))
        if owner.flow or is_short:
            json = is_json(owner)
            self.splices.append(Splice(start, end, " " + anchor + self.writer.flow(value, json=json)))
            return
        # A comment after the old value stays beside the key; the new lines go below it.
        at = self.line_end(end)
        comment = self._comment_of(old) if isinstance(old, Scalar) and old.style in ("|", ">") else ""
        lines = self.writer.block(value, column + STEP, styles)
        self.splices.append(Splice(start, end, (" " + anchor).rstrip() + comment))
        self.add_lines(at, lines, self.newline)

    def _spans(self, mapping: MappingNode) -> list[tuple[int, int]]:
        return [
            (self.key_start(entry), max(self.end_of(entry.value), entry.key.end)) for entry in mapping.entries
        ]

    def _add(self, mapping: MappingNode, gone: list[Entry], added: dict[str, Value]) -> set[int]:
        """Put keys after the last one that stays; its place, where they get lines between commas."""
        kept = [at for at, entry in enumerate(mapping.entries) if entry not in gone]
        if not mapping.flow:
            if not kept:
                raise PatchError("nothing would be left to write it after")
            column = self.column_of(self.key_start(mapping.entries[0]))
            at = self.line_after(mapping.entries[kept[-1]].value)
            self.add_lines(at, self.writer.block(added, column), self.newline)
            return set()
        written = self.writer.flow_entries(added, json=is_json(mapping))
        if not kept:
            at = self.text.index("{", mapping.start) + 1
            self.splices.append(Splice(at, at, ", ".join(written)))
            return set()
        behind = set(range(kept[-1] + 1, len(mapping.entries)))
        spans = self._spans(mapping)
        return {kept[-1]} if self.put_flow(spans, kept[-1], written, behind, self.newline) else set()

    def _remove(self, mapping: MappingNode, gone: list[Entry], filled: set[int]) -> None:
        if gone and len(gone) == len(mapping.entries):
            raise PatchError("the map would be left empty")
        if gone:
            for entry in gone:
                self._note_anchors(entry.value)
            places = {mapping.entries.index(entry) for entry in gone}
            self.cut(self._spans(mapping), places, flow=mapping.flow, filled=filled)

    def _note_anchors(self, node: Node) -> None:
        """Note an anchor inside of what is taken out, where others refer to it."""
        if isinstance(node, Alias):
            return
        if node.anchor in self.aliased:
            self.shared = node.anchor or ""
        inner = node.items if isinstance(node, SequenceNode) else ()
        if isinstance(node, MappingNode):
            inner = tuple(entry.value for entry in node.entries)
        for one in inner:
            self._note_anchors(one)


def _empties(entry: Entry, change: Change) -> bool:
    """Whether a change takes out all that a map holds, so that its key goes too."""
    old = entry.value
    return (
        isinstance(change, Mapping)
        and isinstance(old, MappingNode)
        and bool(old.entries)
        and without_removals(change) is None
        and nothing_stays(old, change)
    )
