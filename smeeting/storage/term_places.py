"""Where the parts of a term are in its glossary file."""

from typing import NamedTuple

from smeeting.domain.text import slug
from smeeting.storage.yaml_tree import Entry, Mapping, Node, Scalar, Sequence, entries_of, solid


class Written(NamedTuple):
    """A term's entry in the file."""

    key: Scalar | None
    """The key it stands under, in a map of terms."""
    value: Node


def place_of(entry: Written, key: str) -> Node:
    """The node of a term's name or id, or the one that stands for it."""
    node = solid(entry.value)
    inner = node.get(key) or node.get("term") if isinstance(node, Mapping) else None
    return inner.value if inner is not None else entry.key or entry.value


def node_at(entry: Written, path: tuple[str | int, ...]) -> Node:
    """The node that a path of keys and places in lists leads to, or the last one on the way that is there.

    A map in lines of its own is named by its key. A term that is a key of a map has its name there.
    """
    if path in (("term",), ("id",)):
        return place_of(entry, str(path[0]))
    node = entry.value
    named: Node = node if entry.key is None else entry.key
    for part in path:
        inner = solid(node)
        if isinstance(inner, Mapping) and (under := _under(inner, part)):
            node = under.value
            target = solid(node)
            named = under.key if isinstance(target, Mapping) and not target.flow else node
        elif isinstance(inner, Sequence) and isinstance(part, int):
            # Blank entries were left out when the list was read.
            filled = [item for item in inner.items if not _is_blank(item)]
            named = node = filled[part] if part < len(filled) else node
        else:
            break
    return named


def _under(mapping: Mapping, part: str | int) -> Entry | None:
    """The entry under a key, which may be written as a team's name where the part is its id."""
    own = mapping.get(str(part))
    return own or next(
        (entry for entry in entries_of(mapping) if part in (entry.key.text, slug(entry.key.text))), None
    )


def _is_blank(node: Node) -> bool:
    inner = solid(node)
    return isinstance(inner, Scalar) and not inner.text.strip()
