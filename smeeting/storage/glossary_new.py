"""New entries at the end of a glossary, in the form that the file has for its terms."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from smeeting.storage.yaml_meaning import plain_value
from smeeting.storage.yaml_patch import Patcher
from smeeting.storage.yaml_spots import PatchError
from smeeting.storage.yaml_tree import Entry, Node, Scalar, Solid, is_json
from smeeting.storage.yaml_tree import Mapping as MappingNode
from smeeting.storage.yaml_tree import Sequence as SequenceNode
from smeeting.storage.yaml_write import STEP, Value

_BLANK_LINE = re.compile(r"(?>\r\n|\r|\n)[ \t]*[\r\n]")


def append_terms(patcher: Patcher, root: Solid, tree: Any, new: Sequence[Mapping[str, Value]]) -> Any:
    """Put entries after the last term; what the whole file must mean then, from what it meant before.

    Raises PatchError where the file's form leaves no place for them.
    """
    terms = root.get("terms") if isinstance(root, MappingNode) else None
    if terms is not None:
        assert isinstance(root, MappingNode)
        return {**tree, "terms": _into(patcher, terms.value, tree["terms"], new, (root, terms))}
    if isinstance(root, MappingNode) and all(entry.key.text == "version" for entry in root.entries):
        patcher.add_after(root, {"terms": list(new)})
        return {**tree, "terms": [plain_value(entry) for entry in new]}
    return _into(patcher, root, tree, new, None)


def _into(
    patcher: Patcher,
    node: Node,
    meant: Any,
    new: Sequence[Mapping[str, Value]],
    owner: tuple[MappingNode, Entry] | None,
) -> Any:
    """Put entries into the list or map of all terms; what it means then."""
    if isinstance(node, SequenceNode) and node.items:
        _after_items(patcher, node, new)
        return [*meant, *map(plain_value, new)]
    if isinstance(node, MappingNode) and node.entries:
        keyed = _keyed(new)
        if keyed.keys() & set(meant):
            raise PatchError("a term of this name is there already")
        _after_entries(patcher, node, keyed)
        return {**meant, **plain_value(keyed)}
    if owner is not None and (_is_empty(node)):
        patcher.put_block(owner[1], list(new))
        return [plain_value(entry) for entry in new]
    raise PatchError("the list of all terms is written in an unusual way")


def _is_empty(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.is_null
    return not node.items if isinstance(node, SequenceNode) else not getattr(node, "entries", True)


def _keyed(new: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """Entries as a map of terms: by name, the text alone where there is no more."""
    keyed: dict[str, Value] = {}
    for entry in new:
        inner = {key: value for key, value in entry.items() if key != "term"}
        keyed[str(entry["term"])] = inner["definition"] if inner.keys() == {"definition"} else inner
    if any(value == {} for value in keyed.values()):
        # A word that nobody has words for yet is there all the same.
        return {name: value or {"term": name} for name, value in keyed.items()}
    return keyed


def _after_items(patcher: Patcher, node: SequenceNode, new: Sequence[Mapping[str, Value]]) -> None:
    if node.flow:
        written = [patcher.writer.flow(entry, json=is_json(node)) for entry in new]
        spans = [(item.start, patcher.end_of(item)) for item in node.items]
        patcher.put_flow(spans, len(spans) - 1, written, set(), patcher.newline)
        return
    column = patcher.column_of(node.start)
    inner = column + STEP
    last = node.items[-1]
    if isinstance(last, MappingNode) and not last.flow and last.entries:
        inner = patcher.column_of(last.entries[0].key.start)
    gap = _is_spaced(patcher, [item.start for item in node.items])
    at = patcher.line_after(last)
    for entry in new:
        lines = patcher.writer.item(entry, column, inner=inner)
        patcher.add_lines(at, ["", *lines] if gap else lines, patcher.newline)


def _after_entries(patcher: Patcher, node: MappingNode, keyed: Mapping[str, Value]) -> None:
    gap = not node.flow and _is_spaced(patcher, [entry.key.start for entry in node.entries])
    patcher.add_after(node, keyed, gap=gap)


def _is_spaced(patcher: Patcher, starts: Sequence[int]) -> bool:
    """Whether a blank line stands between the last entries."""
    return len(starts) > 1 and bool(_BLANK_LINE.search(patcher.text, starts[-2], starts[-1]))
