"""The fields of a term that people edit: how they are named, and what may be written in them."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.errors import BadLineError
from smeeting.domain.glossary import Agreement, Metric, Term
from smeeting.domain.term_fields import (
    FIELDS,
    TermField,
    Written,
    field_named,
    held,
    shown_text,
    words_field,
    written_as,
)
from smeeting.services.glossary_edits import patch_of
from smeeting.storage.glossaries import glossary_of
from smeeting.storage.glossary_edit import edited_glossary

SIDES = ("marketing", "sales", "customer-success")
WHOLE = """\
terms:
  - term: Other
  # about it
  - term: MQL
    agreed: {definition: Words.}
    stage: {order: 1, owner: sales}
    metric:
      unit: leads
  - term: Last
"""


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("sales", ("definitions", "sales")),
        ("Sales", ("definitions", "sales")),
        ("definitions.sales", ("definitions", "sales")),
        ("customer-success", ("definitions", "customer-success")),
        ("Customer success", ("definitions", "customer-success")),
        ("definitions.customer-success", ("definitions", "customer-success")),
        ("long", ("long",)),
        ("does-not-count", ("does_not_count",)),
        (" COUNTS ", ("counts",)),
        ("definition", ("definition",)),
        ("agreed.definition", ("agreed", "definition")),
        ("owner", ("owner",)),
        ("stage.owner", ("stage", "owner")),
        ("target", ("metric", "target")),
        ("metric.target", ("metric", "target")),
    ],
)
def test_a_field_is_found_by_its_name_and_short_of_it(typed: str, path: tuple[str, ...]) -> None:
    assert field_named(typed, SIDES).path == path


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("id", "an id never changes"),
        ("term", "glossary rename"),
        ("agreed", "only a meeting makes"),
        ("agreed.on", "only a meeting makes"),
        ("agreed.voices.sales", "only a meeting makes"),
        ("agreed.meeting", "only a meeting makes"),
        ("sale", "did you mean sales"),
        ("synonym", "did you mean synonyms"),
        ("definitions", "did you mean definition"),
        ("definitions.", "has no field"),
        ("", "has no field"),
        ("zzzzzz", "known are long, definition"),
    ],
)
def test_what_is_no_field_is_refused_with_the_nearest_one(typed: str, told: str) -> None:
    with pytest.raises(BadLineError, match=told):
        field_named(typed, SIDES)


def named(name: str) -> TermField:
    return field_named(name, SIDES)


@pytest.mark.parametrize(
    ("field", "texts", "value"),
    [
        ("long", (" Marketing lead\n",), "Marketing lead"),
        ("long", ("",), None),
        ("long", (), None),
        ("sales", ("one\ntwo",), "one\ntwo"),
        ("counts", ("a", " b ", "", "a"), ("a", "b")),
        ("counts", (" ",), None),
        ("review_by", ("2026-09-01",), dt.date(2026, 9, 1)),
        ("target", ("40",), 40),
        ("target", ("-2.50",), -2.5),
        ("target", ("40.0",), 40),
        ("stage.order", ("3",), 3),
        ("better", ("lower",), "lower"),
        ("status", ("disputed",), "disputed"),
    ],
)
def test_what_people_write_becomes_the_value_of_the_field(
    field: str, texts: tuple[str, ...], value: Written
) -> None:
    written = written_as(named(field), texts)
    assert written == value
    assert type(written) is type(value)


@pytest.mark.parametrize(
    ("field", "texts", "told"),
    [
        ("long", ("one\ntwo",), "holds a line break"),
        ("long", ("one", "two"), "put it in quotes"),
        ("review_by", ("tomorrow",), "no date"),
        ("review_by", ("2026-02-30",), "no date"),
        ("target", ("many",), "no number"),
        ("target", ("1e3",), "no number"),
        ("target", ("nan",), "no number"),
        ("target", ("٤",), "no number"),
        ("target", ("1,5",), "no number"),
        ("stage.order", ("1.0",), "write digits such as 40$"),
        ("better", ("highest",), "did you mean higher"),
        ("status", ("x",), "write one of draft"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(field: str, texts: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadLineError, match=told):
        written_as(named(field), texts)


def test_what_stands_in_a_field_is_read_and_nothing_is_none() -> None:
    term = Term(
        "a",
        "A",
        definitions={"sales": "words"},
        agreed=Agreement("agreed"),
        counts=("x", "y"),
        metric=Metric(target=0.0),
    )
    texts = ("sales", "agreed.definition", "counts", "target", "better")
    assert [held(term, named(one)) for one in texts] == ["words", "agreed", ("x", "y"), 0.0, "higher"]
    assert [held(term, named(one)) for one in ("marketing", "long", "avoid", "stage.order")] == [None] * 4
    assert [shown_text(held(term, named(one))) for one in ("counts", "target", "long")] == ["x\ny", "0", ""]


def test_a_field_knows_its_name_and_its_team() -> None:
    field = words_field("sales", "Sales")
    assert (field.name, field.side, field.label) == ("definitions.sales", "sales", "Sales's words")
    assert {one.side for one in FIELDS} == {""}


# ---- through a real edit of a file ----

_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1)
_TEXTS: dict[str, st.SearchStrategy[tuple[str, ...]]] = {
    "line": _LINE.map(lambda text: (text,)),
    "text": st.lists(_LINE, min_size=1).map(lambda lines: ("\n".join(lines),)),
    "list": st.lists(_LINE, max_size=3).map(tuple),
    "date": st.dates(dt.date(1970, 1, 1), dt.date(2099, 12, 31)).map(lambda day: (day.isoformat(),)),
    "number": st.decimals(-(10**9), 10**9, places=2).map(lambda number: (f"{number:f}",)),
    "whole": st.integers(0, 1000).map(lambda number: (str(number),)),
}
_SIDE_FIELDS = tuple(words_field(side, side) for side in SIDES)
# An order, once it is there, can't be left out, nor can agreed words.
_NEEDED = ("agreed.definition", "stage.order", "stage.owner")


@st.composite
def _edits(draw: st.DrawFn) -> dict[TermField, Written]:
    fields = draw(st.lists(st.sampled_from([*FIELDS, *_SIDE_FIELDS]), min_size=1, unique=True))
    values: dict[TermField, Written] = {}
    for field in fields:
        texts: Any = st.sampled_from([(word,) for word in field.words]) if field.words else _TEXTS[field.kind]
        value = written_as(field, draw(texts))
        if value is not None or field.name not in _NEEDED:
            values[field] = value
    return values


def _teams(field: TermField, value: Written) -> Written:
    """What is read back of a value: a team is written as people like, and read by its id."""
    is_team = field.name in ("stage.owner", "metric.promised_by", "metric.promised_to")
    return value if not is_team else "..."


@given(_edits())
def test_what_is_written_is_what_the_file_holds_then_and_nothing_else_changes(
    values: dict[TermField, Written],
) -> None:
    file = glossary_of(WHOLE, Path("glossary.yaml"), "glossary.yaml")
    term = file.glossary.terms[1]
    after = edited_glossary(file, {"mql": patch_of(values)})
    found = after.glossary.terms[1]
    for field, value in values.items():
        default = "higher" if field.name == "metric.better" and found.metric else None
        assert _teams(field, held(found, field) or default) == _teams(field, value or default)
    for field in (*FIELDS, *_SIDE_FIELDS):
        if field not in values and field.path[0] != "metric":
            assert held(found, field) == held(term, field)
    assert (after.glossary.terms[0], after.glossary.terms[2]) == (
        file.glossary.terms[0],
        file.glossary.terms[2],
    )
    back = {field: held(term, field) for field in values}
    again = edited_glossary(after, {"mql": patch_of(back)}).glossary.terms[1]
    assert msgspec.structs.replace(again, metric=None) == msgspec.structs.replace(term, metric=None)


def test_a_team_that_is_none_is_no_field_where_the_teams_are_known() -> None:
    with pytest.raises(BadLineError, match="'slaes' is no team here; did you mean sales"):
        field_named("definitions.slaes", ("marketing", "sales"))
    assert field_named("definitions.partners", ()).side == "partners"
