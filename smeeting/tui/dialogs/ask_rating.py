"""What one side says of the meeting: a number from 1 to 10, and below 8 the reason."""

from textual.app import App

from smeeting.domain.errors import SmeetingError
from smeeting.domain.people import Rating
from smeeting.tui.dialogs.ask_text import ask_text

REASON_BELOW = 8


async def ask_rating(app: App[object], team: str, side: str) -> Rating | None:
    """Ask a side for its rating, and below 8 for the reason. To be awaited in a worker."""
    text = await ask_text(app, f"{team} rates the meeting", hint="1 to 10", check=read_score)
    if text is None:
        return None
    score = read_score(text)
    if score >= REASON_BELOW:
        return Rating(side, score)
    reason = await ask_text(app, f"{team}: what would have made it an {REASON_BELOW}?", check=_need_reason)
    return None if reason is None else Rating(side, score, reason.strip())


def read_score(text: str) -> int:
    """The rating a text says. Raises SmeetingError for anything but a whole number from 1 to 10."""
    written = text.strip()
    if not written.isascii() or not written.isdigit() or len(written) > 2 or not 1 <= int(written) <= 10:
        raise SmeetingError("ratings go from 1 to 10", "write a whole number")
    return int(written)


def _need_reason(text: str) -> None:
    if not text.strip():
        raise SmeetingError("a rating below 8 needs its reason", "say what would have made it an 8")
