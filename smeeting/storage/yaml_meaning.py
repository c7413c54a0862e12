"""What YAML means, written or to be written: texts, None, dicts and lists, to compare with each other."""

from collections.abc import Mapping, Sequence
from typing import Any

from smeeting.storage.yaml_tree import Node, Scalar, entries_of, solid
from smeeting.storage.yaml_tree import Sequence as SequenceNode
from smeeting.storage.yaml_write import Value, text_of


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
