"""Whether an example counts: asked of each team by itself, then what becomes of a difference."""

from collections.abc import Sequence
from typing import Literal

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term
from smeeting.domain.term_examples import Candidate, Example
from smeeting.domain.text import why_unstorable
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, Choose, choose
from smeeting.tui.inks import MUTED, STRONG
from smeeting.tui.text import Part, joined, plain, plain_lines

Difference = Literal["issue", "rule", "open"]

_LISTED = {"counts": "the glossary says it counts", "does_not_count": "the glossary says it does not count"}


async def ask_whether_it_counts(
    app: App[object], term: Term, candidate: Candidate, teams: Sequence[Team], left: int
) -> dict[str, bool] | Literal["skip"] | None:
    """Ask each team about one example; None where the asking was left. To be awaited in a worker."""
    words = _about(candidate, teams)
    said: dict[str, bool] = {}
    for place, team in enumerate(teams):
        keys = "123456789"[2 * place :]
        choices: list[Choice[bool | None]] = [
            Choice(keys[0], "it counts", True),
            Choice(keys[1], "it does not", False),
        ]
        if place == 0:
            choices.append(Choice("n", "next example", None, f"{left} more" if left else "the last one"))
        title = f"{team.name}: is this {_article(term.term)} {term.term}?"
        picked = await app.push_screen_wait(_asked(title, choices, words))
        if picked is None:
            return None
        if picked[0] is None:
            return "skip"
        said[team.side] = picked[0]
    return said


def _asked(title: str, choices: Sequence[Choice[bool | None]], words: Part) -> Choose[tuple[bool | None]]:
    boxed = [Choice(one.key, one.label, (one.value,), one.note) for one in choices]
    return Choose(title, boxed, words, foot="each team has its own keys; esc to leave it", begin=None)


def _about(candidate: Candidate, teams: Sequence[Team]) -> Part:
    parts: list[Part] = [plain_lines(candidate.text, STRONG)]
    if candidate.listed:
        parts.append((f"\n{_LISTED[candidate.listed]}", MUTED))
    parts += [plain_lines(f"\n{detail}", MUTED) for detail in candidate.details]
    if candidate.example is not None and candidate.example.said:
        names = {team.side: team.name for team in teams}
        last = ", ".join(
            f"{names.get(side, side)} said {'yes' if yes else 'no'}"
            for side, yes in candidate.example.said.items()
        )
        parts.append(plain_lines(f"\nlast time {last}", MUTED))
    return joined(*(plain_lines(*part) if isinstance(part, tuple) else part for part in parts))


def _article(word: str) -> str:
    """`an` before a vowel, and before an abbreviation whose first letter is spoken with one: an MQL."""
    spoken_with_vowel = "AEFHILMNORSX" if word.isupper() else "AEIO"
    return "an" if word[:1].upper() in spoken_with_vowel else "a"


async def ask_example(app: App[object], term: Term) -> str | None:
    """Ask for an example in words. To be awaited in a worker."""

    def check(text: str) -> None:
        if not text.strip():
            raise SmeetingError("there is no example", "say what it is, or esc")
        if trouble := why_unstorable(text):
            raise SmeetingError(trouble, "take it out and try again")

    return await ask_text(
        app,
        f"An example of {term.term}, or of what is none",
        hint="such as a form filled in twice",
        check=check,
    )


async def ask_what_becomes(app: App[object], term: Term, example: Example) -> Difference | None:
    """Ask what becomes of an example that the teams see differently. To be awaited in a worker."""
    choices: list[Choice[Difference]] = [
        Choice("i", "an issue", "issue", "aired now, answered later"),
        Choice("r", "a rule", "rule", "a sentence that settles it"),
        Choice("l", "leave it open", "open", "asked again next time"),
    ]
    return await choose(app, f"The teams differ on {term.term}", choices, plain(example.text))


async def ask_rule(app: App[object], term: Term, example: Example) -> tuple[str, bool] | None:
    """Ask for the rule, and whether what it says counts. To be awaited in a worker."""
    text = await ask_text(
        app,
        f"The rule for {term.term}",
        plain(example.text),
        # A lead's name is no rule to begin from.
        default="" if example.lead_key else example.text,
        hint="what settles it",
    )
    if text is None or not text.strip():
        return None
    choices: list[Choice[bool]] = [Choice("1", "it counts", True), Choice("2", "it does not count", False)]
    counts = await choose(app, "What the rule says", choices, plain(text), begin=None)
    return None if counts is None else (text, counts)
