"""The glossary file: read strictly, every fault told at once, with the places that edits need."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from smeeting.domain.errors import Fault
from smeeting.domain.glossary import Glossary, Term, id_of
from smeeting.domain.metric_faults import metric_faults
from smeeting.domain.text import folded
from smeeting.storage.files import decode, read_bytes
from smeeting.storage.form import NAME, TEXT, Findings, quoted, read_form
from smeeting.storage.glossary_form import KEYED_TERM, TERM
from smeeting.storage.kept import KEPT
from smeeting.storage.term_places import Written, node_at, place_of, written_terms
from smeeting.storage.yaml_text import Parsed, load
from smeeting.storage.yaml_tree import Mapping, Node, Sequence, Solid, is_nothing, solid

MOST_BYTES = 16_000_000


class GlossaryFile(msgspec.Struct, frozen=True):
    """A glossary as it was read, with all that a careful edit needs."""

    path: Path
    text: str
    digest: str
    """SHA-256 of the file's bytes, in hex."""
    glossary: Glossary
    warnings: tuple[Fault, ...]
    parsed: Parsed
    written: tuple[Written, ...]
    """The entries of the terms, in the order of `glossary.terms`."""


def read_glossary(path: Path, shown: str) -> GlossaryFile:
    """The glossary of a file, and warnings about it.

    Raises FaultsError with all faults of the file where one of them is an error.
    """
    data = read_bytes(path, shown, MOST_BYTES)
    return glossary_of(decode(data, shown), path, shown)


def glossary_of(text: str, path: Path, shown: str) -> GlossaryFile:
    """The glossary that a file's text describes."""
    parsed = load(text, shown)
    draft = drafted(parsed)
    warnings = draft.found.settled()
    return GlossaryFile(path, text, digest_of(text), draft.glossary, warnings, parsed, draft.written)


class Draft(NamedTuple):
    """A glossary as far as it could be read, also where it has to be refused."""

    glossary: Glossary
    written: tuple[Written, ...]
    """The entries of the terms, in their order."""
    found: Findings
    twins: frozenset[int]
    """The places among the terms of those that are there a second time."""


def drafted(parsed: Parsed) -> Draft:
    """Read the terms and note every fault; none is raised."""
    found = Findings(parsed)
    written = tuple(written_terms(parsed.root, found))
    terms = tuple(_read_term(entry, found) for entry in written)
    twins = frozenset(_refuse_twins(written, terms, found))
    glossary = Glossary(terms, _extra_of(parsed.root, found))
    _warn_of_metrics(written, glossary, found)
    return Draft(glossary, written, found, twins)


def _warn_of_metrics(written: tuple[Written, ...], glossary: Glossary, found: Findings) -> None:
    faults = metric_faults(glossary)
    entries = {term.id: entry for term, entry in zip(glossary, written, strict=True)} if faults else {}
    for fault in faults:
        node = node_at(entries[fault.term_id], ("metric", fault.key))
        found.warn(node, fault.message, fault.hint, f"metric-{fault.key}")


def digest_of(text: str) -> str:
    """SHA-256, in hex, of the bytes that a file with this text has."""
    return hashlib.sha256(text.encode()).hexdigest()


def _extra_of(root: Solid, found: Findings) -> dict[str, Any]:
    """What stands under `extra` beside `terms`; in a plain map of terms it is a word like any other."""
    if not isinstance(root, Mapping) or root.get("terms") is None:
        return {}
    entry = root.get("extra")
    if entry is None or is_nothing(entry.value):
        return {}
    return KEPT.read(solid(entry.value), "extra", found) or {}


def _read_term(entry: Written, found: Findings) -> Term:
    node = solid(entry.value)
    values: dict[str, Any] = {}
    if entry.key is not None and (name := NAME.read(entry.key, "term", found)):
        values["term"] = name
    if isinstance(node, Mapping):
        form = TERM if entry.key is None else KEYED_TERM
        values |= read_form(form, node, found)
    elif entry.key is None or isinstance(node, Sequence):
        name = f"{quoted(entry.key.text)}" if entry.key is not None else "this term"
        found.error(entry.key or node, f"{name} is not a map", "write `term: ...` and `definition: ...`")
    elif not node.is_null and (definition := TEXT.read(node, "definition", found)):
        values["definition"] = definition
    values.setdefault("term", "")
    # The key names the entry for good where there is one; the term beside it may be renamed.
    named = entry.key.text if entry.key is not None else values["term"]
    values.setdefault("id", id_of(named))
    return msgspec.convert(values, Term)


def _refuse_twins(written: tuple[Written, ...], terms: tuple[Term, ...], found: Findings) -> Iterator[int]:
    """Note the terms and ids that are there a second time; the places of those terms."""
    names: dict[str, Node] = {}
    ids: dict[str, Node] = {}
    for number, (entry, term) in enumerate(zip(written, terms, strict=True)):
        node = place_of(entry, "term")
        if not term.term:
            continue  # told already
        if (first := names.setdefault(folded(term.term), node)) is not node:
            line = found.line_of(first)
            message = f"the term {quoted(term.term)} is here a second time (first on line {line})"
            found.error(node, message, "keep one", "duplicate-term")
            yield number
        elif (first := ids.setdefault(term.id, node)) is not node:
            line = found.line_of(first)
            fix = "give one of them an `id:` of its own"
            message = f"the id {quoted(term.id)} belongs to the term on line {line}"
            found.error(place_of(entry, "id"), message, fix, "duplicate-id")
            yield number
