"""Leads and deals: what is kept of each, and what an import of them came to."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import msgspec

from smeeting.domain.errors import SmeetingError

LeadObject = Literal["lead", "contact", "deal"]
"""What a row of an export is."""
LEAD_OBJECTS: tuple[LeadObject, ...] = get_args(LeadObject)

DateOrder = Literal["day-first", "month-first"]
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
DecimalSign = Literal["point", "comma"]
DECIMAL_SIGNS: tuple[DecimalSign, ...] = get_args(DecimalSign)

SampleOrder = Literal["newest", "biggest", "random"]
SAMPLE_ORDERS: tuple[SampleOrder, ...] = get_args(SampleOrder)

LOST = "lost"
"""Where a lead stands that was lost: a term, but no stage of the funnel."""
WON = "won"
TOUCH = "touch"
"""The mark of the first touch, which is no term."""
MARKS = (LOST, TOUCH)
"""What leads reach that need be no stage of the glossary."""

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - of no time zone, as the times of exports are


class Lead(msgspec.Struct, frozen=True):
    """A lead, or a deal, as the last export that had it told."""

    id: int
    key: str
    """Its object and its id in the export, such as `contact:123`."""
    source: str = ""
    stage: str = ""
    """Where it stands now: the id of a stage, or empty where nobody knows."""
    amount: float | None = None
    """What it is worth, in the export's own currency."""
    label: str = ""
    """A company to recognise it by, never a person's name."""
    kept: Mapping[str, str] = {}
    """Columns that a profile keeps by name."""
    entered: Mapping[str, dt.datetime | None] = {}
    """Stage or mark to when it was entered, in the export's own local time; None if nobody knows."""

    @property
    def stands(self) -> str:
        """The stage it stands at: what its export says, or else the last it entered; '' if none."""
        return self.stage or next(reversed(tuple(self.entered)), "")

    @property
    def came(self) -> dt.datetime | None:
        """When the first thing known of it happened."""
        return min((at for at in self.entered.values() if at is not None), default=None)


class LeadRecord(msgspec.Struct):
    """What one row of an export says; what it leaves out is empty or None, and clears nothing."""

    line: int
    """From 1."""
    key: str
    link: str = ""
    """The key of the record it belongs to."""
    source: str = ""
    stage: str = ""
    amount: float | None = None
    label: str = ""
    kept: dict[str, str] = {}
    entered: dict[str, int | None] = {}
    """Stage or mark to minutes since 1970-01-01, None where it was reached nobody knows when."""
    left: tuple[str, ...] = ()
    """The outcomes that it has not, or not any more."""


class Answers(msgspec.Struct, frozen=True):
    """What a person says of a file where it does not say so itself."""

    dates: DateOrder | None = None
    decimal: DecimalSign | None = None
    encoding: str | None = None
    """A name that Python knows, such as `cp1252` or `utf-16-le`."""
    delimiter: str | None = None
    """One character."""


class AmbiguousError(SmeetingError):
    """A file that means one of two things and does not say which; nothing was imported."""

    def __init__(self, question: Literal["dates", "decimal"], file: Path, message: str, hint: str) -> None:
        """`question` names the field of `Answers` that settles it for this file."""
        super().__init__(message, hint)
        self.question = question
        self.file = file


class Refused(msgspec.Struct, frozen=True):
    """A row that was not taken. It says nothing of what stands in the row, which may be a person's name."""

    line: int
    reason: str


class FileImport(msgspec.Struct, frozen=True, kw_only=True):
    """What the import of one file came to, or with a dry run would come to."""

    file: str
    profile: str
    encoding: str
    delimiter: str
    dates: DateOrder | None = None
    """How dates such as 06-04-2018 were read; None where the file has none."""
    decimal: DecimalSign = "point"
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    repeated: int = 0
    """Rows whose id a later row has, too, which counts instead."""
    refused: tuple[Refused, ...] = ()
    unknown: Mapping[str, int] = {}
    """Values of the stage's column that mean no stage we know, with how many rows say so."""
    unused: tuple[str, ...] = ()
    """What the profile looks for and the file has no column of, in words."""


class Progress(msgspec.Struct, frozen=True):
    """How far an import is."""

    file: str
    phase: Literal["looking through", "importing", "counting"]
    done: int
    """Bytes."""
    total: int


def when(minutes: int | None) -> dt.datetime | None:
    """A time in minutes since 1970-01-01 as one of no time zone."""
    return None if minutes is None else _EPOCH + dt.timedelta(minutes=minutes)
