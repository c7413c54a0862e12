"""The scorecard: formulas, comparisons with other times, and breaks where a definition changed."""

import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.glossary import Term, VoiceWord
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import Compared, Promise, Value, behind_for, sparkline
from smeeting.domain.periods import Period
from smeeting.domain.voices import TermAgreement
from smeeting.services import glossaries, metrics
from smeeting.services.desk import Desk
from smeeting.storage import agreements, values
from tests.services.conftest import at

FEBRUARY = Period.parse("2026-02")


def known(desk: Desk, term_id: str, *actuals: float | None, last: Period = FEBRUARY) -> None:
    """Store actuals, the newest last."""
    with desk.change(at(-60), "metric.import", "values"):
        for back, actual in enumerate(reversed(actuals)):
            period = last.shifted(-back)
            before = values.get(desk.db, term_id, period) or Value(term_id, period)
            values.put(desk.db, Value(term_id, period, actual, before.target, source="typed"))


def promise(desk: Desk, term_id: str, period: Period = FEBRUARY) -> Promise:
    (one,) = metrics.scorecard(desk, period, [term_id])
    return one


def redefine(desk: Desk, meeting: Meeting, term: Term, on: dt.date, *, before: str = "old words") -> None:
    voices: dict[str, VoiceWord] = {"marketing": "like", "sales": "like"}
    made = TermAgreement(
        term.id,
        term.term,
        "agreed",
        "new words",
        before,
        voices,
        on,
        meeting.name,
        True,
    )
    with desk.change(at(1), "term.agree", "words", meeting=meeting.name):
        agreements.add(desk.db, made, at(1).at)


def test_a_formula_is_worked_out_where_nothing_is_typed(desk: Desk) -> None:
    known(desk, "marketing-spend", 4000, 5000)
    known(desk, "lead", 100, 100)
    cost = promise(desk, "cost-per-lead")
    assert (cost.actual, cost.source, cost.standing) == (50, "formula", "behind")
    assert cost.trend[-2:] == (40, 50)
    assert cost.moved == 10
    known(desk, "cost-per-lead", 44)
    assert (promise(desk, "cost-per-lead").actual, promise(desk, "cost-per-lead").source) == (44, "typed")


def test_why_a_formula_has_no_number_is_told(desk: Desk) -> None:
    known(desk, "marketing-spend", 5000)
    known(desk, "lead", 0)
    cost = promise(desk, "cost-per-lead")
    assert cost.standing == "missing"
    assert cost.reason == "lead is 0, and nothing is divided by 0"


def test_a_formula_looks_back_further_than_the_trend(desk: Desk, folder: Path) -> None:
    file = folder / "glossary.yaml"
    file.write_text(file.read_text().replace("marketing-spend / lead", "sum(marketing-spend, 12) / 12"))
    known(desk, "marketing-spend", *range(1, 30))
    cost = promise(desk, "cost-per-lead")
    assert cost.actual == sum(range(18, 30)) / 12
    assert cost.trend[0] == sum(range(6, 18)) / 12


def test_a_period_is_held_against_the_last_one_a_quarter_and_a_year_ago(desk: Desk) -> None:
    known(desk, "mql", *range(100, 125))
    mql = promise(desk, "mql")
    assert mql.before == Compared(Period.parse("2026-01"), 123)
    assert mql.quarter_ago == Compared(Period.parse("2025-11"), 121)
    assert mql.year_ago == Compared(Period.parse("2025-02"), 112)


@pytest.mark.parametrize(
    ("last", "quarter", "year"), [("2026-W09", "2025-W48", "2025-W09"), ("2026-Q1", None, "2025-Q1")]
)
def test_weeks_and_quarters_are_held_against_their_own_kind(
    desk: Desk, last: str, quarter: str | None, year: str
) -> None:
    period = Period.parse(last)
    known(desk, "mql", *range(60), last=period)
    mql = promise(desk, "mql", period)
    assert mql.year_ago is not None
    assert str(mql.year_ago.period) == year
    assert mql.year_ago.actual is not None
    assert (mql.quarter_ago and str(mql.quarter_ago.period)) == quarter


def test_nothing_is_compared_across_a_changed_definition_without_a_mark(desk: Desk, meeting: Meeting) -> None:
    known(desk, "mql", *range(100, 113))
    redefine(desk, meeting, glossaries.find(desk, "mql"), dt.date(2026, 1, 20))
    mql = promise(desk, "mql")
    assert mql.breaks == (11,)
    assert sparkline(mql.trend, mql.breaks) == "▁▂▂▃▃▄▅▅▆▆▇╎▇█"
    assert mql.before == Compared(Period.parse("2026-01"), 111)
    assert mql.quarter_ago is not None
    assert mql.quarter_ago.crosses_break
    assert mql.moved == 1
    january = promise(desk, "mql", Period.parse("2026-01"))
    assert january.before is not None
    assert january.before.crosses_break
    assert january.moved is None


def test_periods_behind_are_counted_since_the_definition_changed(desk: Desk, meeting: Meeting) -> None:
    known(desk, "mql", 50, 50, 50, 50)
    assert behind_for(promise(desk, "mql")) == 4
    redefine(desk, meeting, glossaries.find(desk, "mql"), dt.date(2026, 1, 20))
    assert behind_for(promise(desk, "mql")) == 2


def test_the_first_agreement_and_the_same_words_again_are_no_break(desk: Desk, meeting: Meeting) -> None:
    known(desk, "mql", 1, 2, 3)
    mql = glossaries.find(desk, "mql")
    redefine(desk, meeting, mql, dt.date(2026, 1, 20), before="")
    redefine(desk, meeting, mql, dt.date(2026, 1, 21), before="new words")
    assert promise(desk, "mql").breaks == ()


def test_a_series_begins_with_its_first_value_and_knows_its_breaks(desk: Desk, meeting: Meeting) -> None:
    known(desk, "mql", 1, None, 3)
    redefine(desk, meeting, glossaries.find(desk, "mql"), dt.date(2026, 2, 1))
    series = metrics.series(desk, metrics.measured(desk, "mql"), FEBRUARY, 25)
    assert [str(period) for period in series.periods] == ["2025-12", "2026-01", "2026-02"]
    assert series.actuals == (1, None, 3)
    assert series.targets == (120, 120, 120)
    assert series.breaks == (2,)
    empty = metrics.series(desk, metrics.measured(desk, "sql"), FEBRUARY, 13)
    assert len(empty.periods) == 13
