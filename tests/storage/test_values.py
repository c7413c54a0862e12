"""Metric values and agreements come back as they were; n/a is not 0; equal ones change nothing."""

import datetime as dt
import math

import msgspec
import pytest

from smeeting.domain.errors import NotFoundError, StorageError
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.domain.voices import TermAgreement
from smeeting.storage import agreements, values
from smeeting.storage.database import Database
from tests.storage.conftest import NOW, change

JANUARY = Period.parse("2026-01")
FEBRUARY, MARCH = JANUARY.shifted(1), JANUARY.shifted(2)


def put(db: Database, *given: Value) -> int:
    with db.write(change("metric.set")):
        return values.put_all(db, given)


def agreed(meeting: Meeting, term_id: str = "mql", **more: object) -> TermAgreement:
    made = TermAgreement(
        term_id=term_id,
        name="MQL",
        outcome="agreed",
        definition="fits",
        before="",
        voices={"sales": "like", "marketing": "live with"},
        on=dt.date(2026, 3, 4),
        meeting=meeting.name,
        in_file=False,
        at=NOW,
    )
    return msgspec.structs.replace(made, **more)


def test_a_value_comes_back_as_it_was(db: Database) -> None:
    given = Value("mql", MARCH, -0.1, None, "fair", "values.csv")
    put(db, given)
    assert values.get(db, "mql", MARCH) == given
    assert values.get(db, "mql", FEBRUARY) is None


def test_missing_is_not_zero(db: Database) -> None:
    put(db, Value("mql", MARCH, None, 120.0), Value("sql", MARCH, 0.0))
    found = values.of_periods(db, [MARCH])
    assert found["mql"][MARCH].actual is None
    assert found["sql"][MARCH].actual == 0


def test_the_same_values_again_change_nothing_and_leave_no_history(db: Database) -> None:
    given = [Value("mql", MARCH, 0.1 + 0.2, 1 / 3), Value("sql", MARCH)]
    assert put(db, *given) == 2
    before = db.rows("SELECT * FROM row_history"), db.rows("SELECT * FROM change")
    assert put(db, *given) == 0
    assert (db.rows("SELECT * FROM row_history"), db.rows("SELECT * FROM change")) == before


def test_a_later_value_replaces_the_earlier(db: Database) -> None:
    put(db, Value("mql", MARCH, 1.0, 2.0, "a"))
    assert put(db, Value("mql", MARCH, 1.0, None, "b")) == 1
    assert values.get(db, "mql", MARCH) == Value("mql", MARCH, 1.0, None, "b")


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(db: Database, number: float) -> None:
    for value in (Value("mql", MARCH, number), Value("mql", MARCH, 1.0, number)):
        with pytest.raises(StorageError, match="number"):
            put(db, value)


def test_values_are_found_by_period_and_term(db: Database) -> None:
    week = Period.parse("2026-W09")
    put(db, *(Value(term, period, 1.0) for term in ("mql", "sql") for period in (JANUARY, MARCH, week)))
    assert set(values.of_periods(db, [JANUARY, FEBRUARY, MARCH])) == {"mql", "sql"}
    assert set(values.of_periods(db, [JANUARY, MARCH], ["sql"])["sql"]) == {JANUARY, MARCH}
    assert values.of_periods(db, [FEBRUARY]) == values.of_periods(db, [], ["mql"]) == {}
    assert values.of_periods(db, [MARCH], []) == {}
    assert len(values.of_term(db, "mql", limit=2)) == 2


def test_the_latest_period_has_an_actual(db: Database) -> None:
    assert values.latest_period(db) is None
    put(
        db,
        Value("mql", JANUARY, 1.0),
        Value("mql", MARCH, None, 5.0),
        Value("mql", Period.parse("2026-Q1"), 1.0),
    )
    put(db, Value("mql", Period.parse("2026-W01"), 1.0))
    assert values.latest_period(db) == JANUARY
    assert str(values.latest_period(db, "quarter")) == "2026-Q1"
    assert str(values.latest_period(db, "week")) == "2026-W01"


def test_a_period_that_another_program_spoiled_is_said(db: Database) -> None:
    put(db, Value("mql", MARCH, 1.0))
    db.conn.execute("UPDATE metric_value SET period = '2026-13'")
    with pytest.raises(StorageError, match="can't be read"):
        values.of_term(db, "mql")


def test_an_agreement_comes_back_as_it_was(db: Database, meeting: Meeting) -> None:
    first = agreed(meeting, outcome="disputed", definition="", in_file=True)
    second = agreed(meeting, before="old words")
    with db.write(change("term.agree")):
        agreements.add(db, first, NOW)
        agreements.add(db, second, NOW)
    assert agreements.of_meeting(db, meeting.name) == (first, second)
    assert agreements.of_term(db, "mql") == (second, first)
    assert agreements.of_term(db, "sql") == ()


def test_what_is_not_in_the_file_yet_waits_until_it_is(db: Database, meeting: Meeting) -> None:
    with db.write(change("term.agree")):
        for definition in ("first", "last"):
            agreements.add(db, agreed(meeting, definition=definition), NOW)
        agreements.add(db, agreed(meeting, "sql"), NOW)
    assert [(each.term_id, each.definition) for each in agreements.pending(db)] == [
        ("mql", "last"),
        ("sql", "fits"),
    ]
    with db.write(change("term.write")):
        agreements.mark_in_file(db, "mql")
    assert [each.term_id for each in agreements.pending(db)] == ["sql"]
    assert all(each.in_file for each in agreements.of_term(db, "mql"))


def test_an_agreement_of_an_unknown_meeting_is_refused(db: Database, meeting: Meeting) -> None:
    with pytest.raises(NotFoundError), db.write(change()):
        agreements.add(db, agreed(msgspec.structs.replace(meeting, name="gone")), NOW)
