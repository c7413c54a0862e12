"""DataHub's business glossary (YAML, version 1): read with the place of every fault, and written."""

from pathlib import Path
from typing import Any

import msgspec

from smeeting.domain.errors import Fault
from smeeting.domain.foreign import DATAHUB_FIELDS, ForeignGlossary, ForeignTerm, said
from smeeting.domain.foreign_owners import datahub_owners
from smeeting.domain.qualified import BLANKS
from smeeting.storage.files import read_text
from smeeting.storage.form import Findings, quoted
from smeeting.storage.kept import typed
from smeeting.storage.yaml_text import load
from smeeting.storage.yaml_tree import Mapping, Scalar, Sequence, entries_of, is_nothing, solid
from smeeting.storage.yaml_write import Writer

MOST_BYTES = 16_000_000
_ROOT_KEYS = ("version", "source", "owners", "url", "source_type", "nodes", "terms")
_NODE_KEYS = (
    "name",
    "id",
    "description",
    "owners",
    "knowledge_links",
    "custom_properties",
    "domain",
    "nodes",
    "terms",
)
_TERM_KEYS = (
    "name",
    "id",
    "description",
    "term_source",
    "source_ref",
    "source_url",
    "owners",
    "inherits",
    "contains",
    "values",
    "related_terms",
    "custom_properties",
    "knowledge_links",
    "domain",
)
_REFERENCES = ("inherits", "contains", "values", "related_terms")


class DatahubFile(msgspec.Struct, frozen=True):
    """A business glossary that was read, and what there is to say of it."""

    glossary: ForeignGlossary
    warnings: tuple[Fault, ...]


def read_datahub(path: Path, shown: str) -> DatahubFile:
    """The glossary of a file, named `shown` in messages.

    Raises FaultsError with the faults of the file: nothing is to be taken from one that has any.
    """
    parsed = load(read_text(path, shown, MOST_BYTES), shown)
    found = Findings(parsed)
    reading = _Reading(found)
    kept: dict[str, Any] = {}
    if isinstance(parsed.root, Mapping):
        kept = reading.whole(parsed.root)
    else:
        found.error(parsed.root, "this is no business glossary", "begin with version, source, owners, nodes")
    glossary = ForeignGlossary(tool="datahub", terms=tuple(reading.terms), kept=kept)
    return DatahubFile(glossary, found.settled())


class _Reading:
    """Reads nodes, and collects the terms in them."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self.terms: list[ForeignTerm] = []

    def whole(self, root: Mapping) -> dict[str, Any]:
        """What the file says of the whole, its nodes among it."""
        version = root.get("version")
        text = solid(version.value) if version else None
        if version is None or not isinstance(text, Scalar) or text.text != "1":
            what = "the version is not 1" if version else "this file has no version"
            self._found.error(version.value if version else root, what, "write `version: 1`")
        if root.get("nodes") is None and root.get("terms") is None:
            self._found.error(root, "there are no nodes and no terms", "write `nodes:` or `terms:`")
        return self._node(root, _ROOT_KEYS, ())

    def _node(self, node: Mapping, known: tuple[str, ...], place: tuple[str, ...]) -> dict[str, Any]:
        """What is said of a node itself and of those in it; its terms are collected."""
        self._warn_of_others(node, known)
        everything = {entry.key.text: typed(entry.value) for entry in entries_of(node)}
        kept = said({key: value for key, value in everything.items() if key not in ("nodes", "terms")})
        if place:
            kept["name"] = place[-1]
        for item in self._maps(node, "terms"):
            if name := self._name(item, "term"):
                self.terms.append(self._term(item, name, place))
        seen: set[str] = set()
        nodes: list[dict[str, Any]] = []
        for item in self._maps(node, "nodes"):
            if not (name := self._name(item, "node")):
                continue
            if name in seen:
                what = f"the node {quoted(name)} is here a second time"
                self._found.error(item, what, "put its terms and nodes into the first")
            seen.add(name)
            nodes.append(self._node(item, _NODE_KEYS, (*place, name)))
        return {**kept, "nodes": nodes} if nodes else kept

    def _maps(self, node: Mapping, key: str) -> list[Mapping]:
        """The maps in the list under a key."""
        entry = next((entry for entry in entries_of(node) if entry.key.text == key), None)
        if entry is None or is_nothing(entry.value):
            return []
        value = solid(entry.value)
        if not isinstance(value, Sequence):
            self._found.error(value, f"{key} is not a list", f"write `{key}:` and a line with - for each")
            return []
        maps = []
        for item in map(solid, value.items):
            if isinstance(item, Mapping):
                maps.append(item)
            else:
                self._found.error(item, f"an entry of {key} is not a map", "write `- name: ...`")
        return maps

    def _name(self, node: Mapping, kind: str) -> str:
        entry = node.get("name")
        text = self._text(node, "name")
        if text.strip(BLANKS):
            return text
        if entry is None or isinstance(solid(entry.value), Scalar):
            self._found.error(node, f"this {kind} has no name", "write `name: ...`")
        return ""

    def _text(self, node: Mapping, key: str) -> str:
        """The text under a key, whatever it looks like: a term may be called NO or 12."""
        entry = next((entry for entry in entries_of(node) if entry.key.text == key), None)
        if entry is None or is_nothing(entry.value):
            return ""
        value = solid(entry.value)
        if isinstance(value, Scalar):
            return value.text
        self._found.error(value, f"{key} is not a text", f"write `{key}: ...`")
        return ""

    def _term(self, node: Mapping, name: str, place: tuple[str, ...]) -> ForeignTerm:
        self._warn_of_others(node, _TERM_KEYS)
        everything = {entry.key.text: typed(entry.value) for entry in entries_of(node)}
        for key in _REFERENCES:
            self._check_references(node, key)
        owners = datahub_owners(everything.get("owners"))
        if owners:
            del everything["owners"]
        kept = said({key: value for key, value in everything.items() if key not in DATAHUB_FIELDS})
        given = everything.get("related_terms")
        related = given if isinstance(given, list) else []
        return ForeignTerm(
            name=name,
            place=place,
            id=self._text(node, "id").strip(BLANKS),
            words=self._text(node, "description").strip(BLANKS),
            related=tuple(str(one) for one in related if one not in (None, "")),
            owners=owners,
            kept=kept,
            line=self._found.line_of(node),
        )

    def _check_references(self, node: Mapping, key: str) -> None:
        entry = node.get(key)
        if entry is None or is_nothing(entry.value):
            return
        value = solid(entry.value)
        items = list(map(solid, value.items)) if isinstance(value, Sequence) else [value]
        wrong = next((item for item in items if not isinstance(item, Scalar)), None)
        if not isinstance(value, Sequence) or wrong is not None:
            what = f"{key} is not a list of terms"
            self._found.error(
                wrong or value, what, f"write `{key}:` and a line such as `- Node.Term` for each"
            )

    def _warn_of_others(self, node: Mapping, known: tuple[str, ...]) -> None:
        for entry in entries_of(node):
            if entry.key.text not in known:
                ours = known is _TERM_KEYS and entry.key.text in DATAHUB_FIELDS
                kept = "it is left out" if ours else "it is kept"
                what = f"{quoted(entry.key.text)} is no key that DataHub knows here ({kept})"
                self._found.warn(entry.key, what, f"known are {', '.join(known)}")


def datahub_yaml(glossary: ForeignGlossary) -> str:
    """The glossary as the text of such a file."""
    by_place: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for term in glossary.terms:
        by_place.setdefault(term.place, []).append(_written_term(term))
    whole = {key: value for key, value in glossary.kept.items() if key != "nodes"}
    whole |= _written_inside(glossary.kept, (), by_place)
    if "nodes" not in whole and "terms" not in whole:
        whole["terms"] = []
    return "\n".join(Writer(typed_keys=True).block(whole, 0)) + "\n"


def _written_inside(
    node: Any, place: tuple[str, ...], terms: dict[tuple[str, ...], list[dict[str, Any]]]
) -> dict[str, Any]:
    """The terms and nodes in a node."""
    nodes = [
        {
            **{key: value for key, value in inner.items() if key != "nodes"},
            **_written_inside(inner, (*place, inner["name"]), terms),
        }
        for inner in node.get("nodes", ())
    ]
    return {**({"terms": terms[place]} if place in terms else {}), **({"nodes": nodes} if nodes else {})}


def _written_term(term: ForeignTerm) -> dict[str, Any]:
    written: dict[str, Any] = {"name": term.name}
    if term.id:
        written["id"] = term.id
    written["description"] = term.words
    if term.owners:
        users = [one.removeprefix("user:") for one in term.owners if one.startswith("user:")]
        groups = [one.removeprefix("team:") for one in term.owners if one.startswith("team:")]
        written["owners"] = {**({"users": users} if users else {}), **({"groups": groups} if groups else {})}
    if term.related:
        written["related_terms"] = list(term.related)
    return {**written, **term.kept}
