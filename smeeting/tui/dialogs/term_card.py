"""A term looked up in the middle of a meeting."""

from collections.abc import Sequence
from functools import partial

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.term_history import TermChange
from smeeting.tui.dialogs.choose import Choice
from smeeting.tui.dialogs.reading import read_and_choose
from smeeting.tui.term_card import term_card


async def show_term(
    app: App[object],
    term: Term,
    glossary: Glossary,
    teams: tuple[Team, ...],
    *,
    timeline: Sequence[TermChange] = (),
    others: Sequence[tuple[str, str]] | None = None,
) -> str | None:
    """Show a term. To be awaited in a worker.

    `others` are names and ids that can be gone on to; None where nothing but the card was asked for.
    Returns the id that was chosen, nothing for another term to be typed, None to leave it.
    """
    named = enumerate((others or ())[:8], 1)
    choices = [Choice(str(number), name, term_id) for number, (name, term_id) in named]
    another = [] if others is None else [Choice("t", "another term", "")]
    return await read_and_choose(
        app,
        "",
        partial(term_card, term, glossary, teams, timeline=timeline),
        [*choices, *another],
        foot="↑ ↓ to scroll, esc to close" if others is None else "page up and down to scroll, esc to close",
    )
