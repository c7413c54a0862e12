"""A glossary as SKOS in Turtle: a scheme for the agreed words, and one for each team's own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from smeeting.domain.broader import broader_of
from smeeting.domain.foreign import side_name
from smeeting.domain.glossary import Glossary, Term

_BASE = "urn:smeeting:"
_SHORT_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_MUST_ESCAPE = re.compile(
    '[\x00-\x1f\x7f-\x9f"\\\\\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]'
)
"""What the grammar forbids in a literal, and what would hide or turn the text around it."""
_PREFIXES = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."

Statements = list[tuple[str, str]]
"""What is said of one thing: predicates and objects, in Turtle."""


def skos_turtle(glossary: Glossary, changes: Mapping[str, Sequence[str]] | None = None) -> str:
    """The glossary as Turtle; `changes` are the notes of each term's changes, by its id.

    A term is a concept of the scheme of agreed words once its words are agreed. What a team means by it is a
    concept of the team's scheme, and a close match.
    """
    sides = list(dict.fromkeys(side for term in glossary for side in term.definitions))
    broader = broader_of(glossary)
    parts = [_PREFIXES, _thing(_scheme("agreed"), _scheme_says("Agreed words"))]
    parts += [_thing(_scheme("team", side), _scheme_says(side_name(side))) for side in sides]
    for term in glossary:
        says = _concept_says(term, glossary, broader.get(term.id, ()), (changes or {}).get(term.id, ()))
        parts.append(_thing(_concept(term.id), says))
        parts += [
            _thing(_iri("team", side, term.id), _team_says(term, side, words))
            for side, words in term.definitions.items()
        ]
    return "\n\n".join(parts) + "\n"


def _concept_says(
    term: Term, glossary: Glossary, broader: Sequence[str], changes: Iterable[str]
) -> Statements:
    says: Statements = [("a", "skos:Concept")]
    if term.agreed:
        says.append(("skos:inScheme", _scheme("agreed")))
    says += _labels(term)
    if term.agreed:
        says.append(("skos:definition", literal(term.agreed.definition)))
    if term.definition:
        says.append(("skos:editorialNote", literal(f"Proposed: {term.definition}")))
    says += [("skos:example", literal(text)) for text in term.counts]
    says += [("skos:scopeNote", literal(f"Does not count: {text}")) for text in term.does_not_count]
    says += [("skos:broader", _concept(one)) for one in broader]
    related = (one for one in dict.fromkeys(term.related) if one not in (term.id, *broader))
    says += [("skos:related", _concept(one)) for one in related if glossary.get(one)]
    says += [("skos:changeNote", literal(text)) for text in changes]
    return says


def _team_says(term: Term, side: str, words: str) -> Statements:
    return [
        ("a", "skos:Concept"),
        ("skos:inScheme", _scheme("team", side)),
        *_labels(term),
        ("skos:definition", literal(words)),
        ("skos:closeMatch", _concept(term.id)),
    ]


def _labels(term: Term) -> Statements:
    """A name is one of preferred, other and hidden, and no two of them."""
    other = [one for one in dict.fromkeys((term.long, *term.synonyms)) if one and one != term.term]
    hidden = [one for one in dict.fromkeys(term.avoid) if one != term.term and one not in other]
    return [
        ("skos:prefLabel", literal(term.term)),
        *(("skos:altLabel", literal(one)) for one in other),
        *(("skos:hiddenLabel", literal(one)) for one in hidden),
    ]


def _scheme_says(title: str) -> Statements:
    return [("a", "skos:ConceptScheme"), ("skos:prefLabel", literal(title))]


def _thing(subject: str, says: Statements) -> str:
    """One thing and all that is said of it; each predicate once, with its objects after it."""
    objects: dict[str, list[str]] = {}
    for predicate, one in says:
        objects.setdefault(predicate, []).append(one)
    lines = [f"    {predicate} {', '.join(ones)}" for predicate, ones in objects.items()]
    return f"{subject}\n" + " ;\n".join(lines) + " ."


def _scheme(*names: str) -> str:
    return _iri("scheme", *names)


def _concept(term_id: str) -> str:
    return _iri("term", term_id)


def _iri(*names: str) -> str:
    return f"<{_BASE}{':'.join(quote(name, safe='') for name in names)}>"


def literal(text: str) -> str:
    """A text as a literal in Turtle."""
    return '"' + _MUST_ESCAPE.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"
