"""Where the terms are in a glossary file, and the parts of each."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from smeeting.domain.text import nearest, slug
from smeeting.storage.form import Findings, one_of, quoted
from smeeting.storage.glossary_form import TERM
from smeeting.storage.yaml_tree import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Solid,
    entries_of,
    is_nothing,
    solid,
)

Path = tuple[str | int, ...]
"""Keys, and places in lists, that lead to a node."""

_VERSION = one_of(("1",))
_MISTYPED = 0.8
"""How much like a key of the form another key is, of 1, that is rather a slip than a term's name."""
_GROUP_KEYS = ("terms", "group", "name", "title", "description")
"""What a group of terms in a list may hold."""


class Written(NamedTuple):
    """A term's entry in the file."""

    key: Scalar | None
    """The key it stands under, in a map of terms."""
    value: Node
    path: Path
    """From the file's root to the value."""


def written_terms(root: Solid, found: Findings) -> Iterator[Written]:
    """The entries of the terms: a list or map, under `terms` or as the whole file, also in groups."""
    if isinstance(root, Scalar):
        what = "the glossary is empty" if root.is_null else "this is no glossary"
        found.error(root, what, "begin with `terms:` and a line with - for each term")
        return
    if isinstance(root, Sequence):
        yield from _listed(root, ())
        return
    terms = root.get("terms")
    for entry in root.entries:
        if entry.key.text == "version":
            _VERSION.read(solid(entry.value), "version", found)
        elif terms is not None and entry is not terms and entry.key.text != "extra":
            known = f"{quoted(entry.key.text)} is no key of the glossary (it is kept)"
            fix = "put words under terms; known beside it are version and extra"
            found.warn(entry.key, known, fix, "unknown-key")
    if terms is None:
        yield from _keyed((entry for entry in root.entries if entry.key.text != "version"), ())
        return
    node = solid(terms.value)
    if isinstance(node, Scalar) and node.is_null:
        found.warn(node, "there are no terms yet", "write a line with - for each term")
    elif isinstance(node, Scalar):
        found.error(node, "terms is not a list", "write a line with - for each term")
    else:
        yield from _inside(node, ("terms",))


def _inside(node: Solid, path: Path) -> Iterator[Written]:
    if isinstance(node, Sequence):
        yield from _listed(node, path)
    elif isinstance(node, Mapping):
        yield from _keyed(entries_of(node), path)


def _listed(node: Sequence, path: Path) -> Iterator[Written]:
    for place, item in enumerate(node.items):
        inner, here = solid(item), (*path, place)
        only = inner.entries[0] if isinstance(inner, Mapping) and len(inner.entries) == 1 else None
        group = inner.get("terms") if isinstance(inner, Mapping) else None
        if group is not None and _is_listed_group(inner):
            yield from _inside(solid(group.value), (*here, "terms"))
        elif only is not None and only.key.text not in TERM.by_key:
            # `- MQL: some text` is a plain map entry that someone put into the list.
            yield Written(only.key, only.value, (*here, only.key.text))
        else:
            yield Written(None, item, here)


def _is_listed_group(node: Solid) -> bool:
    return isinstance(node, Mapping) and all(entry.key.text in _GROUP_KEYS for entry in node.entries)


def _keyed(entries: Iterable[Entry], path: Path) -> Iterator[Written]:
    for entry in entries:
        inner, here = solid(entry.value), (*path, entry.key.text)
        if isinstance(inner, Mapping) and _is_keyed_group(inner):
            yield from _keyed(entries_of(inner), here)
        else:
            yield Written(entry.key, entry.value, here)


def _is_keyed_group(node: Mapping) -> bool:
    """Whether a map is a group of terms: none of its keys is a term's, nor nearly one, and each has words.

    One text alone under a key of its own is rather a term with a key that is not known.
    """
    entries = list(entries_of(node))
    if len(entries) < 2 and not any(isinstance(solid(entry.value), Mapping) for entry in entries):
        return False
    return all(
        entry.key.text not in TERM.by_key
        and not isinstance(solid(entry.value), Sequence)
        and not is_nothing(entry.value)
        and nearest(entry.key.text, TERM.keys, _MISTYPED) is None
        for entry in entries
    )


def place_of(entry: Written, key: str) -> Node:
    """The node of a term's name or id, or the one that stands for it."""
    node = solid(entry.value)
    if isinstance(node, Mapping):
        for wanted in (TERM.written(node, key), TERM.written(node, "term")):
            if (inner := node.get(wanted)) is not None:
                return inner.value
    return entry.key or entry.value


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
    own = mapping.get(TERM.written(mapping, str(part)))
    return own or next(
        (entry for entry in entries_of(mapping) if part in (entry.key.text, slug(entry.key.text))), None
    )


def _is_blank(node: Node) -> bool:
    inner = solid(node)
    return isinstance(inner, Scalar) and not inner.text.strip()
