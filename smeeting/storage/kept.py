"""What other tools keep of a glossary: any YAML below a key of ours, typed as YAML itself types it.

Elsewhere in our files every scalar is a text until a form says otherwise. Here no form of ours applies, so
the core rules of YAML 1.2 do: `false`, `12` and `null` are what they look like, and what stands in quotes is
a text.
"""

import math
import re
from typing import Any

from smeeting.storage.form import Findings, Type
from smeeting.storage.yaml_tree import Mapping, Node, Scalar, Sequence, Solid, entries_of, solid

_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_MOST_DIGITS = 300
"""Of a number; more are a text, as no program counts so far."""
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)


def typed(node: Node) -> Any:
    """The value of a node: text, number, truth value, None, list or dict."""
    inner = solid(node)
    if isinstance(inner, Scalar):
        return inner.text if inner.style else _plain(inner)
    if isinstance(inner, Sequence):
        return [typed(item) for item in inner.items]
    return {entry.key.text: typed(entry.value) for entry in entries_of(inner)}


def _plain(scalar: Scalar) -> Any:
    text = scalar.text
    if scalar.is_null:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if len(text) <= _MOST_DIGITS:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _OTHER_BASE.fullmatch(text):
            return int(text, 0)
        # What is beyond all numbers stays a text: JSON has no word for it.
        if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
            return number
    return text


def _read_kept(node: Solid, name: str, found: Findings) -> dict[str, Any] | None:
    if isinstance(node, Mapping):
        return dict(typed(node))
    found.error(
        node, f"{name} is not a map", f"write `{name}:` and under it a line `tool: ...` for each tool"
    )
    return None


KEPT = Type(_read_kept, {"type": "object", "additionalProperties": True})
"""A map of tools to whatever they keep."""
