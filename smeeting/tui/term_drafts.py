"""Drafting a word that the glossary lacks."""

from textual.app import App

from smeeting.domain.known_abbreviations import JARGON
from smeeting.services import glossary_edits
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.room import Room


async def draft_term(app: App[object], room: Room, word: str = "") -> None:
    """Put a word into the glossary as a draft, after asking for it where it is not known."""
    name = word or await ask_text(app, "Which word is missing?", hint="as both teams say it")
    if not name:
        return
    long = JARGON.get(name.lower(), "")
    room.store(
        lambda: glossary_edits.add(room.desk, name, {"long": long}, room.now()),
        f"{name} is a draft in glossary.yaml now",
    )
