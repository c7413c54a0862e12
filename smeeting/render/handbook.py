"""A glossary as Markdown for a handbook: a part for each term, with what is agreed and what is not."""

from collections.abc import Iterable

from smeeting.domain.foreign import side_name
from smeeting.domain.glossary import Glossary, Term, status_of
from smeeting.render.markdown import escape
from smeeting.render.times import day


def handbook_markdown(glossary: Glossary) -> str:
    """The terms in the order of the file."""
    lines = ["# Glossary", ""]
    for term in glossary:
        lines += _part(term, glossary)
    return "\n".join(lines).rstrip("\n") + "\n"


def _part(term: Term, glossary: Glossary) -> list[str]:
    lines = [f"## {escape(term.term)}", ""]
    if term.long:
        lines += [f"*{escape(term.long)}*", ""]
    lines += _words(term)
    for label, names in (("Counts", term.counts), ("Does not count", term.does_not_count)):
        if names:
            lines += [f"{label}:", "", *(f"- {escape(name)}" for name in names), ""]
    for label, text in (
        ("Also called", _listed(term.synonyms)),
        ("Not", _listed(term.avoid)),
        ("See also", _listed(_name(one, glossary) for one in term.related)),
        ("Instead", escape(_name(term.replaced_by, glossary)) if term.replaced_by else ""),
        ("Owner", escape(term.owner)),
    ):
        lines += [f"{label}: {text}", ""] if text else []
    return lines


def _words(term: Term) -> list[str]:
    """What is agreed; each team's own words only where nothing is."""
    status = status_of(term)
    lines: list[str] = []
    if term.agreed:
        lines += _paragraphs(term.agreed.definition)
        on = f" on {day(term.agreed.on)}" if term.agreed.on else ""
        since = "" if status == "agreed" else f"; {status} since"
        lines += [f"Agreed{on}{since}.", ""]
    elif status != "draft":
        lines += [f"Not agreed yet: {status}." if status != "deprecated" else "No longer used.", ""]
    if term.definition and status != "agreed":
        lines += [f"Proposed: {escape(term.definition)}", ""]
    if not term.agreed:
        for side, words in term.definitions.items():
            lines += [f"**{escape(side_name(side))}**: {escape(words)}", ""]
    return lines


def _paragraphs(text: str) -> list[str]:
    return [line for part in text.split("\n\n") if part.strip() for line in (escape(part), "")]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(escape, names))


def _name(term_id: str, glossary: Glossary) -> str:
    term = glossary.get(term_id)
    return term.term if term else term_id
