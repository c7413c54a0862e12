"""What a search finds: captures, each with the text that holds the words."""

import datetime as dt
from typing import Literal

import msgspec

from smeeting.domain.captures import Capture
from smeeting.domain.search_words import Query, Span, folded_word, marks

Part = Literal["text", "heard", "answer", "outcome"]
"""The texts of a capture: its own, the paraphrase and the answer of an issue, the outcome of an action."""


class Holding(msgspec.Struct, frozen=True):
    """A text that holds words, and where."""

    part: Part
    text: str
    spans: tuple[Span, ...]


class Found(msgspec.Struct, frozen=True):
    """A capture that a search found."""

    capture: Capture
    held_on: dt.date | None = None
    """The day of its meeting; None between meetings."""
    state: str = ""
    """Of an issue or an action; empty for everything else."""
    heard: str = ""
    answer: str = ""
    outcome: str = ""

    @property
    def ref(self) -> str:
        """The id people use."""
        return self.capture.ref

    @property
    def day(self) -> dt.date | None:
        """The day of its meeting, or else the day in UTC it was captured on."""
        return self.held_on or (self.capture.at.date() if self.capture.at else None)

    @property
    def texts(self) -> tuple[tuple[Part, str], ...]:
        """Its texts that are not empty."""
        every: tuple[tuple[Part, str], ...] = (
            ("text", self.capture.text),
            ("heard", self.heard),
            ("answer", self.answer),
            ("outcome", self.outcome),
        )
        return tuple((part, text) for part, text in every if text)

    def holding(self, query: Query) -> Holding:
        """The text that holds the most words of the query, the first of those that do."""
        holdings = [Holding(part, text, marks(text, query)) for part, text in self.texts]
        return max(holdings, key=_words_held, default=Holding("text", "", ()))


def _words_held(holding: Holding) -> int:
    return len({folded_word(holding.text[start:end]) for start, end in holding.spans})
