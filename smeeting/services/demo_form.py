"""The form of the demo's story: what is told of an invented company, as plain values."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from smeeting.domain.glossary import VoiceWord
from smeeting.domain.metrics import Value
from smeeting.domain.people import Rating
from smeeting.domain.periods import Period
from smeeting.domain.verdicts import VerdictWord
from smeeting.domain.voices import Round, all_can_live_with

FateMove = Literal[
    "owned",
    "answered",
    "helps",
    "does not help",
    "closed",
    "withdrawn",
    "merged",
    "done",
    "dropped",
    "requested",
]
ISSUE_MOVES: tuple[FateMove, ...] = (
    "owned",
    "answered",
    "helps",
    "does not help",
    "closed",
    "withdrawn",
    "merged",
)
ACTION_MOVES: tuple[FateMove, ...] = ("done", "dropped")


class Member(msgspec.Struct, frozen=True):
    """An invented person, called by the given name in lines and fates."""

    given: str
    surname: str
    side: str

    @property
    def name(self) -> str:
        """The whole name, which nobody could take for a real one."""
        return f"{self.given} {self.surname}"


class Said(msgspec.Struct, frozen=True):
    """A capture line, as the scribe typed it."""

    at_s: int
    """Seconds since the item began."""
    line: str
    """May name what an earlier line made as `{key}`. `+sales {key}` is a me-too of that side."""
    key: str = ""
    """What fates and later lines call the capture that this line made."""


class Part(msgspec.Struct, frozen=True):
    """One item of the agenda, as it was held."""

    kind: str
    used_s: int
    said: tuple[Said, ...]


class Settled(msgspec.Struct, frozen=True):
    """What the teams said of one term's wording, in the item `vocabulary`."""

    at_s: int
    """Seconds since the item began."""
    term_id: str
    definition: str
    marketing: VoiceWord
    sales: VoiceWord
    rounds: tuple[Round, ...] = ()
    """The wordings before this one, with what was heard about them."""
    unseen: tuple[tuple[str, str], ...] = ()
    """What each side said it means before they talked: side and text."""

    @property
    def voices(self) -> dict[str, VoiceWord]:
        """Side to what it said."""
        return {"marketing": self.marketing, "sales": self.sales}

    @property
    def outcome(self) -> Literal["agreed", "disputed"]:
        """Agreed where both sides can live with it."""
        return "agreed" if all_can_live_with(self.voices, tuple(self.voices)) else "disputed"


class Counted(msgspec.Struct, frozen=True):
    """An example that the sides saw differently, and the rule it became."""

    at_s: int
    """Seconds since the item began."""
    term_id: str
    text: str
    marketing: bool
    sales: bool
    rule: str
    """What counts."""


class Edit(msgspec.Struct, frozen=True):
    """A change of the glossary between two meetings."""

    on: dt.date
    term_id: str
    field: str
    """As `smeeting glossary set` calls it."""
    text: str
    by_hand: bool = False
    """Whether it was made in an editor, rather than in the program."""


class Sitting(msgspec.Struct, frozen=True):
    """One past meeting."""

    held_on: dt.date
    facilitator: str
    scribe: str
    parts: tuple[Part, ...]
    """One for each item of the monthly agenda, in its order."""
    settled: tuple[Settled, ...]
    ratings: tuple[Rating, ...]
    regrets: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Who went before the end."""
    counted: tuple[Counted, ...] = ()


class Fate(msgspec.Struct, frozen=True):
    """What became of an issue, an action or a voice. On a meeting's day it happens after that meeting."""

    on: dt.date
    key: str
    move: FateMove
    who: str = ""
    """The owner's given name, where the move is `owned`; the asked side, where it is `requested`."""
    answer_by: dt.date | None = None
    """Only where the move is `owned`."""
    text: str = ""
    """The answer, the outcome, or why it was dropped or withdrawn, or what does not help."""
    into: str = ""
    """What the issue that goes on for both is called, where the move is `merged`."""


class Series(msgspec.Struct, frozen=True):
    """One metric's history."""

    term_id: str
    first: Period
    actuals: tuple[float | None, ...]
    """One a period from `first` on; None is n/a."""
    targets: tuple[tuple[str, float], ...]
    """From which period on a target holds, oldest first."""
    notes: tuple[tuple[str, str], ...] = ()
    """Period and note."""

    def values(self) -> tuple[Value, ...]:
        """Each period's actual and target, oldest first."""
        return tuple(self._value(self.first.shifted(at), actual) for at, actual in enumerate(self.actuals))

    def _value(self, period: Period, actual: float | None) -> Value:
        held = [target for since, target in self.targets if Period.parse(since) <= period]
        note = dict(self.notes).get(str(period), "")
        return Value(self.term_id, period, actual, held[-1] if held else None, note, "demo")


class Story(msgspec.Struct, frozen=True):
    """All that the demo tells."""

    company: str
    about: str
    today: dt.date
    """The day the demo is opened on: that of the next meeting."""
    members: tuple[Member, ...]
    sittings: tuple[Sitting, ...]
    """Oldest first."""
    fates: tuple[Fate, ...]
    """Oldest first."""
    edits: tuple[Edit, ...]
    """Oldest first."""
    series: tuple[Series, ...]
    unread: tuple[str, ...]
    """Anonymous issues that wait for the room to open them."""
    glossary_lines: str
    """Entries that follow those of the starter glossary."""
    verdicts: Mapping[dt.date, tuple[tuple[VerdictWord, str], ...]]
    """The day of a sitting to what sales said of the newest leads, each with its reason."""

    def next_on(self, position: int) -> dt.date:
        """The day that the closing of this sitting, counted from 0, sets for the next one."""
        return (*(sitting.held_on for sitting in self.sittings), self.today)[position + 1]


_HEAD = re.compile(r"== (?P<kind>[a-z]+) (?P<minutes>\d+):(?P<seconds>[0-5]\d)")
_SAID = re.compile(r"(?P<minutes>\d+):(?P<seconds>[0-5]\d) (?:(?P<key>[a-z0-9-]+): )?(?P<line>[#+].+)")


def page(text: str) -> tuple[Part, ...]:
    """A scribe's page as parts: `== issues 18:50` heads an item that took so long, then what was said in it.

    A row is `4:15 #note text`, `4:15 key: #issue sales text` or `4:15 +marketing {key}`. Raises ValueError
    for a row of any other form, so that nothing told is lost.
    """
    parts: list[Part] = []
    for row in map(str.strip, text.strip().splitlines()):
        if head := _HEAD.fullmatch(row):
            parts.append(Part(head["kind"], _seconds(head), ()))
        elif (said := _SAID.fullmatch(row)) and parts:
            told = Said(_seconds(said), said["line"], said["key"] or "")
            parts[-1] = msgspec.structs.replace(parts[-1], said=(*parts[-1].said, told))
        else:
            raise ValueError(f"no row of a scribe's page: {row!r}")
    return tuple(parts)


def _seconds(found: re.Match[str]) -> int:
    return int(found["minutes"]) * 60 + int(found["seconds"])


def with_refs(line: str, refs: Mapping[str, str]) -> str:
    """`line` with each `{key}` replaced by the id its capture got, such as `I14`."""
    for key, ref in refs.items():
        line = line.replace(f"{{{key}}}", ref)
    return line
