"""The tree that a YAML file is read into: texts, lists and maps, each with its place in the file."""

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

# No node ever refers back to one above it, so none of them needs the garbage collector's attention: half a
# million of them would make each of its rounds take a fifth of a second.
_NULLS = {"", "~", "null", "Null", "NULL"}


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """One text."""

    text: str
    style: str
    """Empty for plain, else the character it begins with: a quote, | or >."""
    start: int
    """Offset of the first character (of its anchor or tag, where it has one) in the file's text."""
    end: int
    anchor: str | None = None

    @property
    def is_null(self) -> bool:
        """Whether nothing is written here, or YAML's word for nothing."""
        return not self.style and self.text in _NULLS


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One key of a map with its value."""

    key: Scalar
    value: "Node"


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """Keys and values in the order of the file."""

    entries: tuple[Entry, ...]
    flow: bool
    """Written with braces."""
    start: int
    end: int
    anchor: str | None = None

    def get(self, key: str) -> Entry | None:
        """The entry written in this very map under `key`."""
        return next((entry for entry in self.entries if entry.key.text == key), None)

    @property
    def merges(self) -> bool:
        """Whether another map is merged into this one."""
        return any(map(is_merge, self.entries))


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """A list."""

    items: tuple["Node", ...]
    flow: bool
    """Written with brackets."""
    start: int
    end: int
    anchor: str | None = None


class Alias(msgspec.Struct, frozen=True, gc=False):
    """A place that stands for a node written elsewhere."""

    target: "Scalar | Mapping | Sequence"
    start: int
    end: int


Node: TypeAlias = Scalar | Mapping | Sequence | Alias
Solid: TypeAlias = Scalar | Mapping | Sequence


def solid(node: Node) -> Solid:
    """The node itself, or the one that an alias stands for."""
    return node.target if isinstance(node, Alias) else node


def is_nothing(node: Node) -> bool:
    """Whether nothing is written there, or YAML's word for nothing."""
    inner = solid(node)
    return isinstance(inner, Scalar) and inner.is_null


def is_merge(entry: Entry) -> bool:
    """Whether this is YAML's `<<: *other`, which lends the keys of another map."""
    return entry.key.text == "<<" and not entry.key.style and not isinstance(solid(entry.value), Scalar)


def is_json(node: Node) -> bool:
    """Whether a map or list is written as JSON writes it: in braces or brackets, all in double quotes."""
    if isinstance(node, Mapping):
        return node.flow and bool(node.entries) and all(entry.key.style == '"' for entry in node.entries)
    if isinstance(node, Sequence):
        return node.flow and bool(node.items) and all(map(is_json, node.items))
    return isinstance(node, Scalar) and node.style == '"'


def entries_of(mapping: Mapping) -> Iterator[Entry]:
    """The entries of a map, then those that merged maps lend and it has not itself."""
    seen: set[str] = set()
    for entry in mapping.entries:
        if not is_merge(entry):
            seen.add(entry.key.text)
            yield entry
    for lender in _merged(mapping):
        for entry in entries_of(lender):
            if entry.key.text not in seen:
                seen.add(entry.key.text)
                yield entry


def _merged(mapping: Mapping) -> Iterator[Mapping]:
    for entry in filter(is_merge, mapping.entries):
        value = solid(entry.value)
        for lender in map(solid, value.items) if isinstance(value, Sequence) else (value,):
            if isinstance(lender, Mapping):
                yield lender
