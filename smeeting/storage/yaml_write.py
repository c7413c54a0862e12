"""New YAML, as people would write it: plain where that is safe, quoted or in a block where it is not.

Each way of writing a text is read back before it is used, so beauty never costs a character.
"""

import datetime as dt
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import yaml

from smeeting.domain.errors import FaultsError
from smeeting.domain.text import visible
from smeeting.storage.yaml_text import load
from smeeting.storage.yaml_tree import Mapping as MappingNode
from smeeting.storage.yaml_tree import Scalar
from smeeting.storage.yaml_tree import Sequence as SequenceNode

Atom: TypeAlias = str | bool | int | float | dt.date | None
"""A text, or a number, truth value, date or nothing that is written bare."""
Value: TypeAlias = "Atom | Sequence[Value] | Mapping[str, Value]"

STEP = 2
"""Columns that a map or list is set in by."""
_WIDTH = 88
_WIDEST_FLOW = 64
_LONGEST_IN_FLOW = 24
_NUMBER_IN_YAML_1_2 = re.compile(
    r"[-+]?(0o[0-7]+|0x[0-9a-fA-F]+|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)"
)
_BARE_KEY = re.compile(r"[a-z_][a-z0-9_-]*")
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def text_of(value: Atom) -> str:
    """The text that a file holds for this value."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, float):
        return _float_text(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _float_text(value: float) -> str:
    short = f"{value:.15g}"
    text = short if float(short) == value else repr(value)
    # Without a point, readers of YAML 1.1 take an exponent for text.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


class Writer:
    """Writes values for one place of one file."""

    def __init__(self, newline: str = "\n", *, blocks: bool = True, typed_keys: bool = False) -> None:
        self.newline = newline
        self.blocks = blocks
        """Whether `|` and `>` may be used; a comment set in deeper after them would become their text."""
        self.typed_keys = typed_keys
        """Whether the reader types keys, so that `on` needs quotes."""

    def scalar(self, value: Atom, column: int, *, in_flow: bool = False, style: str = "") -> str:
        """`value` as a YAML scalar, in the style asked for where that is exact.

        `column` is that of the key or dash it belongs to; `style` is empty, or the character that the scalar
        it replaces begins with.
        """
        text = text_of(value)
        if not isinstance(value, str):
            return text
        for written in self._ways(text, column, in_flow, style):
            if _reads_as(written, text, column, in_flow):
                return written
        return _double(text)

    def flow(self, value: Value, *, json: bool = False) -> str:
        """`value` on one line, with braces and brackets; texts and keys in double quotes where `json`."""
        if isinstance(value, Mapping):
            return "{" + ", ".join(self.flow_entries(value, json=json)) + "}"
        if isinstance(value, Atom):
            is_bare = value is None or isinstance(value, (bool, int, float))
            return _double(text_of(value)) if json and not is_bare else self.scalar(value, 0, in_flow=True)
        return "[" + ", ".join(self.flow(item, json=json) for item in value) + "]"

    def flow_entries(self, value: Mapping[str, Value], *, json: bool = False) -> list[str]:
        """Keys and values as they stand between braces."""
        return [
            f"{_double(key) if json else self._key(key)}: {self.flow(inner, json=json)}"
            for key, inner in value.items()
        ]

    def block(
        self,
        value: Mapping[str, Value] | Sequence[Value],
        column: int,
        styles: Mapping[str, str] | None = None,
    ) -> list[str]:
        """A map or list as lines that begin in `column`; `styles` are those of some keys' texts."""
        lead = " " * column
        if isinstance(value, Mapping):
            return [
                f"{lead}{self._key(key)}:{self._after_key(one, column, (styles or {}).get(key, ''))}"
                for key, one in value.items()
            ]
        return [line for one in value for line in self._item(one, column)]

    def item(self, value: Mapping[str, Value], column: int, *, inner: int | None = None) -> list[str]:
        """A map as the lines of a list's item, its dash in `column`, its keys in column `inner`."""
        inner = column + STEP if inner is None else inner
        first, *rest = self.newline.join(self.block(value, inner)).split(self.newline)
        return [" " * column + "-" + first[column + 1 :], *rest]

    def _item(self, value: Value, column: int) -> list[str]:
        if isinstance(value, Mapping) and value and not self.is_short(value, column):
            return self.item(value, column)
        written = self.scalar(value, column) if isinstance(value, Atom) else self.flow(value)
        return [f"{' ' * column}- {written}"]

    def is_short(self, value: Mapping[str, Value] | Sequence[Value], column: int) -> bool:
        """Whether people would write it with braces or brackets on the key's line."""
        atoms = list(value.values() if isinstance(value, Mapping) else value)
        if any(not isinstance(atom, Atom) or len(text_of(atom)) > _LONGEST_IN_FLOW for atom in atoms):
            return False
        return column + len(self.flow(value)) <= _WIDEST_FLOW

    def _after_key(self, value: Value, column: int, style: str = "") -> str:
        """What follows `key:`, a space and one line, or lines below."""
        if isinstance(value, Atom):
            return " " + self.scalar(value, column, style=style)
        if self.is_short(value, column):
            return " " + self.flow(value)
        return self.newline + self.newline.join(self.block(value, column + STEP))

    def _key(self, key: str) -> str:
        # `on` too stays bare, as the design writes it; only readers that type their keys mind.
        bare = _BARE_KEY.fullmatch(key) and not self.typed_keys
        return key if bare else self.scalar(key, 0, in_flow=True)

    def _ways(self, text: str, column: int, in_flow: bool, style: str) -> Iterator[str]:
        """The ways of writing a text but the last one, double quotes; the one people would choose first."""
        broken, hostile = "\n" in text, any(map(_must_escape, text.replace("\n", "")))
        if hostile or style == '"':
            return
        if style == "'" and not broken:
            yield _single(text)
        if self.blocks and not in_flow:
            if style == "|" or "\n" in text.removesuffix("\n") or (broken and style != ">"):
                yield self._block("|", text, text.removesuffix("\n").split("\n"), column)
            elif style == ">" or column + len(text) > _WIDTH:
                yield self._block(">", text, _wrapped(text, column), column)
        if style in ("", "|", ">") and not broken:
            if not _looks_typed(text):
                yield text
            if '"' in text or "\\" in text:
                yield _single(text)

    def _block(self, sign: str, text: str, lines: list[str], column: int) -> str:
        lead = " " * (column + STEP)
        chomping = "" if text.endswith("\n") else "-"
        return self.newline.join([sign + chomping, *(lead + line if line else "" for line in lines)])


def _must_escape(character: str) -> bool:
    return visible(character) != character or ord(character) & 0xFFFE == 0xFFFE


def _looks_typed(text: str) -> bool:
    """Whether some reader of YAML would make a number, date, truth value or nothing of the plain text."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    patterns = [*resolvers.get(text[:1], ()), *resolvers.get(None, ())]
    return any(pattern.match(text) for _, pattern in patterns) or bool(_NUMBER_IN_YAML_1_2.fullmatch(text))


def _reads_as(written: str, text: str, column: int, flow: bool) -> bool:
    lead = " " * column
    source = (
        f"{lead}{{k: {written}, l: [{written}]}}"
        if flow
        else f"{lead}k: {written}\n{lead}l:\n{lead}- {written}\n"
    )
    try:
        root = load(source, "").root
    except FaultsError:
        return False
    if not isinstance(root, MappingNode) or len(root.entries) != 2:
        return False
    value, items = (entry.value for entry in root.entries)
    item = items.items[0] if isinstance(items, SequenceNode) and len(items.items) == 1 else None
    return all(isinstance(node, Scalar) and node.text == text for node in (value, item))


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if not _must_escape(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _wrapped(text: str, column: int) -> list[str]:
    width = max(_WIDTH - column - STEP, _WIDTH // 2)
    return textwrap.wrap(text.removesuffix("\n"), width, break_long_words=False, break_on_hyphens=False)
