"""Lists of records as files for others: CSV for spreadsheets, JSON for programs, Markdown for people.

All of them have every fact of the records, so that a list can be taken elsewhere; an anonymous issue has no
author and no time there either, as none is kept.
"""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, Literal, get_args

import msgspec

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.filter_keys import Which
from smeeting.render.csv_text import csv_text
from smeeting.render.markdown import escape, table
from smeeting.render.times import day

Format = Literal["csv", "json", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[Format, str] = {"csv": ".csv", "json": ".json", "markdown": ".md"}

_OF_CAPTURE = ("ref", "kind", "text", "side", "meeting", "at", "term_id")
_COLUMNS: dict[Which, tuple[str, ...]] = {
    "issues": (
        *("ref", "state", "side", "age", "owner", "answer_by", "text", "heard", "understood"),
        *("answer", "answered_on", "helps", "times_raised", "me_too", "merged_into", "anonymous"),
        *("meeting", "at", "term_id"),
    ),
    "actions": (
        *("ref", "state", "owner", "due", "text", "outcome", "done_on", "issue", "side", "meeting", "at"),
        "term_id",
    ),
    "voices": _OF_CAPTURE,
    "notes": _OF_CAPTURE,
}
_SHOWN: dict[Which, tuple[tuple[str, str], ...]] = {
    "issues": (
        ("ref", "Id"),
        ("state", "State"),
        ("side", "Side"),
        ("age", "Age"),
        ("owner", "Owner"),
        ("answer_by", "Answer by"),
        ("text", "Issue"),
        ("heard", "Heard"),
        ("answer", "Answer"),
    ),
    "actions": (
        ("ref", "Id"),
        ("state", "State"),
        ("owner", "Owner"),
        ("due", "Due"),
        ("text", "Action"),
        ("outcome", "What came of it"),
    ),
    "voices": (("ref", "Id"), ("side", "Side"), ("meeting", "Meeting"), ("text", "What a customer said")),
    "notes": (("ref", "Id"), ("kind", "Kind"), ("side", "Side"), ("meeting", "Meeting"), ("text", "Text")),
}
_TITLES: dict[Which, str] = {
    "issues": "Issues",
    "actions": "Actions",
    "voices": "Customer voice",
    "notes": "Ideas and notes",
}


def facts_of(record: Issue | Action | Capture) -> dict[str, Any]:
    """Everything that is known of a record, by the names that people's programs see; each is always there."""
    capture = record if isinstance(record, Capture) else record.capture
    facts = {"ref": capture.ref, **msgspec.structs.asdict(capture)}
    if isinstance(record, Capture):
        return facts
    return facts | {
        name: value for name, value in msgspec.structs.asdict(record).items() if name != "capture"
    }


def as_json(records: Sequence[Issue | Action | Capture]) -> str:
    """The records as a JSON list. In ASCII, so that nothing in it is obeyed or hidden by a terminal."""
    return json.dumps([facts_of(one) for one in records], indent=2, default=str) + "\n"


def as_csv(records: Sequence[Issue | Action | Capture], which: Which) -> str:
    """The records as CSV with a line of names above; no cell runs in a spreadsheet."""
    names = _COLUMNS[which]
    rows = [[_cell(facts.get(name)) for name in names] for facts in map(facts_of, records)]
    return csv_text([names, *rows])


def as_markdown(records: Sequence[Issue | Action | Capture], which: Which, asked: str = "") -> str:
    """The records as a table under a heading, with the filter they were asked for by."""
    columns = _SHOWN[which]
    rows = [[escape(_shown(facts.get(name))) for name, _ in columns] for facts in map(facts_of, records)]
    lines = [f"# {_TITLES[which]}", ""]
    if asked.strip():
        lines += [f"Asked for: {escape(asked)}", ""]
    lines += table([label for _, label in columns], rows) if rows else ["None."]
    return "\n".join(lines) + "\n"


def exported(records: Sequence[Issue | Action | Capture], which: Which, form: Format, asked: str = "") -> str:
    """The records in one of the formats."""
    match form:
        case "csv":
            return as_csv(records, which)
        case "json":
            return as_json(records)
    return as_markdown(records, which, asked)


def _cell(value: object) -> str:
    """A fact so that a program can read it again: dates as ISO has them, counts by side as `sales=2`."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return " ".join(f"{side}={times}" for side, times in sorted(value.items()))
        case dt.date():
            return value.isoformat()
    return str(value)


def _shown(value: object) -> str:
    return day(value) if type(value) is dt.date else _cell(value)
