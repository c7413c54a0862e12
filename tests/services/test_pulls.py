"""What the engine says is kept, what fails keeps its values, and the address stays in the environment."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.postgres import PASSWORD, Server
from smeeting.domain.errors import NotFoundError
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.services import metrics, pulls, targets, undoing, value_files
from smeeting.services.desk import Desk
from smeeting.services.pulls import PullProgress
from tests.services.conftest import at

JANUARY = Period.parse("2026-01")
FEBRUARY = JANUARY.shifted(1)
MONTHS = "SELECT month AS period, number AS value FROM counted WHERE metric = '{}'"


def measured(name: str, sql: str, *, unit: str = "leads", url_env: str = "CRM_URL") -> str:
    source = f"{{url_env: {url_env}, sql: {sql!r}, timeout: 5}}"
    return f"  - {{term: {name}, metric: {{promised_by: marketing, unit: {unit}, source: {source}}}}}\n"


def write_glossary(desk: Desk, *terms: str) -> None:
    desk.workspace.glossary_file.write_text("terms:\n" + "".join(terms), "utf-8")


@pytest.fixture
def environ(desk: Desk, tmp_path: Path) -> dict[str, str]:
    """The address of an engine that knows MQL and Won, for a glossary that asks for both."""
    path = tmp_path / "crm.db"
    rows = [("mql", "2026-01", 5), ("mql", "2026-02", 7), ("mql", "2026-03", None), ("won", "2026-01", -2)]
    with contextlib.closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE counted (metric, month, number)")
        made.executemany("INSERT INTO counted VALUES (?, ?, ?)", rows)
        made.commit()
    write_glossary(
        desk, measured("MQL", MONTHS.format("mql")), measured("Won", MONTHS.format("won"), unit="€")
    )
    return {"CRM_URL": f"sqlite:///{path}"}


@pytest.fixture
def pull(desk: Desk, environ: dict[str, str]) -> Callable[..., pulls.PullReport]:
    def run(*names: str, dry_run: bool = False, minutes: float = 0) -> pulls.PullReport:
        return pulls.pull(desk, names, at(minutes), environ=environ, dry_run=dry_run)

    return run


Pull = Callable[..., pulls.PullReport]


def test_what_the_engine_counts_is_kept_with_where_it_comes_from(desk: Desk, pull: Pull) -> None:
    report = pull()
    mql, won = report.metrics
    assert mql.new == (Value("mql", JANUARY, 5, source="sql"), Value("mql", FEBRUARY, 7, source="sql"))
    assert (mql.changed, mql.same, mql.unknown, mql.fault) == ((), 0, 1, "")
    assert metrics.history(desk, "mql") == tuple(reversed(mql.new))
    assert metrics.history(desk, "won") == won.new == (Value("won", JANUARY, -2, source="sql"),)
    assert report.faults == ()


def test_a_target_and_a_note_stay_and_null_clears_nothing(desk: Desk, pull: Pull) -> None:
    mql = metrics.measured(desk, "mql")
    targets.set_alone(desk, mql, JANUARY, 9, at(0))
    metrics.set_actual(desk, mql, JANUARY, 4, at(1), note="fair")
    metrics.set_actual(desk, mql, FEBRUARY.shifted(1), 3, at(2))
    (one,) = pull("mql", minutes=3).metrics
    assert [(before.actual, after.actual) for before, after in one.changed] == [(4, 5)]
    assert metrics.history(desk, "mql")[-1] == Value("mql", JANUARY, 5, 9, "fair", "sql")
    assert metrics.history(desk, "mql")[0] == Value("mql", FEBRUARY.shifted(1), 3, source="typed")


def test_pulled_twice_it_changes_nothing(desk: Desk, pull: Pull) -> None:
    pull()
    before = desk.db.path.read_bytes()
    again = pull(minutes=1)
    assert [(one.new, one.changed, one.same) for one in again.metrics] == [((), (), 2), ((), (), 1)]
    assert desk.db.path.read_bytes() == before


def test_a_dry_run_asks_and_writes_nothing(desk: Desk, pull: Pull) -> None:
    before = desk.db.path.read_bytes()
    report = pull(dry_run=True)
    assert (len(report.metrics[0].new), report.dry_run) == (2, True)
    assert desk.db.path.read_bytes() == before


def test_a_pull_is_one_step_of_undo(desk: Desk, pull: Pull) -> None:
    pull()
    undoing.undo(desk, at(1))
    assert metrics.history(desk, "mql") == metrics.history(desk, "won") == ()


BAD = [
    ("SELECT 1 AS leads", "1 column"),
    ("SELECT nothing_like_it AS period, 1 AS value", "nothing_like_it"),
    ("SELECT 'March' AS period, 1 AS value", "no period"),
    ("SELECT '2026-02-31' AS period, 1 AS value", "no day"),
    ("SELECT '2026-01' AS period, 1e999 AS value", "too large"),
    ("SELECT '2026-01' AS period, -1 AS value", "below 0"),
    ("SELECT '2026-01' AS period, 1 AS value UNION ALL SELECT '2026-01', 2", "two rows"),
    ("DELETE FROM counted", "begins with DELETE"),
    ("SELECT 1; DELETE FROM counted", "a ; stands"),
]


@pytest.mark.parametrize(("sql", "part"), BAD)
def test_what_fails_keeps_its_values_and_the_others_are_pulled(
    desk: Desk, pull: Pull, sql: str, part: str
) -> None:
    write_glossary(desk, measured("SQL", sql), measured("MQL", MONTHS.format("mql")))
    metrics.set_actual(desk, metrics.measured(desk, "sql"), JANUARY, 3, at(0))
    bad, good = pull(minutes=1).metrics
    assert part in bad.fault
    assert "\n" not in bad.fault
    assert (bad.new, bad.changed) == ((), ())
    assert metrics.history(desk, "sql") == (Value("sql", JANUARY, 3, source="typed"),)
    assert len(good.new) == 2


def test_an_engine_that_is_not_there_is_told_for_each_of_its_metrics(desk: Desk, pull: Pull) -> None:
    write_glossary(
        desk,
        measured("SQL", MONTHS.format("sql"), url_env="NOT_SET"),
        measured("SAL", MONTHS.format("sal"), url_env="NOT_SET"),
        measured("MQL", MONTHS.format("mql")),
    )
    first, second, mql = pull().metrics
    assert first.fault == second.fault
    assert "NOT_SET is not set" in first.fault
    assert mql.fault == ""


def test_a_query_without_an_engine_is_told(desk: Desk, pull: Pull) -> None:
    write_glossary(desk, "  - {term: MQL, metric: {source: {sql: SELECT 1}}}\n")
    assert "no url_env" in pull().metrics[0].fault


def test_names_choose_and_what_can_not_be_pulled_is_said(desk: Desk, pull: Pull) -> None:
    assert [one.term_id for one in pull("won", "WON", dry_run=True).metrics] == ["won"]
    write_glossary(desk, "  - {term: MQL, metric: {unit: leads}}\n  - {term: Persona}\n")
    for names, part in ((["mql"], "MQL is not asked"), (["x"], "no metric 'x'"), ([], "no metric is asked")):
        with pytest.raises(NotFoundError, match=part):
            pull(*names)


def test_it_tells_how_far_it_is(desk: Desk, environ: dict[str, str]) -> None:
    told: list[PullProgress] = []
    pulls.pull(desk, (), at(0), environ=environ, on_progress=told.append)
    assert told == [PullProgress("MQL", 1, 2, 0.0), PullProgress("Won", 2, 2, 0.0)]


def test_what_was_set_while_the_queries_ran_is_not_lost(desk: Desk, environ: dict[str, str]) -> None:
    def set_meanwhile(progress: PullProgress) -> None:
        if progress.number == 2:
            targets.set_alone(desk, metrics.measured(desk, "mql"), JANUARY, 9, at(0))

    pulls.pull(desk, (), at(1), environ=environ, on_progress=set_meanwhile)
    assert metrics.history(desk, "mql")[-1] == Value("mql", JANUARY, 5, 9, source="sql")


def test_the_address_is_stored_and_exported_nowhere(
    desk: Desk, postgres: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    months = "SELECT to_char(entered, 'YYYY-MM') AS period, count(*) AS value FROM leads GROUP BY 1"
    write_glossary(
        desk,
        measured("MQL", months),
        measured("SQL", f"SELECT '{PASSWORD}'::int AS period, 1 AS value"),
        measured("SAL", months, url_env="WRONG"),
    )
    environ = {"CRM_URL": postgres.url(), "WRONG": postgres.url(password="another-Pa55")}
    report = pulls.pull(desk, (), at(0), environ=environ)
    assert [bool(one.fault) for one in report.metrics] == [False, True, True]
    assert sum(value.actual or 0 for value in metrics.history(desk, "mql")) == 30
    value_files.export_csv(desk, desk.workspace.root / "out.csv")
    said = repr(report) + "".join(capfd.readouterr())
    desk.workspace.glossary_file.unlink()
    files = [path.read_bytes() for path in desk.workspace.root.rglob("*") if path.is_file()]
    assert len(files) > 2
    for secret in (PASSWORD, "Pa55", *environ.values()):
        assert secret not in said
        assert not any(secret.encode() in data for data in files)
