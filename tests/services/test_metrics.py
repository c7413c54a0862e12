"""Metrics: a scorecard in both directions, and files taken whole or not at all."""

import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.errors import FaultsError, NotFoundError, StorageError
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.services import captures, metrics
from smeeting.services.desk import Desk
from tests.services.conftest import at

FEB = Period.parse("2026-02")
HEAD = "period,metric,value,target,note\n"


def write(desk: Desk, text: str) -> Path:
    path = desk.workspace.root / "values.csv"
    path.write_text(text, "utf-8")
    return path


def stored(desk: Desk) -> list[tuple[object, ...]]:
    sql = "SELECT term_id, period, actual, target, note FROM metric_value ORDER BY 1, 2"
    return [tuple(row) for row in desk.db.rows(sql)]


def test_the_scorecard_groups_promises_by_who_made_them(demo_desk: Desk) -> None:
    promises = metrics.scorecard(demo_desk, Period.parse("2026-10"))
    givers = [promise.promised_by for promise in promises]
    assert givers == sorted(givers, key=givers.index)
    assert {"marketing", "sales"} == set(givers)
    assert {len(promise.trend) for promise in promises} == {13}


def test_a_scorecard_shows_what_is_asked_for_in_that_order(demo_desk: Desk) -> None:
    promises = metrics.scorecard(demo_desk, Period.parse("2026-10"), ["sales-cycle", "sql", "nonsense"])
    assert [promise.term_id for promise in promises] == ["sales-cycle", "sql"]


def test_a_periods_own_target_wins_and_a_missing_value_is_missing(desk: Desk) -> None:
    mql = metrics.measured(desk, "mql")
    metrics.set_target(desk, mql, FEB, 7, at(0))
    (promise,) = metrics.scorecard(desk, FEB, ["mql"])
    assert (promise.target, promise.actual, promise.standing) == (7, None, "missing")
    metrics.set_actual(desk, mql, FEB, 0, at(1), note="holiday")
    (promise,) = metrics.scorecard(desk, FEB, ["mql"])
    assert (promise.target, promise.actual, promise.standing, promise.note) == (7, 0, "behind", "holiday")


def test_a_number_typed_again_keeps_its_note_and_target(desk: Desk) -> None:
    mql = metrics.measured(desk, "MQL")
    metrics.set_target(desk, mql, FEB, 7, at(0))
    metrics.set_actual(desk, mql, FEB, 5, at(1), note="holiday")
    metrics.set_actual(desk, mql, FEB, 6, at(2))
    assert metrics.history(desk, "mql") == (Value("mql", FEB, 6, 7, "holiday", "typed"),)
    captures.undo(desk, at(3))
    assert metrics.history(desk, "mql")[0].actual == 5


def test_what_is_no_number_is_not_kept(desk: Desk) -> None:
    mql = metrics.measured(desk, "MQL")
    for bad in (float("nan"), float("inf")):
        with pytest.raises(StorageError, match="must be a number"):
            metrics.set_actual(desk, mql, FEB, bad, at(0))
    assert stored(desk) == []


def test_an_unknown_or_unmeasured_name_says_what_would_be_right(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="did you mean"):
        metrics.measured(desk, "mqls")
    with pytest.raises(NotFoundError, match="Persona is not measured"):
        metrics.measured(desk, "persona")


def test_a_meeting_looks_at_the_month_before_unless_all_numbers_are_old(desk: Desk) -> None:
    day = dt.date(2026, 3, 3)
    assert metrics.period_for(desk, day) == FEB
    mql = metrics.measured(desk, "mql")
    metrics.set_actual(desk, mql, Period.parse("2018-05"), 1, at(0))
    assert str(metrics.period_for(desk, day)) == "2018-05"
    metrics.set_actual(desk, mql, Period.parse("2025-02"), 1, at(0))
    assert metrics.period_for(desk, day) == FEB


# ---- import ----


def test_a_file_is_taken_under_any_name_of_a_term(desk: Desk) -> None:
    rows = "2026-01,MQL,120,100,fair\n2026-02,marketing-qualified lead,90,,\n"
    report = metrics.import_csv(desk, write(desk, HEAD + rows), at(0))
    assert stored(desk) == [("mql", "2026-01", 120, 100, "fair"), ("mql", "2026-02", 90, None, "")]
    assert (len(report.new), len(report.changed), report.same) == (2, 0, 0)
    assert {value.source for value in report.new} == {"values.csv"}


def test_taken_twice_it_changes_nothing(desk: Desk) -> None:
    path = write(desk, HEAD + "2026-01,mql,120,100,fair\n")
    metrics.import_csv(desk, path, at(0))
    before = desk.db.path.read_bytes()
    again = metrics.import_csv(desk, path, at(1))
    assert (again.new, again.changed, again.same) == ((), (), 1)
    assert desk.db.path.read_bytes() == before


def test_one_bad_row_and_nothing_is_taken_and_every_bad_row_is_told(desk: Desk) -> None:
    path = write(desk, HEAD + "2026-01,mql,120,,\n2026-01,nonsense,1,,\n2026-01,persona,1,,\n")
    with pytest.raises(FaultsError) as refused:
        metrics.import_csv(desk, path, at(0))
    assert [fault.line for fault in refused.value.faults] == [3, 4]
    assert "no metric 'nonsense'" in str(refused.value)
    assert "Persona is not measured" in str(refused.value)
    assert stored(desk) == []


def test_one_metric_under_two_names_must_say_the_same(desk: Desk) -> None:
    same = metrics.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,,\n2026-01,MQL,5,,\n"), at(0))
    assert len(same.new) == 1
    path = write(desk, HEAD + "2026-01,mql,5,,\n2026-01,Marketing-qualified lead,6,,\n")
    with pytest.raises(FaultsError, match="another row says something else of MQL in 2026-01"):
        metrics.import_csv(desk, path, at(1))


def test_a_dry_run_tells_what_would_change_and_writes_nothing(desk: Desk) -> None:
    metrics.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,,\n2026-02,mql,6,,\n"), at(0))
    before = desk.db.path.read_bytes()
    path = write(desk, HEAD + "2026-01,mql,5,,\n2026-02,mql,7,,\n2026-03,mql,8,,\n")
    report = metrics.import_csv(desk, path, at(1), dry_run=True)
    assert [str(value.period) for value in report.new] == ["2026-03"]
    assert [(was.actual, now.actual) for was, now in report.changed] == [(6, 7)]
    assert (report.same, report.dry_run) == (1, True)
    assert desk.db.path.read_bytes() == before


def test_a_blank_target_or_note_clears_nothing(desk: Desk) -> None:
    metrics.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,9,fair\n"), at(0))
    metrics.import_csv(desk, write(desk, "period,metric,value\n2026-01,mql,6\n"), at(1))
    assert stored(desk) == [("mql", "2026-01", 6, 9, "fair")]


def test_an_import_is_one_step_of_undo(desk: Desk) -> None:
    metrics.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,,\n2026-02,mql,6,,\n"), at(0))
    captures.undo(desk, at(1))
    assert stored(desk) == []


def test_the_real_funnel_is_taken_and_looked_at(desk: Desk, shared: Path) -> None:
    report = metrics.import_csv(desk, shared / "data" / "olist" / "monthly.csv", at(0))
    assert len(report.new) > 20
    period = metrics.period_for(desk, dt.date(2026, 3, 3))
    assert str(period).startswith("2018-")
    (won,) = metrics.scorecard(desk, period, ["won"])
    assert won.actual is not None
    assert sum(value is not None for value in won.trend) > 6
