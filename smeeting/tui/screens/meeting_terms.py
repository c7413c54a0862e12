"""Terms looked up in a meeting: one card, and from it on to the others that were named."""

from collections.abc import Sequence

from textual.app import App

from smeeting.domain.errors import SmeetingError
from smeeting.services import glossaries, term_history
from smeeting.tui.room import Room


async def show_terms(app: App[object], room: Room, ids: Sequence[str], *, named: bool = False) -> bool:
    """Show the card of the first term, and of those chosen from it; whether another one is to be typed.

    `named` terms are those of a text, from which one may go on to any other. To be awaited in a worker.
    """
    from smeeting.tui.dialogs.term_card import show_term

    wanted: str | None = ids[0]
    while wanted:
        try:
            term, glossary = glossaries.find(room.desk, wanted), room.desk.glossary
            timeline = term_history.timeline(room.desk, term.id)
        except SmeetingError as error:
            room.refuse(str(error))
            return False
        others = [(found.term, one) for one in ids if one != term.id and (found := glossary.get(one))]
        wanted = await show_term(
            app, term, glossary, room.meeting().teams, timeline=timeline, others=others if named else None
        )
    return wanted == ""
