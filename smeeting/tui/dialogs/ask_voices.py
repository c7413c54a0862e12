"""Settling a term: the words first, then a voice from each team, one after the other."""

from collections.abc import Sequence

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term, VoiceWord
from smeeting.domain.text import why_unstorable
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.inks import MUTED
from smeeting.tui.text import Part, joined, plain_lines

_LONGEST = 400


async def ask_wording(app: App[object], term: Term, teams: Sequence[Team]) -> str | None:
    """Ask for the words to settle on, with the most settled ones there are to begin from.

    To be awaited in a worker.
    """
    said: list[Part] = []
    for team in teams:
        words = term.definitions.get(team.side, "")
        said += [
            (f"{team.name}: ", MUTED),
            plain_lines(words[:_LONGEST] or "–"),
            "\n" if team is not teams[-1] else "",
        ]
    body = joined(*(plain_lines(part) if isinstance(part, str) else part for part in said))
    return await ask_text(
        app, f"Words for {term.term}", body, default=_first_words(term, teams), hint=_HINT, check=_check
    )


async def ask_voice(app: App[object], team: Team, definition: str) -> VoiceWord | None:
    """Ask one team what it says of the words. To be awaited in a worker."""
    choices: list[Choice[VoiceWord]] = [
        Choice("l", "like", "like"),
        Choice("w", "live with", "live with"),
        Choice("u", "uncomfortable", "uncomfortable", "then it stays disputed"),
    ]
    return await choose(app, f"{team.name} speaks", choices, plain_lines(definition[:_LONGEST]))


def _first_words(term: Term, teams: Sequence[Team]) -> str:
    if term.agreed:
        return term.agreed.definition
    wordings = [term.definitions.get(team.side, "") for team in teams]
    return next((words for words in (term.definition, *wordings) if words.strip()), "")


def _check(text: str) -> None:
    if not text.strip():
        raise SmeetingError("there are no words to agree on", "write a definition, or esc")
    trouble = why_unstorable(text)
    if trouble:
        raise SmeetingError(trouble, "take it out and try again")


_HINT = "what both teams will mean by it"
