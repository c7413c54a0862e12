"""An edit of glossary.yaml that could not be made safely: why, and what to put in by hand."""

from textual.app import App

from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.text import plain_lines


async def show_paste(app: App[object], trouble: str, paste: str, *, besides: str = "") -> None:
    """Show why the file stays as it is, and the lines to paste where there are some.

    `besides` is what else there is to know. To be awaited in a worker.
    """
    parts = [trouble, besides, *(["To put it in by hand:", paste] if paste else [])]
    words = plain_lines("\n\n".join(filter(None, parts)))
    await choose(app, "glossary.yaml stays as it is", [Choice("o", "go on", True)], words, foot="")
