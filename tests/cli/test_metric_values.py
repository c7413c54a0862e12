"""Values come and go through the shell: imports, exports and pulls say what they did and exit 0, 1 or 2."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SOURCE = 'source: {url_env: CRM_URL, sql: "SELECT month AS period, number AS value FROM counted"}'
GLOSSARY = f"""terms:
  - {{term: MQL, metric: {{unit: leads, {SOURCE}}}}}
  - {{term: SQL, metric: {{unit: leads, source: {{url_env: GONE_URL, sql: SELECT 1}}}}}}
  - {{term: SAL, metric: {{unit: leads, source: {{url_env: GONE_URL, sql: SELECT 2}}}}}}
"""


@pytest.fixture
def in_pulling(in_new: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one metric that can be pulled and two whose engine has no address."""
    path = in_new.parent / "crm.db"
    with contextlib.closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE counted AS SELECT '2026-01' AS month, 5 AS number")
        made.commit()
    monkeypatch.setenv("CRM_URL", f"sqlite:///{path}")
    (in_new / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    return in_new


def test_what_is_exported_is_imported_as_the_same(run: Run, in_demo: Path) -> None:
    run("metric", "set", "mql", "5", "--period", "2026-10", "--note", '=1+1; \'=2,\t"x"')
    for wide in ([], ["--wide"]):
        text = run("metric", "export", *wide).out
        assert "=1+1" not in text.replace("'=1+1", "")
        said = run("metric", "export", *wide, "-o", "values.csv")
        assert said.out.startswith("values.csv: ")
        assert Path("values.csv").read_bytes().decode() == text
        again = run("metric", "import", "values.csv", "--json").json
        assert (again["new"], again["changed"]) == ([], [])
        assert again["same"] > 100


def test_an_export_leaves_out_what_no_import_would_take_and_says_so(run: Run, in_new: Path) -> None:
    run("metric", "set", "mql", "5", "--period", "2026-01")
    run("metric", "set", "sql", "6", "--period", "2026-01")
    (in_new / "glossary.yaml").write_text("terms: [{term: SQL, metric: {unit: leads}}]\n", "utf-8")
    ran = run("metric", "export")
    assert ran.out.split() == ["period,metric,value,target,note", "2026-01,sql,6,,"]
    assert "left out" in ran.err
    assert "mql" in ran.err


def test_an_export_never_replaces_a_file_of_the_workspace(run: Run, in_demo: Path) -> None:
    for name in ("smeeting.db", "glossary.yaml", "agendas/monthly.yaml"):
        before = Path(name).read_bytes()
        assert run("metric", "export", "-o", name).code == 2
        assert Path(name).read_bytes() == before


def test_a_pull_says_what_it_took_and_exits_1_where_a_metric_failed(run: Run, in_pulling: Path) -> None:
    dry = run("metric", "pull", "--dry-run")
    assert "new      2026-01 mql: 5" in dry.out
    assert "Would be new" in dry.out
    ran = run("metric", "pull")
    assert ran.code == 1
    assert ran.out.splitlines()[-1].split()[:5] == ["MQL", "1", "0", "0", "0"]
    (fault,) = ran.err.splitlines()
    assert fault.startswith("smeeting: SQL, SAL: the environment variable GONE_URL is not set; ")
    assert run("metric", "show", "mql", "--json").json[0]["source"] == "sql"


def test_a_pull_that_goes_well_exits_0_and_is_json(run: Run, in_pulling: Path) -> None:
    ran = run("metric", "pull", "mql", "--json")
    assert ran.code == 0
    (one,) = ran.json["metrics"]
    assert one["new"][0] == {
        "term_id": "mql",
        "period": "2026-01",
        "actual": 5.0,
        "target": None,
        "note": "",
        "source": "sql",
    }
    assert one["fault"] == ""


def test_a_pull_of_what_can_not_be_pulled_exits_2(run: Run, in_new: Path) -> None:
    for names in ([], ["mql"], ["nonsense"]):
        ran = run("metric", "pull", *names)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.splitlines()) == 1
