"""YAML as a tree of texts: nothing is typed, merged away or lost, and every node knows its place in the file.

The parser is libyaml's through PyYAML; the tree is ours, built of its events, because PyYAML's own composer
recurses, resolves types and forgets aliases.
"""

from typing import Any

import msgspec
import yaml

from smeeting.domain.errors import Fault, FaultsError
from smeeting.domain.text import why_unstorable
from smeeting.storage.places import Places
from smeeting.storage.yaml_faults import MOST_DEPTH, TOO_DEEP, conflicts, syntax_fault, unreadable_characters
from smeeting.storage.yaml_tree import Alias, Entry, Mapping, Node, Scalar, Sequence, Solid, solid

MOST_NODES = 1_000_000
MOST_ALIASED = 100_000
"""Nodes that the aliases of a file may stand for; ten lines of aliases can stand for billions."""
MOST_DIGITS = 1_000
"""Readers of YAML that type their scalars fail on longer numbers."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
} | {"!"}
_OTHER_BREAKS = "\x85\u2028\u2029"
"""Line breaks to YAML 1.1, but to no editor and not to YAML 1.2."""


class Parsed(msgspec.Struct, frozen=True):
    """A file that parses, with the faults that YAML itself does not mind."""

    places: Places
    root: Solid
    faults: tuple[Fault, ...]
    aliased: frozenset[str]
    """Names of the anchors that an alias uses."""

    @property
    def text(self) -> str:
        """The file's text, which the nodes' offsets count."""
        return self.places.text


def load(text: str, shown: str) -> Parsed:
    """Parse a file of one document.

    Raises FaultsError where it is no YAML, or too deep, too big or full of aliases; faults that leave a tree
    (duplicate keys, tags, texts that can't be stored) come with it.
    """
    places = Places(shown, text)
    for look in (conflicts, unreadable_characters):
        if faults := look(places):
            raise FaultsError(faults)
    builder = _Builder(places)
    try:
        # The one place where PyYAML is called: it also lets ValueError, AttributeError, KeyError, IndexError
        # and RecursionError out of files it can't read.
        for event in yaml.parse(builder.source, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise builder.refused(syntax_fault(error, places, builder.shift)) from None
    except FaultsError:
        raise
    except Exception as error:  # noqa: BLE001
        fault = Fault(
            shown, 0, 0, f"this is no YAML ({type(error).__name__})", "see its quotes and special characters"
        )
        raise builder.refused(fault) from None
    return builder.parsed()


class _Open(msgspec.Struct):
    """A map or list whose end is still to come."""

    event: Any
    children: list[Node]
    size: int = 0
    """Nodes inside, those that aliases stand for counted again."""


class _Builder:
    """Makes the tree of the parser's events."""

    def __init__(self, places: Places) -> None:
        text = places.text
        self.places = places
        self.shift = 1 if text.startswith("\ufeff") else 0
        self.stand_ins = _stand_ins(text)
        self.source = text[self.shift :].translate(self.stand_ins)
        self.back = {ord(stand_in): chr(code) for code, stand_in in self.stand_ins.items()}
        self.open: list[_Open] = []
        self.root: Solid | None = None
        self.anchors: dict[str, tuple[Solid, int] | None] = {}
        self.used: set[str] = set()
        self.faults: list[Fault] = []
        self.nodes = 0
        self.aliased = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        """Add what one event says."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop(
                    event, "a second document begins here", "keep one document a file and remove the ---"
                )

    def refused(self, fault: Fault) -> FaultsError:
        """The error that ends the reading, with what was found before it."""
        return FaultsError(tuple(sorted((*self.faults, fault), key=lambda one: (one.line, one.column))))

    def parsed(self) -> Parsed:
        """The finished tree. Raises FaultsError where the file holds none."""
        if self.root is None:
            empty = "holds only comments" if self.places.text.strip("\ufeff \t\r\n") else "is empty"
            raise self.refused(
                Fault(
                    self.places.shown,
                    0,
                    0,
                    f"the file {empty}",
                    "move it away, and `smeeting init` makes one to start from",
                )
            )
        return Parsed(self.places, self.root, tuple(self.faults), frozenset(self.used))

    def _offset(self, mark: Any) -> int:
        return int(mark.index) + self.shift

    def _fault(self, event: Any, message: str, fix: str) -> Fault:
        return self.places.fault(self._offset(event.start_mark), message, fix)

    def _stop(self, event: Any, message: str, fix: str) -> None:
        raise self.refused(self._fault(event, message, fix))

    def _scalar(self, event: Any) -> None:
        start, end = self._offset(event.start_mark), self._offset(event.end_mark)
        text = event.value.translate(self.back) if self.back else event.value
        node = Scalar(text, event.style or "", start, end, event.anchor)
        if event.tag is not None:
            self._check_tag(event)
        if event.style == '"' and (reason := why_unstorable(text)):
            self.faults.append(self._fault(event, reason, "remove it"))
        elif not event.style and len(text) > MOST_DIGITS and text.isdigit():
            self.faults.append(
                self._fault(event, f"this is a number of {len(text):,} digits", "write a shorter one")
            )
        self._add(node, event, 0)

    def _start(self, event: Any) -> None:
        if len(self.open) >= MOST_DEPTH:
            self._stop(event, *TOO_DEEP)
        if event.tag is not None:
            self._check_tag(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.open.append(_Open(event, []))

    def _end(self, event: Any) -> None:
        opened = self.open.pop()
        begun, end = opened.event, self._offset(event.end_mark)
        start = self._offset(begun.start_mark)
        node: Solid
        if isinstance(begun, yaml.SequenceStartEvent):
            node = Sequence(tuple(opened.children), bool(begun.flow_style), start, end, begun.anchor)
        else:
            entries = self._entries(opened.children)
            node = Mapping(entries, bool(begun.flow_style), start, end, begun.anchor)
        self._add(node, begun, opened.size)

    def _alias(self, event: Any) -> None:
        fix = "put the text in quotes if it is meant as text"
        if event.anchor not in self.anchors:
            self._stop(
                event, f"*{event.anchor} stands for nothing: there is no &{event.anchor} before it", fix
            )
        known = self.anchors[event.anchor]
        if known is None:
            self._stop(event, f"*{event.anchor} stands inside what it stands for", fix)
            return
        target, size = known
        self.used.add(event.anchor)
        self.aliased += size
        if self.aliased > MOST_ALIASED:
            self._stop(
                event, f"aliases stand for more than {MOST_ALIASED:,} values", "write them out, or fewer"
            )
        self._add(Alias(target, self._offset(event.start_mark), self._offset(event.end_mark)), event, size)

    def _add(self, node: Node, event: Any, size: int) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self._stop(event, f"the file holds more than {MOST_NODES:,} values", "cut it up")
        if not isinstance(node, Alias):
            size += 1
            if node.anchor is not None:
                self.anchors[node.anchor] = (node, size)
        if self.open:
            self.open[-1].children.append(node)
            self.open[-1].size += size
        elif not isinstance(node, Alias):
            self.root = node

    def _entries(self, children: list[Node]) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        seen: dict[str, Scalar] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            name = solid(key)
            if not isinstance(name, Scalar):
                self.faults.append(
                    self.places.fault(key.start, "a key must be a text", "put the key in quotes")
                )
                continue
            if name.text in seen and name.text != "<<":
                line = self.places.of(seen[name.text].start)[0]
                self.faults.append(
                    self.places.fault(
                        key.start,
                        f"{name.text!r} is here a second time (first on line {line})",
                        "keep one",
                        rule="duplicate-key",
                    )
                )
                continue
            seen[name.text] = name
            entries.append(Entry(Scalar(name.text, name.style, key.start, key.end, name.anchor), value))
        return tuple(entries)

    def _check_tag(self, event: Any) -> None:
        if event.tag not in _CORE_TAGS:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.faults.append(
                self._fault(event, f"the tag {tag} is not allowed", "remove it, or quote the text")
            )


def _stand_ins(text: str) -> dict[int, str]:
    """For each line break that only YAML 1.1 knows, a character of private use that the text has not."""
    found = [ord(character) for character in _OTHER_BREAKS if character in text]
    if not found:
        return {}
    spare = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    return dict(zip(found, spare, strict=False))
