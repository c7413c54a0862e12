"""Changes of terms as lines of text."""

import datetime as dt

import pytest

from smeeting.domain.glossary import Term
from smeeting.domain.term_history import FieldChange, Source, TermChange, TermVersion
from smeeting.render.term_changes import change_lines, field_line, field_name, where_of

AT = dt.datetime(2026, 3, 3, 10, tzinfo=dt.UTC)


def changed(source: Source, meeting: str | None = None, side: str = "", *fields: FieldChange) -> TermChange:
    version = TermVersion("mql", "MQL", AT, source, Term("mql", "MQL"), "", meeting, side)
    return TermChange(version, "changed", fields)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("definitions.sales", "sales says"),
        ("agreed.definition", "agreed words"),
        ("agreed.voices.sales", "voice of sales"),
        ("does_not_count", "does not count"),
        ("metric.promised_by", "metric promised by"),
        ("definition", "proposed words"),
        ("owner", "owner"),
    ],
)
def test_fields_are_called_as_people_call_them(field: str, name: str) -> None:
    assert field_name(field) == name


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("a cold lead", "a warm lead", "owner: a [-cold-]{+warm+} lead"),
        ("", "Anna", "owner: + Anna"),
        ("Anna", "", "owner: - Anna"),
    ],
)
def test_a_line_tells_what_is_gone_and_what_is_new(old: str, new: str, line: str) -> None:
    assert field_line(FieldChange("owner", old, new)) == line


@pytest.mark.parametrize(
    ("source", "meeting", "where"),
    [
        ("program", None, "in the program"),
        ("file", None, "in the file"),
        ("meeting", None, "settled in a meeting"),
        ("program", "2026-03-03-monthly", "in the program during 2026-03-03-monthly"),
        ("meeting", "2026-03-03-monthly", "settled in 2026-03-03-monthly"),
    ],
)
def test_where_a_change_was_made(source: Source, meeting: str | None, where: str) -> None:
    assert where_of(changed(source, meeting)) == where


def test_a_change_is_a_head_and_a_line_for_each_field() -> None:
    change = changed("program", None, "sales", FieldChange("owner", "", "Anna"), FieldChange("long", "L", ""))
    assert change_lines(change) == [
        "~ MQL  changed Tue 3 Mar 2026, in the program, by sales",
        "    owner: + Anna",
        "    long form: - L",
    ]


def test_words_of_people_are_only_words() -> None:
    text = "[b]x[/b] {0} %s [-x-]"
    assert field_line(FieldChange("owner", "", text)) == f"owner: + {text}"
