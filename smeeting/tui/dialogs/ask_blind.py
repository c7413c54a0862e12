"""The blind check: each side types what a word means, and reads nothing before all have."""

from collections.abc import Sequence
from functools import partial

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.blind_checks import BlindCheck
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term
from smeeting.domain.text import why_unstorable
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.dialogs.reading import read_and_choose
from smeeting.tui.term_card import side_by_side
from smeeting.tui.text import plain

Proposal = tuple[str, bool]
"""The words to propose, and whether the texts become each team's own words."""


async def ask_turn(app: App[object], term: Term, teams: Sequence[Team], check: BlindCheck) -> Team | None:
    """Ask which of the teams that have not answered types now. To be awaited in a worker."""
    waiting = [team for team in teams if team.side in check.waiting]
    answered = [team.name for team in teams if team.side in check.answered]
    words = f"{' and '.join(answered)} has answered; it stays hidden." if answered else _FIRST
    choices = [Choice(str(number), f"{team.name} types now", team) for number, team in enumerate(waiting, 1)]
    return await choose(app, f"Blind check: what is {term.term}?", choices, plain(words), foot=_FOOT)


_FIRST = "Each team types without seeing the other's words. Then both are shown."
_FOOT = "or at another terminal: smeeting glossary blind; esc to leave it"


async def ask_meaning(app: App[object], term: Term, team: Team) -> str | None:
    """Ask one team what a word means. To be awaited in a worker."""
    return await ask_text(
        app,
        f"{team.name}: what is {term.term}?",
        plain("The others look away. It is hidden as soon as you press ⏎."),
        hint="in your own words",
        check=_check,
    )


async def ask_proposal(
    app: App[object], term: Term, teams: Sequence[Team], check: BlindCheck
) -> Proposal | None:
    """Show what all have written, and ask what is proposed. To be awaited in a worker."""
    said = {team.name: check.texts[team.side] for team in teams}
    choices: list[Choice[bool]] = [
        Choice("p", "propose words made of these", False),
        Choice("o", "the same, and keep these as each team's own words", True),
    ]
    as_own = await read_and_choose(
        app,
        f"What {term.term} is to each of us",
        partial(side_by_side, said),
        choices,
        foot="esc to look at it later",
    )
    if as_own is None:
        return None
    words = await ask_text(
        app,
        f"A proposal for {term.term}",
        plain("The voices are asked for later, with y."),
        default=next(iter(said.values())),
        hint="what both could mean",
        check=_check,
    )
    return None if words is None else (words, as_own)


def _check(text: str) -> None:
    if not text.strip():
        raise SmeetingError("there are no words", "write what it means, or esc")
    trouble = why_unstorable(text)
    if trouble:
        raise SmeetingError(trouble, "take it out and try again")
