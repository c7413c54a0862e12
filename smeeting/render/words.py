"""The words of a meeting: what became of them, how they were settled, and the first use of each linked."""

import re
from collections.abc import Callable, Sequence

from smeeting.domain.glossary import Term, status_of
from smeeting.domain.minutes import Minutes, agreed_terms
from smeeting.domain.recognition import Recogniser
from smeeting.domain.term_examples import Example
from smeeting.domain.term_history import FieldChange, TermChange
from smeeting.domain.voices import TermAgreement
from smeeting.render.markdown import escape, escape_linking
from smeeting.render.records import escaped_side
from smeeting.render.term_changes import field_name
from smeeting.render.times import day

Write = Callable[[str], str]
"""Makes Markdown of a text."""

_TITLE = "Term:"
_NO_ANCHOR = re.compile(r"[^\w\- ]")


class Linker:
    """Escapes texts one after the other, and links the first use of each term to its entry at the end."""

    def __init__(self, minutes: Minutes) -> None:
        self._recogniser = Recogniser(minutes.glossary)
        self._terms = {term.id: term for term in minutes.glossary}
        self.used: dict[str, Term] = {}
        """The terms that were linked, in the order of their first use."""

    def __call__(self, text: str) -> str:
        """`text` as inline Markdown."""
        links: list[tuple[int, int, str]] = []

        def found(line: str) -> list[tuple[int, int, str]]:
            for use in self._recogniser.uses(line):
                if use.term_id not in self.used and not set("[]") & set(line[use.start : use.end]):
                    self.used[use.term_id] = self._terms[use.term_id]
                    links.append((use.start, use.end, anchor(self._terms[use.term_id].term)))
            return links

        return escape_linking(text, found)


def anchor(name: str) -> str:
    """The anchor that the heading of a term's entry has, as GitHub makes it of the heading's words."""
    words = _NO_ANCHOR.sub("", f"{_TITLE} {name}".lower()).strip()
    return words.replace(" ", "-")


def entry_lines(terms: Sequence[Term]) -> list[str]:
    """The entries that first uses are linked to: each term with the words that held."""
    if not terms:
        return []
    lines = ["## Words used"]
    for term in sorted(terms, key=lambda term: term.term.casefold()):
        lines += ["", f"### {_TITLE} {escape(term.term)}", "", *_meaning(term)]
    return lines


def _meaning(term: Term) -> list[str]:
    status = status_of(term)
    if term.agreed is not None and status == "agreed":
        since = f", {day(term.agreed.on)}" if term.agreed.on else ""
        return [f"{escape(term.agreed.definition)} (agreed{since})"]
    said = [f"- {escape(side)}: {escape(words)}" for side, words in term.definitions.items()]
    if term.agreed is not None:
        said.insert(0, f"- {status}: {escape(term.agreed.definition)}")
    elif term.definition:
        said.insert(0, f"- proposed: {escape(term.definition)}")
    return [f"Not agreed, {status}.", "", *said] if said else [f"Not agreed, {status}."]


def word_lines(minutes: Minutes) -> list[str]:
    """What became of words in the meeting and since the one before: rounds of voices, changes, examples."""
    parts = [
        ("Settled in the meeting", [line for one in agreed_terms(minutes) for line in _rounds(minutes, one)]),
        (
            "Changed since the meeting before, and in this one",
            [line for one in minutes.word_changes for line in _change(minutes, one)],
        ),
        (
            "What each side said unseen",
            [
                line
                for term_id, texts in minutes.blind_texts.items()
                for line in _blind(minutes, term_id, texts)
            ],
        ),
        ("Examples", [_example(minutes, one) for one in minutes.examples]),
    ]
    lines: list[str] = []
    for title, found in parts:
        if found:
            lines += ["", f"### {title}", "", *found]
    return ["## Words", *lines] if lines else []


def _rounds(minutes: Minutes, one: TermAgreement) -> list[str]:
    """The wordings before the last one, with what stood in their way."""
    lines = []
    for earlier in one.rounds:
        voices = ", ".join(
            f"{escaped_side(minutes.meeting, side)}: {escape(voice)}"
            for side, voice in earlier.voices.items()
        )
        lines.append(f"- **{escape(one.name)}** was asked as: {escape(earlier.definition)} ({voices})")
        if earlier.objection:
            lines.append(f"  - Heard: {escape(earlier.objection)}")
    if one.rounds:
        lines.append(f"- **{escape(one.name)}** is {one.outcome} as: {escape(one.definition)}")
    return lines


def _change(minutes: Minutes, change: TermChange) -> list[str]:
    version = change.version
    source = "in the file" if version.source == "file" else "in the program"
    side = f" by {escaped_side(minutes.meeting, version.side)}" if version.side else ""
    head = f"- **{escape(version.name)}** {change.kind} {source}{side}, {day(version.at.date())}"
    # Of a new term the name stands in the line above.
    fields = [one for one in change.fields if change.kind == "changed" or one.field != "term"]
    return [head, *(line for one in fields for line in _field(one))]


def _field(change: FieldChange) -> list[str]:
    name = escape(field_name(change.field))
    if change.old and change.new:
        return [f"  - {name}: {escape(change.new)}", f"    - Before: {escape(change.old)}"]
    if change.new:
        return [f"  - {name}: {escape(change.new)}"]
    return [f"  - {name} left out: {escape(change.old)}"]


def _blind(minutes: Minutes, term_id: str, texts: dict[str, str]) -> list[str]:
    name = minutes.term_names.get(term_id, term_id)
    said = [f"  - {escaped_side(minutes.meeting, side)}: {escape(text)}" for side, text in texts.items()]
    return [f"- **{escape(name)}**", *said]


def _example(minutes: Minutes, one: Example) -> str:
    name = escape(minutes.term_names.get(one.term_id, one.term_id))
    said = ", ".join(
        f"{escaped_side(minutes.meeting, side)}: {'yes' if counts else 'no'}"
        for side, counts in one.said.items()
    )
    became = {
        "counts": "it counts",
        "does not count": "it does not count",
        "open": "left open",
        "issue": f"now issue I{one.issue}",
        "rule": f"now a rule: {escape(one.rule)}",
    }
    return f"- **{name}**: {escape(one.text)}{f' ({said})' if said else ''}; {became[one.outcome]}"
