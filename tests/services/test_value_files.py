"""Values from files: whole or not at all, and nothing is cleared by what a file does not say."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from smeeting.domain.errors import FaultsError
from smeeting.domain.periods import Period
from smeeting.services import metrics, targets, undoing, value_files
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


def test_a_file_is_taken_under_any_name_of_a_term(desk: Desk) -> None:
    rows = "2026-01,MQL,120,100,fair\n2026-02,marketing-qualified lead,90,,\n"
    report = value_files.import_csv(desk, write(desk, HEAD + rows), at(0))
    assert stored(desk) == [("mql", "2026-01", 120, 100, "fair"), ("mql", "2026-02", 90, None, "")]
    assert (len(report.new), len(report.changed), report.same) == (2, 0, 0)
    assert {value.source for value in report.new} == {"values.csv"}


def test_taken_twice_it_changes_nothing(desk: Desk) -> None:
    path = write(desk, HEAD + "2026-01,mql,120,100,fair\n")
    value_files.import_csv(desk, path, at(0))
    before = desk.db.path.read_bytes()
    again = value_files.import_csv(desk, path, at(1))
    assert (again.new, again.changed, again.same) == ((), (), 1)
    assert desk.db.path.read_bytes() == before


def test_one_bad_row_and_nothing_is_taken_and_every_bad_row_is_told(desk: Desk) -> None:
    path = write(desk, HEAD + "2026-01,mql,120,,\n2026-01,nonsense,1,,\n2026-01,persona,1,,\n")
    with pytest.raises(FaultsError) as refused:
        value_files.import_csv(desk, path, at(0))
    assert [fault.line for fault in refused.value.faults] == [3, 4]
    assert "no metric 'nonsense'" in str(refused.value)
    assert "Persona is not measured" in str(refused.value)
    assert stored(desk) == []


def test_faults_of_names_and_values_have_their_cells_and_are_told_once(desk: Desk) -> None:
    path = write(desk, "metric,2026-01,2026-02\nnonsense,1,2\n mql,1,-2\n")
    with pytest.raises(FaultsError) as refused:
        value_files.import_csv(desk, path, at(0))
    assert [(one.line, one.column) for one in refused.value.faults] == [(2, 1), (3, 8)]


def test_of_many_unknown_names_the_first_are_told(desk: Desk) -> None:
    rows = "".join(f"2026-01,nonsense {number},1,,\n" for number in range(50))
    with pytest.raises(FaultsError) as refused:
        value_files.import_csv(desk, write(desk, HEAD + rows), at(0))
    assert len(refused.value.faults) == 21
    assert "and 30 faults more" in str(refused.value)


def test_one_metric_under_two_names_must_say_the_same(desk: Desk) -> None:
    same = value_files.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,,\n2026-01,MQL,5,,\n"), at(0))
    assert len(same.new) == 1
    path = write(desk, HEAD + "2026-01,mql,5,,\n2026-01,Marketing-qualified lead,6,,\n")
    with pytest.raises(FaultsError, match="another row says something else of MQL in 2026-01"):
        value_files.import_csv(desk, path, at(1))


def test_a_dry_run_tells_what_would_change_and_writes_nothing(desk: Desk) -> None:
    value_files.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,,\n2026-02,mql,6,,\n"), at(0))
    before = desk.db.path.read_bytes()
    path = write(desk, HEAD + "2026-01,mql,5,,\n2026-02,mql,7,,\n2026-03,mql,8,,\n")
    report = value_files.import_csv(desk, path, at(1), dry_run=True)
    assert [str(value.period) for value in report.new] == ["2026-03"]
    assert [(was.actual, now.actual) for was, now in report.changed] == [(6, 7)]
    assert (report.same, report.dry_run) == (1, True)
    assert desk.db.path.read_bytes() == before


def test_a_blank_target_or_note_clears_nothing(desk: Desk) -> None:
    value_files.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,9,fair\n"), at(0))
    value_files.import_csv(desk, write(desk, "period,metric,value\n2026-01,mql,6\n"), at(1))
    assert stored(desk) == [("mql", "2026-01", 6, 9, "fair")]


def test_an_import_is_one_step_of_undo(desk: Desk) -> None:
    value_files.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,,\n2026-02,mql,6,,\n"), at(0))
    undoing.undo(desk, at(1))
    assert stored(desk) == []


def test_the_real_funnel_is_taken_and_looked_at(desk: Desk, shared: Path) -> None:
    report = value_files.import_csv(desk, shared / "data" / "olist" / "monthly.csv", at(0))
    assert len(report.new) > 20
    period = metrics.period_for(desk, dt.date(2026, 3, 3))
    assert str(period).startswith("2018-")
    (won,) = metrics.scorecard(desk, period, ["won"])
    assert won.actual is not None
    assert sum(value is not None for value in won.trend) > 6


# ---- negative counts, wide files, export ----


def test_a_negative_count_is_refused_and_negative_money_is_not(desk: Desk) -> None:
    text = HEAD + "2026-01,mql,-5,,\n2026-01,cost-per-lead,-5,,\n2026-02,mql,-6,,\n"
    with pytest.raises(FaultsError) as refused:
        value_files.import_csv(desk, write(desk, text), at(0))
    assert [fault.line for fault in refused.value.faults] == [2, 4]
    assert "MQL counts leads, and -5 is below 0" in str(refused.value)
    assert stored(desk) == []


def test_a_wide_file_is_taken_and_its_blanks_clear_nothing(desk: Desk) -> None:
    value_files.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,9,fair\n2026-02,mql,6,,\n"), at(0))
    report = value_files.import_csv(
        desk, write(desk, "metric,2026-01,2026-02,2026-03\nMQL,7,,8\nSQL,,,1\n"), at(1)
    )
    assert (len(report.new), len(report.changed), report.same) == (2, 1, 0)
    assert stored(desk) == [
        ("mql", "2026-01", 7, 9, "fair"),
        ("mql", "2026-02", 6, None, ""),
        ("mql", "2026-03", 8, None, ""),
        ("sql", "2026-03", 1, None, ""),
    ]


def test_a_target_that_a_file_changes_is_kept_as_a_change_with_what_it_was(desk: Desk) -> None:
    path = write(desk, HEAD + "2026-01,mql,5,9,\n2026-02,mql,6,,\n")
    for minute in (0, 1):
        value_files.import_csv(desk, path, at(minute))
    value_files.import_csv(desk, write(desk, HEAD + "2026-01,mql,5,10,\n"), at(2))
    kept = [(change.before, change.target, change.yes) for change in targets.history(desk, "mql")]
    assert kept == [(9, 10, ()), (120, 9, ())]


def test_an_export_is_in_the_order_of_the_glossary_and_of_time(desk: Desk) -> None:
    text = HEAD + "2026-10,sql,1.5,,\n2026-02,mql,6,9,\n2025-12,mql,5,,fair\n2026-Q1,mql,4,,\n"
    value_files.import_csv(desk, write(desk, text), at(0))
    targets.set_alone(desk, metrics.measured(desk, "mql"), FEB.shifted(1), 7, at(1))
    assert value_files.values_csv(desk).text.split() == [
        "period,metric,value,target,note",
        *("2025-12,mql,5,,fair", "2026-02,mql,6,9,", "2026-Q1,mql,4,,", "2026-10,sql,1.5,,"),
    ]
    assert value_files.values_csv(desk, wide=True).text.split() == [
        "metric,2025-12,2026-02,2026-10,2026-Q1",
        *("mql,5,6,,4", "sql,,,1.5,"),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    note=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
    actual=st.floats(0, 1e12),
)
@example(note="=HYPERLINK(1)", actual=1e-07)
@example(note="'=1", actual=0.1)
@example(note=" \t-5 %\r\n ", actual=1e11)
def test_what_is_exported_comes_back_as_it_was(desk: Desk, note: str, actual: float) -> None:
    assume(note.strip())
    mql = metrics.measured(desk, "mql")
    metrics.set_actual(desk, mql, FEB, actual, at(0), note=note)
    exported = desk.workspace.root / "out.csv"
    value_files.export_csv(desk, exported)
    metrics.set_actual(desk, mql, FEB, actual + 1, at(1), note="something else")
    value_files.import_csv(desk, exported, at(2))
    assert stored(desk) == [("mql", "2026-02", actual, None, note)]
