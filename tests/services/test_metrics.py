"""Metrics: a scorecard in both directions, and the values that people type."""

import datetime as dt

import pytest

from smeeting.domain.errors import NotFoundError, StorageError
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.services import metrics, targets, undoing
from smeeting.services.desk import Desk
from tests.services.conftest import at

FEB = Period.parse("2026-02")


def stored(desk: Desk) -> list[tuple[object, ...]]:
    sql = "SELECT term_id, period, actual, target, note FROM metric_value ORDER BY 1, 2"
    return [tuple(row) for row in desk.db.rows(sql)]


def test_the_scorecard_groups_promises_by_who_made_them(demo_desk: Desk) -> None:
    promises = metrics.scorecard(demo_desk, Period.parse("2026-10"))
    givers = [promise.promised_by for promise in promises]
    assert givers == sorted(givers, key=givers.index)
    assert {"marketing", "sales", None} == set(givers)
    assert {len(promise.trend) for promise in promises} == {13}


def test_a_scorecard_shows_what_is_asked_for_in_that_order(demo_desk: Desk) -> None:
    promises = metrics.scorecard(demo_desk, Period.parse("2026-10"), ["sales-cycle", "sql", "nonsense"])
    assert [promise.term_id for promise in promises] == ["sales-cycle", "sql"]


def test_a_periods_own_target_wins_and_a_missing_value_is_missing(desk: Desk) -> None:
    mql = metrics.measured(desk, "mql")
    targets.set_alone(desk, mql, FEB, 7, at(0))
    (promise,) = metrics.scorecard(desk, FEB, ["mql"])
    assert (promise.target, promise.actual, promise.standing) == (7, None, "missing")
    metrics.set_actual(desk, mql, FEB, 0, at(1), note="holiday")
    (promise,) = metrics.scorecard(desk, FEB, ["mql"])
    assert (promise.target, promise.actual, promise.standing, promise.note) == (7, 0, "behind", "holiday")


def test_a_number_typed_again_keeps_its_note_and_target(desk: Desk) -> None:
    mql = metrics.measured(desk, "MQL")
    targets.set_alone(desk, mql, FEB, 7, at(0))
    metrics.set_actual(desk, mql, FEB, 5, at(1), note="holiday")
    metrics.set_actual(desk, mql, FEB, 6, at(2))
    assert metrics.history(desk, "mql") == (Value("mql", FEB, 6, 7, "holiday", "typed"),)
    undoing.undo(desk, at(3))
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
