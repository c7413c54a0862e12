"""The glossary file: read strictly, every fault told at once, with the places that edits need."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from smeeting.domain.errors import Fault
from smeeting.domain.glossary import STATUSES, VOICE_WORDS, Glossary, Term, id_of
from smeeting.domain.metric_faults import metric_faults
from smeeting.domain.text import folded
from smeeting.storage.files import decode, read_bytes
from smeeting.storage.form import (
    DATE,
    LINE,
    NAME,
    NUMBER,
    SIDE,
    TEXT,
    Field,
    Findings,
    Form,
    Type,
    by_side,
    described,
    listed,
    nested,
    one_of,
    quoted,
    read_form,
    whole,
)
from smeeting.storage.kept import KEPT
from smeeting.storage.yaml_text import Parsed, load
from smeeting.storage.yaml_tree import Mapping, Node, Scalar, Sequence, Solid, entries_of, is_nothing, solid

MOST_BYTES = 16_000_000
_STATUS_MEANINGS = (
    "nobody has given words for it",
    "words wait for the teams' voices",
    "the teams mean different things",
    "both teams mean the same",
    "no longer used",
)

AGREED = Form(
    "agreement",
    (
        Field("definition", TEXT, "the words both teams agreed on", required=True),
        Field("on", DATE, "the day of the agreement"),
        Field("meeting", LINE, "the meeting of the agreement, such as 2026-03-04-monthly"),
        Field("voices", by_side(one_of(VOICE_WORDS)), "what each team said of it"),
    ),
)
STAGE = Form(
    "stage",
    (
        Field("order", whole(0, 1000), "its place in the funnel, from the first to the last", required=True),
        Field(
            "owner", SIDE, "the team that owns it; where the owner changes there is a hand-off", required=True
        ),
    ),
)
SOURCE = Form(
    "source",
    (
        Field("count", LINE, "a stage: how many leads entered it in a period"),
        Field("amount", LINE, "a stage: what the leads that entered it in a period are worth together"),
        Field("from", LINE, "a stage: the median time from there `to` another, in the metric's unit"),
        Field("to", LINE, "a stage, or touch for the first touch"),
        Field("within", NUMBER, "hours: the share in % that went `from` there `to` here in so many"),
        Field("url_env", NAME, "the environment variable with the address of your own database"),
        Field("sql", TEXT, "a query for rows of period and value, run in that database"),
        Field("timeout", whole(1, 3600), "seconds the query may take; 60 if left out"),
    ),
)
METRIC = Form(
    "metric",
    (
        Field("promised_by", SIDE, "the team that owes it"),
        Field("promised_to", SIDE, "the team it is owed to"),
        Field("unit", LINE, "what is counted, such as leads or €"),
        Field("better", one_of(("higher", "lower")), "which way is better; higher if left out"),
        Field("target", NUMBER, "what is promised for a period"),
        Field("formula", LINE, "how it follows from other terms' ids, such as marketing-spend / mql"),
        Field("basis", one_of(("period", "cohort")), "what is divided: a period's events, or its new leads"),
        Field("window", whole(1, 3660), "days that a cohort has to go on; no end if left out"),
        Field("source", nested(SOURCE), "where its values come from when nobody types them"),
    ),
)
TERM = Form(
    "term",
    (
        Field("id", NAME, "never changes, while the term may be renamed; made from the term if left out"),
        Field("term", NAME, "the word as both teams use it", required=True),
        Field("long", LINE, "the long form of an abbreviation"),
        Field("status", one_of(STATUSES, _STATUS_MEANINGS), "where the word stands"),
        Field("owner", LINE, "who looks after the entry"),
        Field("definition", TEXT, "a wording that no team has spoken for yet"),
        Field("definitions", by_side(TEXT), "each team's own words"),
        Field("agreed", nested(AGREED), "the words both teams agreed on, and when"),
        Field("counts", listed(TEXT), "examples that count"),
        Field("does_not_count", listed(TEXT), "examples that do not count"),
        Field("synonyms", listed(NAME), "other names of the same thing"),
        Field("avoid", listed(NAME), "names that should not be used for it"),
        Field("related", listed(NAME), "ids of terms to read with it"),
        Field("stage", nested(STAGE), "its place in the funnel"),
        Field("metric", nested(METRIC), "how it is measured, and who owes it to whom"),
        Field("replaced_by", LINE, "the id of the term to use instead"),
        Field("review_by", DATE, "the day to look at it again"),
        Field("extra", KEPT, "what other tools keep of it, by the tool's name"),
    ),
)
_VERSION = one_of(("1",))


class Written(NamedTuple):
    """A term's entry in the file."""

    key: Scalar | None
    """The key it stands under, in a map of terms."""
    value: Node


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


def _terms_schema() -> dict[str, Any]:
    entry = {"anyOf": [{"type": "string"}, {**TERM.schema(), "required": []}]}
    return {
        "anyOf": [
            {"type": "array", "items": TERM.schema()},
            {"type": "object", "additionalProperties": entry},
        ]
    }


def schema() -> dict[str, Any]:
    """The glossary file's JSON Schema."""

    def unread(node: Solid, name: str, found: Findings) -> None:
        raise NotImplementedError

    form = Form(
        "glossary",
        (
            Field("version", Type(unread, {"enum": [1]}), "the version of this form of file"),
            Field("terms", Type(unread, _terms_schema()), "the words both teams use"),
            Field("extra", KEPT, "what other tools keep of the whole, by the tool's name"),
        ),
    )
    return dict(described(form.schema(), "smeeting glossary", "What the teams mean by the words they use."))


def read_glossary(path: Path, shown: str) -> GlossaryFile:
    """The glossary of a file, and warnings about it.

    Raises FaultsError with all faults of the file where one of them is an error.
    """
    data = read_bytes(path, shown, MOST_BYTES)
    return glossary_of(decode(data, shown), path, shown)


def glossary_of(text: str, path: Path, shown: str) -> GlossaryFile:
    """The glossary that a file's text describes."""
    parsed = load(text, shown)
    found = Findings(parsed)
    written = tuple(_entries(parsed.root, found))
    terms = tuple(_read_term(entry, found) for entry in written)
    _refuse_twins(written, terms, found)
    glossary = Glossary(terms, _extra_of(parsed.root, found))
    _warn_of_metrics(written, glossary, found)
    warnings = found.settled()
    return GlossaryFile(path, text, digest_of(text), glossary, warnings, parsed, written)


def _warn_of_metrics(written: tuple[Written, ...], glossary: Glossary, found: Findings) -> None:
    entries = {term.id: entry for term, entry in zip(glossary, written, strict=True)}
    for fault in metric_faults(glossary):
        node: Node = entries[fault.term_id].value
        for key in ("metric", fault.key):
            inner = node.get(key) if isinstance(node, Mapping) else None
            node = inner.value if inner else node
        found.warn(node, fault.message, fault.hint)


def digest_of(text: str) -> str:
    """SHA-256, in hex, of the bytes that a file with this text has."""
    return hashlib.sha256(text.encode()).hexdigest()


def _entries(root: Solid, found: Findings) -> Iterator[Written]:
    """The entries of the terms: a list or map, under `terms` or as the whole file."""
    if isinstance(root, Scalar):
        what = "the glossary is empty" if root.is_null else "this is no glossary"
        found.error(root, what, "begin with `terms:` and a line with - for each term")
        return
    if isinstance(root, Sequence):
        yield from _listed(root)
        return
    terms = root.get("terms")
    for entry in root.entries:
        if entry.key.text == "version":
            _VERSION.read(solid(entry.value), "version", found)
        elif terms is None:
            yield Written(entry.key, entry.value)
        elif entry is not terms and entry.key.text != "extra":
            known = f"{quoted(entry.key.text)} is no key of the glossary (it is kept)"
            found.warn(entry.key, known, "put words under terms; known beside it are version and extra")
    if terms is not None:
        yield from _under_terms(solid(terms.value), found)


def _extra_of(root: Solid, found: Findings) -> dict[str, Any]:
    """What stands under `extra` beside `terms`; in a plain map of terms it is a word like any other."""
    if not isinstance(root, Mapping) or root.get("terms") is None:
        return {}
    entry = root.get("extra")
    if entry is None or is_nothing(entry.value):
        return {}
    return KEPT.read(solid(entry.value), "extra", found) or {}


def _under_terms(node: Solid, found: Findings) -> Iterator[Written]:
    if isinstance(node, Sequence):
        yield from _listed(node)
    elif isinstance(node, Mapping):
        for entry in entries_of(node):
            yield Written(entry.key, entry.value)
    elif node.is_null:
        found.warn(node, "there are no terms yet", "write a line with - for each term")
    else:
        found.error(node, "terms is not a list", "write a line with - for each term")


def _listed(node: Sequence) -> Iterator[Written]:
    for item in node.items:
        inner = solid(item)
        # `- MQL: some text` is a plain map entry that someone put into the list.
        if (
            isinstance(inner, Mapping)
            and len(inner.entries) == 1
            and inner.entries[0].key.text not in TERM.keys
        ):
            yield Written(inner.entries[0].key, inner.entries[0].value)
        else:
            yield Written(None, item)


def _read_term(entry: Written, found: Findings) -> Term:
    node = solid(entry.value)
    values: dict[str, Any] = {}
    if entry.key is not None and (name := NAME.read(entry.key, "term", found)):
        values["term"] = name
    if isinstance(node, Mapping):
        form = TERM if entry.key is None else _KEYED_TERM
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


_KEYED_TERM = Form("term", tuple(field._replace(required=False) for field in TERM.fields))


def _refuse_twins(written: tuple[Written, ...], terms: tuple[Term, ...], found: Findings) -> None:
    names: dict[str, Node] = {}
    ids: dict[str, Node] = {}
    for entry, term in zip(written, terms, strict=True):
        node = _place(entry, "term")
        if not term.term:
            continue  # told already
        if (first := names.setdefault(folded(term.term), node)) is not node:
            line = found.line_of(first)
            found.error(
                node, f"the term {quoted(term.term)} is here a second time (first on line {line})", "keep one"
            )
        elif (first := ids.setdefault(term.id, node)) is not node:
            line = found.line_of(first)
            fix = "give one of them an `id:` of its own"
            found.error(
                _place(entry, "id"), f"the id {quoted(term.id)} belongs to the term on line {line}", fix
            )


def _place(entry: Written, key: str) -> Node:
    node = solid(entry.value)
    inner = node.get(key) or node.get("term") if isinstance(node, Mapping) else None
    return inner.value if inner is not None else entry.key or entry.value
