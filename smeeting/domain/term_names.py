"""Names that lead to two terms, and names that lead to none."""

from collections.abc import Iterator

from smeeting.domain.circles import circles
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.term_findings import Names, TermFinding
from smeeting.domain.text import folded


def findings_of_names(glossary: Glossary, names: Names) -> Iterator[TermFinding]:
    """Names of two terms, references that lead nowhere, and replacements in a circle."""
    yield from _of_two_terms(glossary, names)
    yield from _dangling(glossary, names)
    yield from _replaced_in_a_circle(glossary, names)


def _of_two_terms(glossary: Glossary, names: Names) -> Iterator[TermFinding]:
    """Synonyms and avoided names that another term has too, as a name or as a name to avoid."""
    owners: dict[str, list[Term]] = {}
    for term in glossary:
        for name in {folded(name) for name in (term.id, term.term, term.long) if name}:
            owners.setdefault(name, []).append(term)
    claims: dict[str, tuple[Term, str]] = {}
    for term in glossary:
        for key, listed in (("synonyms", term.synonyms), ("avoid", term.avoid)):
            for number, name in enumerate(listed):
                other, how = _owner(owners, claims, folded(name), term)
                claims.setdefault(folded(name), (term, key))
                if other is None or _follows(term, other, names):
                    continue
                here = f"a synonym of {term.term}" if key == "synonyms" else f"to be avoided for {term.term}"
                there = f"to be avoided for {other.term}" if how == "avoid" else f"a name of {other.term}"
                yield TermFinding(
                    term.id,
                    (key, number),
                    f"{name!r} is {here} and {there}",
                    "let it belong to one of the two",
                    "name-of-two-terms",
                )


def _owner(
    owners: dict[str, list[Term]], claims: dict[str, tuple[Term, str]], name: str, besides: Term
) -> tuple[Term | None, str]:
    """The other term that a name belongs to, and the list it stands in there; empty for its own name."""
    for term in owners.get(name, ())[:2]:
        if term is not besides:
            return term, ""
    claim = claims.get(name)
    return claim if claim and claim[0] is not besides else (None, "")


def _follows(term: Term, other: Term, names: Names) -> bool:
    """Whether one of two terms replaces the other, whose names it may well take over."""
    return any(
        one.replaced_by is not None and names.find(one.replaced_by) is two
        for one, two in ((term, other), (other, term))
    )


def _dangling(glossary: Glossary, names: Names) -> Iterator[TermFinding]:
    for term in glossary:
        for number, name in enumerate(term.related):
            if names.find(name) is None:
                message = f"{term.term} is related to {name!r}, which is no term"
                yield TermFinding(
                    term.id, ("related", number), message, _known(names, name), "dangling-related"
                )
        if term.replaced_by is not None and names.find(term.replaced_by) is None:
            message = f"{term.term} is replaced by {term.replaced_by!r}, which is no term"
            yield TermFinding(
                term.id, ("replaced_by",), message, _known(names, term.replaced_by), "dangling-replacement"
            )


def _known(names: Names, name: str) -> str:
    near = names.nearest_to(name)
    return f"did you mean {near}?" if near else "write the id of a term, or remove it"


def _replaced_in_a_circle(glossary: Glossary, names: Names) -> Iterator[TermFinding]:
    follows: dict[str, list[str]] = {}
    for term in glossary:
        if term.replaced_by is not None and (other := names.find(term.replaced_by)) is not None:
            follows[term.id] = [other.id]
    for circle in circles(follows):
        yield TermFinding(
            circle[0],
            ("replaced_by",),
            f"the replacement goes in a circle: {' → '.join([*circle, circle[0]])}",
            "let the one that is in use have no replaced_by",
            "circular-replacement",
        )
