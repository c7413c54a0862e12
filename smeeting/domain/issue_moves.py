"""The moves of an issue: who did what with it when, and the word they said."""

import datetime as dt
from typing import Literal, get_args

import msgspec

IssueVerb = Literal[
    "heard",
    "yes",
    "not quite",
    "owned",
    "answered",
    "helps",
    "does not help",
    "reopened",
    "closed",
    "withdrawn",
    "merged",
    "took in",
    "carried",
    "edited",
    "converted",
]
"""What was done. `merged` is the duplicate's, `took in` that of the issue that goes on for both."""
ISSUE_VERBS: tuple[IssueVerb, ...] = get_args(IssueVerb)


class IssueMove(msgspec.Struct, frozen=True):
    """One thing that was done with an issue."""

    issue: int
    """Its number."""
    verb: IssueVerb
    at: dt.datetime
    who: str = ""
    """A side or a person, where it is known who."""
    text: str = ""
    """The paraphrase, the answer, the reason: the word it took."""
    meeting: str | None = None
    """The name of the meeting it was done in; None between meetings."""
