"""What a capture line can say, as values; `smeeting.domain.line` reads them."""

import datetime as dt

import msgspec

from smeeting.domain.captures import CaptureKind
from smeeting.domain.people import Person, Presence


class Record(msgspec.Struct, frozen=True, tag=True):
    """Something to keep."""

    kind: CaptureKind
    text: str
    side: str | None = None
    anonymous: bool = False
    owner: str = ""
    """Of an action; empty where the line leaves it open."""
    due: dt.date | None = None
    """Of an action."""
    undated: str = ""
    """What to say of a `by DATE` of an action that was not read and stays in its text; empty without one."""
    term_id: str | None = None
    """The stage of the funnel that a customer's voice is about."""


class Heard(msgspec.Struct, frozen=True, tag=True):
    """The other side's paraphrase of an issue."""

    issue: int
    text: str


class Understood(msgspec.Struct, frozen=True, tag=True):
    """The one who raised an issue says that the paraphrase is it."""

    issue: int
    word: str = ""


class NotQuite(msgspec.Struct, frozen=True, tag=True):
    """The one who raised an issue says what the paraphrase lacks."""

    issue: int
    text: str


class MeToo(msgspec.Struct, frozen=True, tag=True):
    """A side that has the difficulty of an issue too."""

    issue: int
    side: str | None = None
    """None for the one that speaks."""


class Own(msgspec.Struct, frozen=True, tag=True):
    """Who answers an issue, or does an action, by when."""

    number: int
    owner: str
    by: dt.date | None = None
    """None leaves the date as it is."""


class ShowTerm(msgspec.Struct, frozen=True, tag=True):
    """A term to show."""

    name: str


class Dispute(msgspec.Struct, frozen=True, tag=True):
    """A term that is disputed from now on."""

    name: str
    why: str


class SetMetric(msgspec.Struct, frozen=True, tag=True):
    """This period's actual of a metric."""

    name: str
    value: float
    note: str = ""


class Attend(msgspec.Struct, frozen=True, tag=True):
    """Who is here, sent regrets or left."""

    presence: Presence
    people: tuple[Person, ...]


class Correct(msgspec.Struct, frozen=True, tag=True):
    """A correction of the last capture."""

    old: str
    new: str


class TakeBack(msgspec.Struct, frozen=True, tag=True):
    """An undo, of the last thing or of the one named."""

    ref: str | None = None


class OffRecord(msgspec.Struct, frozen=True, tag=True):
    """A line that is stored nowhere, so its text is not kept here either."""


Line = (
    Record
    | Heard
    | Understood
    | NotQuite
    | MeToo
    | Own
    | ShowTerm
    | Dispute
    | SetMetric
    | Attend
    | Correct
    | TakeBack
    | OffRecord
)
