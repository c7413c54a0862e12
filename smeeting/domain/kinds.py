"""The table of item kinds. A kind is one row here and one module in each layer that needs it."""

from typing import NamedTuple


class Kind(NamedTuple):
    """What every layer may ask about a kind of item."""

    name: str
    title: str
    """The title of an item that has none."""
    purpose: str
    """One line for help and schema."""
    listens: bool = False
    """The room listens: actions and decisions wait for after the room."""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("opening", "Opening", "who is here, roles, and what was promised last time"),
        Kind("metrics", "Key metrics, both directions", "what each team owes the other, in numbers"),
        Kind("leads", "Lead review", "real leads one by one, with a verdict"),
        Kind("issues", "Process issues", "difficulties aired and heard, answered later", listens=True),
        Kind("vocabulary", "Shared vocabulary", "what each team means by a word, until both mean the same"),
        Kind("questions", "Standing questions", "questions asked at every meeting"),
        Kind("content", "Content", "what marketing makes and sales uses"),
        Kind("campaigns", "Campaigns", "joint launches, and the look back at them"),
        Kind("alignment", "Alignment", "who the customer is, and what each team is paid for"),
        Kind("notes", "Notes", "anything else"),
        Kind("closing", "Closing", "read-back, ratings, the next date, the minutes"),
    )
}
DEFAULT_KIND = "notes"
