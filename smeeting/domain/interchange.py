"""What the import of another tool's glossary would do, term by term, before any of it is done.

What a file does not say changes nothing, and nothing becomes agreed by being imported: words agreed on
elsewhere are a proposal here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import msgspec
from msgspec.structs import replace

from smeeting.domain.field_changes import told
from smeeting.domain.foreign import (
    GLOSSARY_KEY,
    OWNER_KEYS,
    PLACE_KEYS,
    RELATED_KEYS,
    ForeignGlossary,
    ForeignTerm,
    Tool,
    is_node,
    kept_of,
    reference_key,
    reference_keys,
    shown_elsewhere,
)
from smeeting.domain.foreign_owners import owner_text
from smeeting.domain.glossary import Glossary, Status, Term, status_of
from smeeting.domain.matching import Match, matched, one_line
from smeeting.domain.merging import merge_patch, same
from smeeting.domain.qualified import BLANKS, names_of
from smeeting.domain.term_history import FieldChange
from smeeting.domain.text import folded

Verdict = Literal["new", "changed", "same", "not taken"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_OFFERED = ("approved", "in review")
"""OpenMetadata's words for a term whose words are there for others to see."""


class Planned(msgspec.Struct, frozen=True):
    """What an import would do with one term of the file."""

    name: str
    """As the file has it."""
    verdict: Verdict
    id: str = ""
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[str, ...] = ()
    """What is not done as the file may have meant it, and why."""
    reason: str = ""
    """Why it is not taken."""
    line: int = 0


class Plan(msgspec.Struct, frozen=True):
    """What an import would do."""

    tool: Tool
    terms: tuple[Planned, ...]
    whole: tuple[FieldChange, ...]
    """What changes of what the tool keeps of the whole."""
    patches: dict[str, dict[str, Any]]
    """By id, for the entries of terms we have."""
    new: tuple[dict[str, Any], ...]
    """The entries of new terms."""
    extra: dict[str, Any]
    """The patch for `extra` of the whole."""

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.patches or self.new or self.extra)


def plan_import(glossary: Glossary, foreign: ForeignGlossary) -> Plan:
    """What the import of a file into our glossary would do."""
    return _Planner(glossary, foreign).plan()


class _Planner:
    def __init__(self, glossary: Glossary, foreign: ForeignGlossary) -> None:
        self.glossary = glossary
        self.foreign = foreign
        self.tool = foreign.tool
        self.shown = shown_elsewhere(glossary, foreign.tool)
        self.matches = matched(glossary, foreign, self.shown)
        self.targets = self._targets()
        self.names = {folded(term.term) for term in glossary} | {folded(one.name) for one in self.matches}

    def _targets(self) -> dict[str, str]:
        """The ids that references lead to: to terms of the file itself first."""
        found: list[tuple[ForeignTerm, str]] = []
        seen: set[int] = set()
        for row, match in zip(self.foreign.terms, self.matches, strict=True):
            if match.ours is not None:
                seen.add(match.ours)
                shown = self.shown.terms[match.ours]
                # Where the file gives it another name, the old one leads nowhere any more.
                row = replace(row, place=row.place or shown.place, id=row.id or shown.id)
                found.append((row, self.glossary.terms[match.ours].id))
            elif match.id:
                found.append((row, match.id))
        terms = zip(self.glossary, self.shown.terms, strict=True)
        found += [(shown, term.id) for at, (term, shown) in enumerate(terms) if at not in seen]
        targets: dict[str, str] = {}
        for one, term_id in found:
            for key in reference_keys(self.tool, one):
                targets.setdefault(key, term_id)
        return targets

    def plan(self) -> Plan:
        """Look at each term, then at what the file keeps of the whole."""
        planned: list[Planned] = []
        patches: dict[str, dict[str, Any]] = {}
        new: list[dict[str, Any]] = []
        for row, match in zip(self.foreign.terms, self.matches, strict=True):
            if match.reason:
                planned.append(Planned(row.name, "not taken", reason=match.reason, line=row.line))
            elif match.ours is None:
                entry, notes = self._new(row, match)
                new.append(entry)
                changes = told({}, {key: value for key, value in entry.items() if key not in ("id", "term")})
                planned.append(Planned(match.name, "new", match.id, changes, notes, line=row.line))
            else:
                term = self.glossary.terms[match.ours]
                patch, notes = self._patch(row, term, self.shown.terms[match.ours])
                changes = told(_values(term), patch)
                verdict: Verdict = "changed" if patch else "same"
                planned.append(Planned(term.term, verdict, term.id, changes, notes, line=row.line))
                if patch:
                    patches[term.id] = patch
        extra = self._extra_patch()
        whole = told({"extra": self.glossary.extra}, {"extra": extra} if extra else {})
        return Plan(self.tool, tuple(planned), whole, patches, tuple(new), extra)

    def _new(self, row: ForeignTerm, match: Match) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The entry of a new term, and what there is to say of it."""
        blank = Term(id=match.id, term=match.name)
        own: dict[str, Any] = {}
        if row.name != match.name:
            own["name"] = row.name
        if row.place or self.tool == "datahub":
            own[PLACE_KEYS[self.tool]] = list(row.place)
        shown = ForeignTerm(name=row.name, place=row.place)
        fields, notes = self._fields(row, blank, shown)
        own |= self._own(row, shown, own)
        if row.status:
            offered = row.status.casefold() in _OFFERED
            retired = row.status.casefold() == "deprecated"
            if retired or (offered and row.words):
                fields["status"] = "deprecated" if retired else "proposed"
            notes = (*notes, *_about_approval(row))
        order = ("long", "status", "owner", "definition", "synonyms", "related")
        entry = {"id": match.id, "term": match.name, **{key: fields[key] for key in order if key in fields}}
        if own:
            entry["extra"] = {self.tool: own}
        return entry, notes

    def _patch(
        self, row: ForeignTerm, term: Term, shown: ForeignTerm
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The patch for a term we have, and what there is to say of it."""
        fields, notes = self._fields(row, term, shown)
        before = kept_of(term.extra, self.tool)
        own = self._own(row, shown, before)
        if row.name != shown.name:
            self._rename(row, shown, fields, own)
        values = _values(term)
        patch = {key: value for key, value in fields.items() if not same(values[key], value)}
        if not same(own, before):
            extra = {**term.extra, self.tool: own} if own else _without(term.extra, self.tool)
            patch["extra"] = merge_patch(term.extra, extra) if extra else None
        return patch, notes

    def _rename(
        self, row: ForeignTerm, shown: ForeignTerm, fields: dict[str, Any], own: dict[str, Any]
    ) -> None:
        """Take another name: as the term's where its id shows that it is the same, else as that tool's."""
        name = one_line(row.name)
        if row.id and row.id == shown.id and "name" not in own and name and folded(name) not in self.names:
            self.names.add(folded(name))
            fields["term"] = name
            if name == row.name:
                return
        own["name"] = row.name

    def _fields(
        self, row: ForeignTerm, term: Term, shown: ForeignTerm
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What the file says of our own fields and we would not have written, and what to say of it."""
        fields: dict[str, Any] = {}
        notes: list[str] = []
        long, words = one_line(row.long), row.words.strip(BLANKS)
        if long and long not in (shown.long, one_line(row.name)):
            fields["long"] = long
        if words and words != shown.words:
            fields["definition"] = words
            if status_of(term) == "agreed":
                fields["status"] = "proposed"
                notes.append("the agreed words stay until both teams agree on these")
        synonyms = list(dict.fromkeys(filter(None, map(one_line, row.synonyms))))
        if synonyms and synonyms != list(shown.synonyms):
            fields["synonyms"] = synonyms
        if row.related and row.related != shown.related and (ids := self._related(row, term)):
            fields["related"] = ids
        if row.owners and row.owners != shown.owners:
            fields["owner"] = owner_text(row.owners)
        if row.status and shown.status and row.status.casefold() != shown.status.casefold():
            status, more = _new_status(row, term)
            fields |= {"status": status} if status else {}
            notes += more
        return fields, tuple(notes)

    def _related(self, row: ForeignTerm, term: Term) -> list[str]:
        """The ids that a term's references lead to, and those it has that no such file can show."""
        found = (self.targets.get(reference_key(self.tool, one)) for one in row.related)
        hidden = (one for one in term.related if self.glossary.get(one) is None)
        return list(dict.fromkeys([*(one for one in found if one), *hidden]))

    def _own(self, row: ForeignTerm, shown: ForeignTerm, before: Mapping[str, Any]) -> dict[str, Any]:
        """What `extra` has of the tool once it has what the file says."""
        own = dict(before)
        if row.place and row.place != shown.place:
            own[PLACE_KEYS[self.tool]] = list(row.place)
        if row.id and row.id != shown.id:
            own["id"] = row.id
        for key, value in row.kept.items():
            if not same(value, shown.kept.get(key)):
                own[key] = value
        if row.owners and row.owners != shown.owners:
            own.pop(OWNER_KEYS[self.tool], None)
        if row.related and row.related != shown.related:
            key = RELATED_KEYS[self.tool]
            own[key] = [one for one in row.related if reference_key(self.tool, one) not in self.targets]
            if not own[key]:
                del own[key]
        return own

    def _extra_patch(self) -> dict[str, Any]:
        """The patch for what the tool keeps of the whole."""
        before = kept_of(self.glossary.extra, self.tool)
        own = dict(before)
        if self.tool == "openmetadata":
            own |= self._glossary_name(own)
        for key, value in self.foreign.kept.items():
            known = self.shown.kept.get(key)
            if key == "nodes":
                value = _merged_nodes(known if isinstance(known, list) else [], value)
            if not same(value, known):
                own[key] = value
        extra = {**self.glossary.extra, self.tool: own}
        return {} if same(own, before) else merge_patch(self.glossary.extra, extra)

    def _glossary_name(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """What OpenMetadata calls the glossary, where the file shows it and we don't know it yet."""
        if GLOSSARY_KEY in own or any(term.place for term in self.shown.terms):
            return {}
        for row, match in zip(self.foreign.terms, self.matches, strict=True):
            if match.ours is not None and row.related == self.shown.terms[match.ours].related:
                continue
            written = next((one for one in row.related if reference_key(self.tool, one) in self.targets), "")
            name = names_of(written.removeprefix("relatedTo:"))[:1]
            if name and not row.place:
                return {GLOSSARY_KEY: name[0]} if name[0] != self.shown.kept[GLOSSARY_KEY] else {}
        return {}


def _new_status(row: ForeignTerm, term: Term) -> tuple[Status | None, list[str]]:
    """The status that another tool's gives a term we have, and what to say of it."""
    said, now = row.status.casefold(), status_of(term)
    if said == "deprecated":
        return "deprecated", []
    if now == "agreed":
        return None, [] if row.words else [f"{row.status} there; it stays agreed here"]
    if now == "disputed":
        return None, [f"{row.status} there; the teams dispute it here"]
    if now == "deprecated" or said in _OFFERED:
        has_words = row.words or term.definition or term.definitions or term.agreed
        return ("proposed" if has_words else None), list(_about_approval(row))
    return None, []


def _about_approval(row: ForeignTerm) -> tuple[str, ...]:
    if row.status.casefold() != "approved" or not row.words:
        return ()
    return ("Approved there; here it is proposed until both teams agree",)


def _values(term: Term) -> dict[str, Any]:
    """A term's fields that an import may change."""
    return {
        "term": term.term,
        "long": term.long,
        "status": term.status,
        "owner": term.owner,
        "definition": term.definition,
        "synonyms": list(term.synonyms),
        "related": list(term.related),
        "extra": term.extra,
    }


def _without(kept: Mapping[str, Any], tool: str) -> dict[str, Any]:
    return {key: value for key, value in kept.items() if key != tool}


def _merged_nodes(known: Sequence[Any], told: Sequence[Any]) -> list[Any]:
    """DataHub's nodes as we know them with what a file says of each; those it does not name stay."""
    nodes = list(known)
    for node in told:
        at = next((at for at, one in enumerate(nodes) if is_node(one, node["name"])), None)
        if at is None:
            nodes.append(node)
            continue
        inner = _merged_nodes(nodes[at].get("nodes") or [], node.get("nodes") or [])
        nodes[at] = {**nodes[at], **node, **({"nodes": inner} if inner else {})}
    return nodes
