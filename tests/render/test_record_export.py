"""Exports of lists: every fact comes back from them, whatever was written in it."""

import csv
import datetime as dt
import io
import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.spreadsheets import restored
from smeeting.render.markdown import one_line
from smeeting.render.record_export import as_csv, as_json, as_markdown, facts_of
from tests.render.texts import hostile_texts

AT = dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 6)


def _issue(text: str, heard: str = "", owner: str = "") -> Issue:
    capture = Capture(14, "issue", text, side="sales", meeting="2026-03-04-monthly", at=AT)
    return Issue(
        capture, "owned", heard=heard, owner=owner, answer_by=DAY, times_raised=2, me_too={"sales": 2, "m": 1}
    )


@given(st.lists(st.tuples(hostile_texts, hostile_texts, hostile_texts), max_size=3))
def test_csv_gives_every_text_back(rows: list[tuple[str, str, str]]) -> None:
    records = [_issue(*row) for row in rows]
    read = list(csv.DictReader(io.StringIO(as_csv(records, "issues"), newline="")))
    assert [tuple(restored(row[name]) for name in ("text", "heard", "owner")) for row in read] == rows
    for row in read:
        assert (row["ref"], row["answer_by"], row["me_too"]) == ("I14", "2026-03-06", "m=1 sales=2")
        assert (row["anonymous"], row["merged_into"], row["at"]) == ("no", "", AT.isoformat())


@given(st.lists(st.tuples(hostile_texts, hostile_texts, hostile_texts), max_size=3))
def test_json_gives_every_record_back(rows: list[tuple[str, str, str]]) -> None:
    records = [_issue(*row) for row in rows]
    text = as_json(records)
    assert text.isascii()
    read = json.loads(text)
    assert [tuple(one[name] for name in ("text", "heard", "owner")) for one in read] == rows
    for one, record in zip(read, records, strict=True):
        assert one == json.loads(json.dumps(facts_of(record), default=str))


@given(st.lists(hostile_texts, min_size=1, max_size=3), hostile_texts)
def test_markdown_shows_every_text_in_its_cell(said: list[str], asked: str) -> None:
    records = [_issue(text) for text in said]
    tokens = (
        MarkdownIt("commonmark", {"html": False}).enable("table").parse(as_markdown(records, "issues", asked))
    )
    cells = [
        "".join(child.content for child in tokens[at + 1].children or ())
        for at, token in enumerate(tokens)
        if token.type == "td_open"
    ]
    assert cells[6::9] == [one_line(text) for text in said]


def test_actions_and_what_else_was_captured_have_columns_of_their_own() -> None:
    action = Action(Capture(3, "action", "call", at=AT), "Ben", DAY, "done", DAY, "called", 14)
    (row,) = csv.DictReader(io.StringIO(as_csv([action], "actions")))
    assert (row["ref"], row["owner"], row["due"], row["outcome"], row["issue"]) == (
        *("A3", "Ben", "2026-03-06", "called", "14"),
    )
    voice = msgspec.structs.replace(action.capture, kind="voice")
    assert "V3" in as_markdown([voice], "voices")
    assert as_markdown([], "notes") == "# Ideas and notes\n\nNone.\n"
    assert as_csv([], "notes").startswith("ref,kind,text")
