"""Engines are asked and nothing more: they are never written to, waited for without end, or given away."""

import contextlib
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bench.postgres import PASSWORD, USER, Server
from smeeting.domain.errors import SmeetingError
from smeeting.domain.pulls import MOST_ROWS
from smeeting.storage import deadlines, engine_faults, engines
from smeeting.storage.engines import Answer, Engine, Engines

ONE = "SELECT '2026-01' AS period, 7 AS value"
SECONDS = 20.0


class Kind(NamedTuple):
    """One kind of engine with a table `leads`, and what it takes to try it."""

    address: str
    endless: str
    """A query that does not end while the test runs."""
    months: str
    """The leads by month."""


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Kind:
    path = tmp_path / "crm #1.db"
    with contextlib.closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE leads (id, entered)")
        made.executemany("INSERT INTO leads VALUES (?, ?)", [(n, f"2026-0{n % 3 + 1}-05") for n in range(30)])
        made.commit()
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    months = "SELECT strftime('%Y-%m', entered) AS period, count(*) AS value FROM leads GROUP BY 1 ORDER BY 1"
    return Kind(f"sqlite:///{path}", endless, months)


@pytest.fixture(scope="session")
def duckdb_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path_factory.mktemp("duckdb") / "crm.duckdb"
    with duckdb.connect(path) as made:
        made.execute(
            "CREATE TABLE leads AS"
            " SELECT n AS id, DATE '2026-01-01' + n::INT * 3 AS entered FROM range(30) t(n)"
        )
    return path


@pytest.fixture
def duckdb_engine(duckdb_file: Path, tmp_path: Path) -> Kind:
    path = shutil.copy(duckdb_file, tmp_path / "crm.duckdb")
    endless = "SELECT count(*) AS value FROM range(1000000000000) t(n) WHERE sin(n) = 2"
    months = "SELECT strftime(entered, '%Y-%m') AS period, count(*) AS value FROM leads GROUP BY 1 ORDER BY 1"
    return Kind(f"duckdb:///{path}", endless, months)


@pytest.fixture
def postgres_engine(postgres: Server) -> Kind:
    months = (
        "SELECT to_char(entered, 'YYYY-MM') AS period, count(*) AS value FROM leads GROUP BY 1 ORDER BY 1"
    )
    return Kind(postgres.url(), "SELECT pg_sleep(600)", months)


@pytest.fixture(params=["postgres", "duckdb", "sqlite"])
def kind(request: pytest.FixtureRequest) -> Kind:
    found: Kind = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture
def engine(kind: Kind) -> Iterator[Engine]:
    with Engines({"CRM_URL": kind.address}) as every:
        yield every.at("CRM_URL")


def fault(address: str, sql: str = ONE, seconds: float = SECONDS) -> str:
    """What is said of a query that fails, after a look that it gives nothing of the address away."""
    with Engines({"CRM_URL": address}) as every, pytest.raises(SmeetingError) as caught:
        every.at("CRM_URL").ask(sql, seconds)
    said = f"{caught.value!s} {caught.value!r} {caught.value.__cause__!r}"
    for secret in (address, PASSWORD, quote(PASSWORD, safe=""), USER):
        assert secret not in said
    assert caught.value.hint
    return caught.value.message


def test_it_counts_and_only_periods_and_values_travel(engine: Engine, kind: Kind) -> None:
    answer = engine.ask(kind.months, SECONDS)
    assert answer.columns == ("period", "value")
    assert [period for period, _ in answer.rows] == ["2026-01", "2026-02", "2026-03"]
    assert sum(int(str(value)) for _, value in answer.rows) == 30
    assert 0 < answer.seconds < SECONDS


def test_a_query_is_sent_as_it_is_written(engine: Engine) -> None:
    odd = "SELECT '2026-01' AS period, 1 AS value WHERE '50% :x %s' LIKE '50%' AND ':y' <> '%(z)s' -- ?\n;"
    assert engine.ask(odd, SECONDS).rows == (("2026-01", 1),)


def test_nothing_can_be_written(engine: Engine, kind: Kind) -> None:
    for sql in ("DELETE FROM leads", "SELECT 1; DROP TABLE leads", "COPY leads TO 'x'", "DROP TABLE leads"):
        with pytest.raises(SmeetingError):
            engine.ask(sql, SECONDS)
    before = engine.ask(kind.months, SECONDS).rows
    # Past our own reading of the statement, it is the engine that refuses.
    connection = engine._connection
    assert connection is not None
    for sql in ("DELETE FROM leads", "CREATE TABLE other (x int)", "DROP TABLE leads"):
        with pytest.raises(DBAPIError):
            engines._run(connection, sql, "")
    assert engine.ask(kind.months, SECONDS).rows == before


@pytest.mark.parametrize("option", ["access_mode=READ_WRITE", "ACCESS_MODE=read_write", "read_only=false"])
def test_no_address_opens_a_duckdb_for_writing(duckdb_engine: Kind, option: str) -> None:
    with Engines({"CRM_URL": f"{duckdb_engine.address}?{option}"}) as every:
        engine = every.at("CRM_URL")
        engine.ask(ONE, SECONDS)
        assert engine._connection is not None
        with pytest.raises(DBAPIError, match="read-only"):
            engines._run(engine._connection, "DELETE FROM leads", "")


@pytest.mark.parametrize(
    "sql",
    [
        "WITH gone AS (DELETE FROM leads RETURNING id) SELECT count(*) AS value FROM gone",
        "SELECT 1 AS value INTO other",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SELECT id FROM leads FOR UPDATE",
    ],
)
@pytest.mark.parametrize("option", ["", "?autocommit=true", "?options=-cdefault_transaction_read_only%3Doff"])
def test_a_query_that_writes_is_refused_by_postgresql(postgres: Server, sql: str, option: str) -> None:
    assert "refuses it" in fault(postgres.url() + option, sql)


def test_a_query_that_hangs_is_ended_and_the_next_one_is_asked(engine: Engine, kind: Kind) -> None:
    engine.ask(ONE, SECONDS)
    connection = engine._connection
    with pytest.raises(SmeetingError, match=r"longer than 0\.3 s"):
        engine.ask(kind.endless, 0.3)
    assert engine.ask(ONE, SECONDS).rows == (("2026-01", 7),)
    assert engine._connection is connection


def test_postgresql_ends_a_query_even_when_nobody_waits(postgres: Server) -> None:
    with Engines({"CRM_URL": postgres.url()}) as every:
        engine = every.at("CRM_URL")
        with pytest.raises(SmeetingError):
            engine.ask("SELECT pg_sleep(600)", 0.2)
        limit = engine.ask("SELECT current_setting('statement_timeout')", 7).rows
        running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%(600)'"
        assert limit == (("7s",),)
        assert engine.ask(running, SECONDS).rows == ((0,),)


def test_a_connection_that_can_not_be_freed_is_left_behind(
    sqlite_engine: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "GRACE_SECONDS", 0.05)
    with Engines({"CRM_URL": sqlite_engine.address}) as every:
        engine = every.at("CRM_URL")
        engine.ask(ONE, SECONDS)
        first = engine._driver
        with monkeypatch.context() as no_way:
            no_way.setattr(engines, "_cancel", lambda _: None)
            with pytest.raises(SmeetingError, match="longer than"):
                engine.ask(sqlite_engine.endless, 0.1)
        assert engine.ask(ONE, SECONDS).rows == (("2026-01", 7),)
        assert engine._driver is not first
        engines._cancel(first)


def test_an_engine_is_connected_once_for_all_its_queries(postgres: Server) -> None:
    with Engines({"CRM_URL": postgres.url()}) as every:
        mine = "SELECT pg_backend_pid()"
        assert every.at("CRM_URL").ask(mine, SECONDS).rows == every.at("CRM_URL").ask(mine, SECONDS).rows


def test_a_lost_connection_is_made_anew_for_the_next_query(postgres: Server) -> None:
    with Engines({"CRM_URL": postgres.url()}) as every:
        engine = every.at("CRM_URL")
        with pytest.raises(SmeetingError, match="terminating connection"):
            engine.ask("SELECT pg_terminate_backend(pg_backend_pid())", SECONDS)
        assert engine.ask(ONE, SECONDS).rows == (("2026-01", 7),)


def test_no_more_rows_come_than_are_looked_at(engine: Engine, kind: Kind) -> None:
    many = {"postgresql": "generate_series(1, 20000)", "duckdb": "range(20000)"}
    name = kind.address.partition(":")[0]
    each = many.get(
        name, "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 20000) SELECT x FROM c)"
    )
    assert len(engine.ask(f"SELECT 1 AS value FROM {each} AS t", SECONDS).rows) == MOST_ROWS + 1


def test_a_query_with_a_fault_is_told_in_one_line(kind: Kind) -> None:
    message = fault(kind.address, "SELECT nothing_like_it FROM leads")
    assert "nothing_like_it" in message
    assert "\n" not in message


def test_what_an_engine_says_is_kept_back_where_it_holds_a_part_of_the_address(postgres: Server) -> None:
    for part in (PASSWORD, USER, quote(PASSWORD, safe="")):
        message = fault(postgres.url(), f"SELECT '{part}'::int")
        assert "holds a part of its address" in message
    assert 'syntax for type integer: "other"' in fault(postgres.url(), "SELECT 'other'::int")


@pytest.mark.parametrize(
    "address",
    [
        "trino://ann:a@engine.example/hive",
        "trino://engine.example/hive?token=t0ken",
        "trino://ann%40corp:it%27s@engine.example/hive",
    ],
)
def test_no_form_of_a_secret_is_said_again(address: str) -> None:
    url = make_url(address)
    options = [str(value) for value in url.query.values()]
    parts = [part for part in (url.password, *options, url.host) if part]
    for part in (address, *parts, *map(quote, parts), *(repr(part)[1:-1] for part in parts)):
        error = DBAPIError("SELECT 1", None, RuntimeError(f"\n401 for {part.upper()}\nmore"))
        said = str(engine_faults.not_answered(error, address, url))
        assert part.upper() not in said
        assert "part of its address" in said


def test_an_error_without_words_is_named(sqlite_engine: Kind) -> None:
    said = engine_faults.not_answered(RuntimeError("words of a driver"), "x", make_url(sqlite_engine.address))
    assert said.message == "the query failed (RuntimeError)"


# ---- addresses ----


def test_without_an_address_the_variable_is_named() -> None:
    for environ in ({}, {"CRM_URL": " "}):
        with Engines(environ) as every, pytest.raises(SmeetingError, match="CRM_URL is not set"):
            every.at("CRM_URL")


def test_an_address_in_place_of_the_variable_is_not_said_again() -> None:
    with Engines({}) as every, pytest.raises(SmeetingError, match="names an environment variable") as caught:
        every.at("postgresql://ann:hunter2@engine.example/crm")
    assert "hunter2" not in repr(caught.value)


@pytest.mark.parametrize(
    "address", ["hunter2", "ann:hunter2@engine.example", "postgresql://ann:hunter2@h:port/x"]
)
def test_what_is_no_address_is_not_said_again(address: str) -> None:
    with (
        Engines({"CRM_URL": address}) as every,
        pytest.raises(SmeetingError, match="CRM_URL holds no") as caught,
    ):
        every.at("CRM_URL")
    assert "hunter2" not in repr(caught.value)


def test_a_missing_driver_is_named_with_what_to_install() -> None:
    assert fault("nonesuch://ann:hunter2@engine.example/x") == "no driver for nonesuch is installed"
    with (
        Engines({"CRM_URL": "trino://ann@engine.example/x"}) as every,
        pytest.raises(SmeetingError) as caught,
    ):
        every.at("CRM_URL").ask(ONE, SECONDS)
    assert caught.value.hint == "pip install 'trino[sqlalchemy]'"


def test_without_sqlalchemy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smeeting.storage.engines.find_spec", lambda _: None)
    with (
        Engines({"CRM_URL": "sqlite://"}) as every,
        pytest.raises(SmeetingError, match="needs SQLAlchemy") as caught,
    ):
        every.at("CRM_URL")
    assert "smeeting[sql]" in caught.value.hint


def test_why_there_is_no_connection_is_told_in_our_words(postgres: Server, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    nobody = f"postgres://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/crm"
    for address, reason in (
        (nobody, "nothing listens there"),
        (postgres.url(password="wrong"), "the login was refused"),
        (postgres.url() + "_absent", "that database is not there"),
        (f"sqlite:///{tmp_path}/absent.db", "that database is not there"),
        (f"duckdb:///{tmp_path}/absent.duckdb", "that database is not there"),
        (f"duckdb:///{tmp_path}", "can't be reached"),
    ):
        message = fault(address)
        assert "the engine at $CRM_URL can't be reached" in message
        assert reason in message
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_does_not_answer_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"postgresql://ann:hunter2@127.0.0.1:{silent.getsockname()[1]}/crm"
        with Engines({"CRM_URL": address}) as every:
            with pytest.raises(SmeetingError, match=r"does not answer within 0\.2 s"):
                every.at("CRM_URL").ask(ONE, 0.2)
            monkeypatch.setattr(engines, "_connect", pytest.fail)
            with pytest.raises(SmeetingError, match="does not answer"):
                every.at("CRM_URL").ask(ONE, 600)


def test_files_can_be_asked_through_duckdb_in_memory(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("month\n2026-01\n2026-01\n2026-02\n", "utf-8")
    sql = f"FROM '{tmp_path}/leads.csv' SELECT month AS period, count(*) AS value GROUP BY 1 ORDER BY 1"
    with Engines({"FILES": "duckdb:///:memory:"}) as every:
        assert isinstance(answer := every.at("FILES").ask(sql, SECONDS), Answer)
    assert answer.rows == (("2026-01", 2), ("2026-02", 1))
