"""What is asked about a list as a whole: which saved filter, and which file it is written to."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.app import App

from smeeting.domain.errors import SmeetingError
from smeeting.domain.filter_keys import Which
from smeeting.domain.text import counted, why_unstorable
from smeeting.services import filters
from smeeting.services.desk import Desk
from smeeting.services.filters import Listing
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.dialogs.confirm import confirm
from smeeting.tui.text import plain

if TYPE_CHECKING:
    from smeeting.render.record_export import Format

_SAVE, _REMOVE = "save", "remove"


class Answer(NamedTuple):
    """What came of the question about saved filters."""

    text: str | None = None
    """The filter that was chosen."""
    receipt: str = ""


async def choose_filter(app: App[object], desk: Desk, which: Which, text: str) -> Answer | None:
    """Choose a saved filter, save the present one, or remove one; None where nothing was chosen.

    To be awaited in a worker. Raises SmeetingError where one can't be saved.
    """
    saved = filters.saved(desk, which)
    named = numbered([(name, ("", name)) for name in saved])
    choices = [choice._replace(note=saved[choice.value[1]]) for choice in named]
    if text.strip():
        choices.append(Choice("plus", "save this one", (_SAVE, ""), text.strip()))
    if saved:
        choices.append(Choice("minus", "remove one", (_REMOVE, "")))
    if not choices:
        raise SmeetingError("no filter is saved yet", "/ writes one, and f saves it under a name")
    chosen = await choose(app, "Which filter?", choices)
    match chosen:
        case None:
            return None
        case ("save", _):
            return await _save(app, desk, which, text)
        case ("remove", _):
            return await _remove(app, desk, which, saved)
        case (_, name):
            return Answer(saved[name])


async def _save(app: App[object], desk: Desk, which: Which, text: str) -> Answer | None:
    name = await ask_text(app, "Save it as?", plain(text.strip()), hint="a word or two", check=_check_name)
    if name is None:
        return None
    filters.save(desk, which, name, text)
    return Answer(receipt=f"saved as {name.strip()}; f finds it, and so does --saved in the shell")


async def _remove(app: App[object], desk: Desk, which: Which, saved: dict[str, str]) -> Answer | None:
    choices = [
        choice._replace(note=saved[choice.value]) for choice in numbered([(name, name) for name in saved])
    ]
    name = await choose(app, "Remove which?", choices)
    if name is None:
        return None
    filters.remove(desk, which, name)
    return Answer(receipt=f"{name} is removed")


async def export(app: App[object], desk: Desk, listing: Listing, text: str) -> str | None:
    """Ask for a format and a file, and write all that is listed; the receipt. To be awaited in a worker."""
    forms: list[Choice[Format]] = [
        Choice("c", "CSV", "csv", "for a spreadsheet"),
        Choice("j", "JSON", "json", "for a program"),
        Choice("m", "Markdown", "markdown", "for people"),
    ]
    form = await choose(app, "Write what is listed as?", forms)
    if form is None:
        return None
    name = filters.export_name(desk, listing, form)
    written = await ask_text(app, "To which file?", default=name, hint="a path", check=_check_name)
    if written is None:
        return None
    path = Path(written.strip()).expanduser()
    if path.is_file() and not await confirm(app, "Write over it?", plain(desk.shown(path))):
        return None
    count = filters.export(desk, listing, form, text, path)
    return f"{counted(count, listing.asked.which.removesuffix('s'))} written to {desk.shown(path)}"


def _check_name(text: str) -> None:
    if not text.strip():
        raise SmeetingError("a name is missing", "esc leaves it")
    trouble = why_unstorable(text)
    if trouble:
        raise SmeetingError(trouble, "take it out and try again")
