"""A glossary as another tool's file has it, and our own as such a file would show it.

Both are the same values, so an import compares like with like: what a file says of a term is a change only
where it is not what we would have written ourselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from smeeting.domain.foreign_owners import datahub_owners, openmetadata_owners, owners_of
from smeeting.domain.glossary import Glossary, Status, Term, status_of
from smeeting.domain.openmetadata import column_values
from smeeting.domain.qualified import names_of, qualified

Tool = Literal["openmetadata", "datahub"]
"""Those whose files we both read and write. What they alone know is kept below this name in `extra`."""

TOOL_NAMES: dict[Tool, str] = {"openmetadata": "OpenMetadata", "datahub": "DataHub"}
PLACE_KEYS: dict[Tool, str] = {"openmetadata": "parent", "datahub": "node"}
"""Where `extra` keeps the names of what a term lies in, the outermost first."""
RELATED_KEYS: dict[Tool, str] = {"openmetadata": "relatedTerms", "datahub": "related_terms"}
"""Where `extra` keeps the references that lead to no term of ours."""
OWNER_KEYS: dict[Tool, str] = {"openmetadata": "owner", "datahub": "owners"}
"""Where `extra` keeps owners that one line of text can't tell."""
GLOSSARY_KEY = "glossary"
"""Where `extra` of the whole keeps what OpenMetadata calls it: its qualified names begin so."""
_UNNAMED = "Glossary"
_DATAHUB_FORM = {"version": "1", "source": "DataHub", "owners": {"users": []}}
"""What every file of DataHub's has."""
DATAHUB_FIELDS = ("node", "name", "id", "description", "related_terms", "nodes", "terms")
"""Keys of a term of DataHub's that are fields of ours, or tell where it lies."""
_URN = "urn:li:glossaryTerm:"
_RELATIONS = ("relatedTo", "synonym", "broader", "narrower", "antonym", "partOf", "hasPart")
_STATUS_WORDS: dict[Status, str] = {
    "draft": "Draft",
    "proposed": "In Review",
    "disputed": "In Review",
    "agreed": "Approved",
    "deprecated": "Deprecated",
}


class ForeignTerm(msgspec.Struct, frozen=True, kw_only=True):
    """A term as another tool's file has it; what it does not say is empty."""

    name: str
    place: tuple[str, ...] = ()
    """The names of what it lies in, the outermost first."""
    id: str = ""
    """DataHub's, where the file gives one."""
    long: str = ""
    words: str = ""
    synonyms: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """References as the file writes them."""
    owners: tuple[str, ...] = ()
    """Such as `user:anna` and `team:sales`."""
    status: str = ""
    """OpenMetadata's word."""
    kept: dict[str, Any] = {}
    """What only that tool knows, by its key."""
    line: int = 0
    """On which it begins in the file, from 1."""


class ForeignGlossary(msgspec.Struct, frozen=True, kw_only=True):
    """A glossary as another tool's file has it."""

    tool: Tool
    terms: tuple[ForeignTerm, ...]
    kept: dict[str, Any] = {}
    """What only that tool knows of the whole, by its key."""


def side_name(side: str) -> str:
    """The name of a team as files for others have it; its id alone decides, so that they stay comparable."""
    text = side.replace("-", " ")
    return text[:1].upper() + text[1:]


def shown_words(term: Term) -> str:
    """The words that stand for a term outside: those agreed, else those proposed, else each team's."""
    if term.agreed:
        return term.agreed.definition
    if term.definition:
        return term.definition
    return "\n\n".join(f"{side_name(side)}: {words}" for side, words in term.definitions.items())


def shown_status(term: Term) -> str:
    """OpenMetadata's word for the status that the texts show."""
    return _STATUS_WORDS[status_of(term)]


def kept_of(kept: Mapping[str, Any], tool: str) -> dict[str, Any]:
    """What `extra` has of a tool; nothing where somebody wrote another thing there."""
    found = kept.get(tool)
    return dict(found) if isinstance(found, Mapping) else {}


def texts_of(value: Any) -> tuple[str, ...]:
    """A list of texts that `extra` keeps; nothing where it is no such list."""
    items = value if isinstance(value, (list, tuple)) else ()
    return tuple(item for item in items if isinstance(item, str) and item)


def said(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What says something: keys without null, an empty text, list or map, which no patch could write."""
    return {key: value for key, value in _full(kept).items() if value not in ("", [])}


def _full(value: Any) -> Any:
    """A value without the keys, however deep, that have null or an empty map."""
    if isinstance(value, Mapping):
        full = {key: _full(inner) for key, inner in value.items()}
        return {key: inner for key, inner in full.items() if inner is not None and inner != {}}
    return [_full(item) for item in value] if isinstance(value, list) else value


def shown_elsewhere(glossary: Glossary, tool: Tool) -> ForeignGlossary:
    """Our glossary as a file for this tool has it, its terms in the same order."""
    bare = [_bare(term, tool) for term in glossary]
    whole = _whole(glossary, tool, bare)
    references = {
        term.id: reference(tool, shown, whole.get(GLOSSARY_KEY, ""))
        for term, shown in zip(glossary, bare, strict=True)
    }
    terms = tuple(
        msgspec.structs.replace(shown, related=_related(term, tool, references))
        for term, shown in zip(glossary, bare, strict=True)
    )
    return ForeignGlossary(tool=tool, terms=terms, kept=whole)


def _bare(term: Term, tool: Tool) -> ForeignTerm:
    """A term as a file shows it, but for what it is related to."""
    own = kept_of(term.extra, tool)
    name = own.get("name")
    kept = column_values(own) if tool == "openmetadata" else said(_besides(own, DATAHUB_FIELDS))
    given = kept.get(OWNER_KEYS[tool])
    owners = openmetadata_owners(given) if tool == "openmetadata" else datahub_owners(given)
    if owners:
        del kept[OWNER_KEYS[tool]]
    elif not given:
        owners = owners_of(term.owner)
    shown = ForeignTerm(
        name=name if isinstance(name, str) and name else term.term,
        place=texts_of(own.get(PLACE_KEYS[tool])),
        words=shown_words(term),
        owners=owners,
        kept=kept,
    )
    if tool == "datahub":
        given_id = own.get("id")
        # A term that came from there without an id must go back without one.
        shown_id = str(given_id) if given_id else "" if "node" in own else term.id
        # It lists users before groups.
        owners = tuple(sorted(owners, key=lambda one: not one.startswith("user:")))
        return msgspec.structs.replace(shown, id=shown_id, owners=owners)
    return msgspec.structs.replace(
        shown,
        long=term.long if term.long != shown.name else "",
        synonyms=term.synonyms,
        status=shown_status(term),
    )


def _besides(own: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: value for key, value in own.items() if key not in keys}


def _whole(glossary: Glossary, tool: Tool, terms: Sequence[ForeignTerm]) -> dict[str, Any]:
    own = said(_besides(kept_of(glossary.extra, tool), ("terms",)))
    if tool == "openmetadata":
        named = own.get(GLOSSARY_KEY)
        first = next((term.place[0] for term in terms if term.place), _UNNAMED)
        return {GLOSSARY_KEY: named if isinstance(named, str) else first}
    whole = {**_DATAHUB_FORM, **own}
    nodes = own.get("nodes")
    for term in terms:
        nodes = with_node(nodes if isinstance(nodes, list) else [], term.place)
    return {**whole, "nodes": nodes} if nodes else whole


def with_node(nodes: Sequence[Any], place: Sequence[str]) -> list[Any]:
    """DataHub's nodes with the one at this place, made with those above it where they are not there."""
    if not place:
        return list(nodes)
    first, *rest = place
    found = list(nodes)
    at = next((at for at, node in enumerate(found) if is_node(node, first)), None)
    node = {"name": first, "description": ""} if at is None else found[at]
    if rest:
        inner = node.get("nodes")
        node = {**node, "nodes": with_node(inner if isinstance(inner, list) else [], rest)}
    if at is None:
        return [*found, node]
    found[at] = node
    return found


def is_node(node: Any, name: str) -> bool:
    """Whether this is the node of that name."""
    return isinstance(node, Mapping) and node.get("name") == name


def _related(term: Term, tool: Tool, references: Mapping[str, str]) -> tuple[str, ...]:
    own = kept_of(term.extra, tool)
    known = (references[one] for one in term.related if one in references)
    return (*known, *texts_of(own.get(RELATED_KEYS[tool])))


def reference(tool: Tool, term: ForeignTerm, glossary: str) -> str:
    """How a file of this tool refers to a term; `glossary` is what OpenMetadata calls the whole."""
    if tool == "datahub":
        return ".".join((*term.place, term.name))
    return qualified((*(term.place or (glossary,)), term.name))


def reference_keys(tool: Tool, term: ForeignTerm) -> tuple[str, ...]:
    """By what references of this tool find a term; see `reference_key`."""
    if tool == "datahub":
        path = ".".join((*term.place, term.name))
        return (path, term.id.removeprefix(_URN)) if term.id else (path,)
    return (qualified((*term.place[1:], term.name)),)


def reference_key(tool: Tool, written: str) -> str:
    """What a reference finds its term by; empty for one that says more than that two are related."""
    if tool == "datahub":
        return written.removeprefix(_URN)
    relation, colon, name = written.partition(":")
    if colon and relation in _RELATIONS:
        if relation != "relatedTo":
            return ""
        written = name
    return qualified(names_of(written)[1:])
