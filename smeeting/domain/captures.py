"""Captures: what is recorded during a meeting, and what became of it."""

import datetime as dt
from typing import Literal, get_args

import msgspec

from smeeting.domain.owners import Meant

CaptureKind = Literal["issue", "action", "decision", "note", "idea", "voice", "dispute"]
CAPTURE_KINDS: tuple[CaptureKind, ...] = get_args(CaptureKind)

LETTERS: dict[CaptureKind, str] = {
    "issue": "I",
    "action": "A",
    "decision": "D",
    "note": "N",
    "idea": "P",
    "voice": "V",
    "dispute": "T",
}
"""The letter before a number. All kinds share the numbers, so a letter may change, a number never."""

IssueState = Literal["aired", "heard", "owned", "answered", "closed", "withdrawn"]
ISSUE_STATES: tuple[IssueState, ...] = get_args(IssueState)
OPEN_ISSUE_STATES: tuple[IssueState, ...] = ("aired", "heard", "owned")

Understood = Literal["", "yes", "not quite"]
"""What the one who raised an issue says of the paraphrase; empty until asked."""
Helps = Literal["", "yes", "no"]
"""What the one who raised an issue says of the answer; empty until asked."""

ActionState = Literal["open", "done", "dropped"]


class Capture(msgspec.Struct, frozen=True):
    """One thing that was recorded."""

    number: int
    kind: CaptureKind
    text: str
    side: str | None = None
    meeting: str | None = None
    """The name of the meeting it was recorded in; None between meetings."""
    item: int | None = None
    """The position of the agenda item, from 0."""
    at: dt.datetime | None = None
    """None for anonymous issues."""
    after_room: bool = False
    """Typed while the room listened, so kept for after the room."""
    term_id: str | None = None

    @property
    def ref(self) -> str:
        """The id people use, such as `I14`."""
        return f"{LETTERS[self.kind]}{self.number}"


class Issue(msgspec.Struct, frozen=True):
    """A difficulty in how the teams work together."""

    capture: Capture
    state: IssueState = "aired"
    anonymous: bool = False
    heard: str = ""
    """The other team's paraphrase."""
    owner: str = ""
    answer_by: dt.date | None = None
    answer: str = ""
    answered_on: dt.date | None = None
    age: int = 0
    """In meetings: 0 in the one it was aired in."""
    understood: Understood = ""
    helps: Helps = ""
    merged_into: int | None = None
    """The number of the issue that says the same, and goes on for both."""
    times_raised: int = 1
    """Itself and the duplicates that were merged into it."""
    me_too: dict[str, int] = {}
    """Side to how often it said that it has this difficulty too, of it or of what was merged into it."""

    @property
    def is_heard(self) -> bool:
        """Whether the other side said it back, and the one who raised it did not say otherwise.

        Nobody is asked to own up to an anonymous one: there the paraphrase is enough.
        """
        return bool(self.heard) and (self.understood == "yes" or self.anonymous)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state in OPEN_ISSUE_STATES

    def is_late(self, today: dt.date) -> bool:
        """Whether its answer-by date has passed without an answer."""
        return self.is_open and self.answer_by is not None and self.answer_by < today


class Action(msgspec.Struct, frozen=True):
    """Something a person undertook to do."""

    capture: Capture
    owner: str = ""
    """Empty where nobody has taken it yet."""
    due: dt.date | None = None
    state: ActionState = "open"
    done_on: dt.date | None = None
    outcome: str = ""
    """What was done, or why it was dropped."""
    issue: int | None = None
    """The number of the issue it answers."""

    def is_late(self, today: dt.date) -> bool:
        """Whether its date has passed and it is still open."""
        return self.state == "open" and self.due is not None and self.due < today


class Rephrasing(msgspec.Struct, frozen=True):
    """A phrasing about the process, offered for a text that blames."""

    text: str
    """What the text would be."""
    line: str
    """The capture line that says it so."""


class Receipt(msgspec.Struct, frozen=True):
    """What a line did, in one sentence; it exists only once that is on disk."""

    ref: str
    """The id to name it by, or empty where there is none (attendance, a value)."""
    text: str
    change: int | None = None
    """The change that undo takes back; None where nothing was stored or it was stored without a trace."""
    shows_term: str | None = None
    """A term the screen should open."""
    words: str = ""
    """The text that was kept, to look for the glossary's words in; empty for what is anonymous."""
    owner: Meant | None = None
    """Who is meant by the owner that was written; None where the line names none."""
    due: dt.date | None = None
    """The date that was read for the owner."""
    undated: str = ""
    """Why a date that was written was not read; empty where all is clear."""
    offer: str = ""
    """A line offered instead, such as the parking of a fix that came while the room listens."""
    rephrasing: Rephrasing | None = None
    """Another phrasing, offered for a text that blames while the room listens."""


def parse_ref(text: str) -> int | None:
    """The number in an id such as `I14`, `i14`, `#14` or `14`; None where it is no id."""
    bare = text.strip().lstrip("#")
    if bare[:1].upper() in LETTERS.values():
        bare = bare[1:]
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 15 else None
