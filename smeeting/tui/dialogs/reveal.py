"""Opening the anonymous issues: all at once, or after one person has read them alone and held some back."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

from textual.app import App

from smeeting.domain.anonymity import PROTECTION
from smeeting.domain.errors import SmeetingError
from smeeting.domain.text import counted, why_unstorable
from smeeting.services.anonymous import Unread
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.dialogs.reading import read_and_choose
from smeeting.tui.inks import MUTED
from smeeting.tui.text import plain, plain_lines
from smeeting.tui.widgets.text_pane import Paragraph

Way = Literal["open", "read"]

_SHOWN = 20_000
"""Characters of a text that are shown at most."""


async def ask_how_to_open(app: App[object], waiting: int, held: int) -> Way | None:
    """Ask whether to open those that wait, or to read them first. To be awaited in a worker."""
    choices: list[Choice[Way | None]] = [
        Choice("o", "open all now", "open", "shuffled, in one batch"),
        Choice("r", "read them first, alone", "read", "to hold one back"),
        Choice("n", "not now", None),
    ]
    before = f"{held} held back earlier stay{'s' if held == 1 else ''} so. " if held else ""
    title = f"{counted(waiting, 'anonymous issue')} to open"
    # Enter picks nothing at first: what is opened stays open.
    return await choose(app, title, choices, plain(before + PROTECTION), begin=None)


async def read_alone(app: App[object], unread: Sequence[Unread]) -> dict[str, str] | None:
    """Show each text by itself, and ask whether the room is to hear it: key to the word why not.

    None where the reading was left: then nothing is held back, and nothing opened. To be awaited in a worker.
    """
    if await choose(app, "Nobody else sees this screen?", [_SHOW], plain(_ALONE), foot=_LEAVE) is None:
        return None
    held: dict[str, str] = {}
    for place, one in enumerate(unread, 1):
        why = await _asked(app, one.text, f"{place} of {len(unread)}, shuffled: shall the room hear it?")
        if why is None:
            return None
        if why:
            held[one.key] = why
    kept = len(unread) - len(held)
    choices = [Choice("o", f"open {kept} now" if kept else "hold them back", True)]
    title = f"{kept} to open, {len(held)} held back" if held else f"{kept} to open, none held back"
    words = plain(_ALL_READ + (_ON_RECORD if held else ""))
    if await choose(app, title, choices, words, foot=_LEAVE) is None:
        return None
    return held


async def _asked(app: App[object], text: str, title: str) -> str | None:
    """The word why a text is held back, empty where it is kept; None where the reading is left."""
    choices = [
        Choice("k", "keep it: the room hears it", "keep"),
        Choice("h", "hold it back, with a word why", "hold"),
    ]
    while True:
        answer = await read_and_choose(app, title, partial(_page, text), choices, foot=_LEAVE)
        if answer is None:
            return None
        if answer == "keep":
            return ""
        why = await ask_text(
            app,
            "Why is it held back?",
            plain("The room reads this word, not the text, so let it not say what the text says."),
            hint="such as: it names a person",
            check=_check_word,
        )
        if why is not None:
            return why.strip()


def _page(text: str, _width: int) -> list[Paragraph]:
    lines = [Paragraph(line) for line in plain_lines(text[:_SHOWN]).split("\n", allow_blank=True)]
    cut = len(text) - _SHOWN
    return lines + ([Paragraph(plain(f"… {cut} characters more", MUTED))] if cut > 0 else [])


def _check_word(text: str) -> None:
    if not text.strip():
        raise SmeetingError("to hold one back takes a word", "say why, or esc")
    if trouble := why_unstorable(text):
        raise SmeetingError(trouble, "take it out and try again")


_LEAVE = "esc to leave it: nothing is opened or held back"
_SHOW = Choice("s", "show the first", True)
_ALONE = (
    "Stop sharing the screen, and turn it away. Each text comes by itself, in an order that tells nothing."
)
_ALL_READ = "All were read, and none is opened yet: share the screen again, then open them in one batch."
_ON_RECORD = " How many were held back, and the word why, go into the minutes with it."
