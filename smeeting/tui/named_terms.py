"""Terms looked up: one card, and from it on to the others that were named."""

from collections.abc import Callable, Sequence

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.services import glossaries, term_history
from smeeting.services.desk import Desk
from smeeting.tui.dialogs.term_card import show_term


async def show_terms(
    app: App[object],
    desk: Desk,
    teams: tuple[Team, ...],
    ids: Sequence[str],
    refuse: Callable[[str], None],
    *,
    named: bool = False,
) -> bool:
    """Show the card of the first term, and of those chosen from it; whether another one is to be typed.

    `named` terms are those of a text, from which one may go on to any other. To be awaited in a worker.
    """
    wanted: str | None = ids[0]
    while wanted:
        try:
            term, glossary = glossaries.find(desk, wanted), desk.glossary
            timeline = term_history.timeline(desk, term.id)
        except SmeetingError as error:
            refuse(str(error))
            return False
        others = [(found.term, one) for one in ids if one != term.id and (found := glossary.get(one))]
        wanted = await show_term(
            app, term, glossary, teams, timeline=timeline, others=others if named else None
        )
    return wanted == ""
