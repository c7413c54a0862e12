"""A company's own database, asked through SQLAlchemy: it counts, and only rows of period and value travel.

Nothing is written there: PostgreSQL runs each query in a read-only transaction, DuckDB and SQLite open their
files read-only, every engine is rolled back, and what is not one query is not even sent. The address stands
in the environment alone: nothing said or raised here holds a part of it.
"""

import contextlib
import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import quote

from smeeting.domain.errors import StorageError
from smeeting.domain.pulls import MOST_ROWS
from smeeting.domain.statements import refuse_statement
from smeeting.storage import engine_faults
from smeeting.storage.deadlines import GRACE_SECONDS, TookTooLongError, within

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection

CONNECT_SECONDS = 20.0
_EXAMPLE = "such as postgresql://user:password@host/database"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_PLAIN_POSTGRES = ("postgres", "postgresql")
_GUARDING = frozenset({"postgresql", "duckdb", "sqlite"})
"""Engines that are told to let nothing be written, and see to it."""
_FIRST = {
    "postgresql": "SET LOCAL statement_timeout = {ms}",  # ends the query even when we are gone
    "sqlite": "PRAGMA query_only = ON",
}
"""What is said to an engine before each query."""

Tick = Callable[[float], object]
"""Is told about once a second how many seconds something takes."""


class Answer(NamedTuple):
    """What an engine gave for a query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    """At most one more than domain.pulls.MOST_ROWS."""
    seconds: float
    """How long it took."""


class Engines:
    """The engines that the environment's variables name, each connected once, when first asked."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """`environ` holds the addresses."""
        self._environ = environ
        self._open: dict[str, Engine] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for engine in self._open.values():
            engine.close()

    def at(self, url_env: str) -> "Engine":
        """The engine whose address this variable holds.

        Raises StorageError where it holds none, or SQLAlchemy is not installed.
        """
        if url_env not in self._open:
            self._open[url_env] = self._named(url_env)
        return self._open[url_env]

    def _named(self, url_env: str) -> "Engine":
        if _NAME.fullmatch(url_env) is None:
            # It may be the address itself, which is not to be said again.
            raise StorageError(
                "url_env names an environment variable, such as CRM_URL",
                "keep the address in the environment, never in glossary.yaml",
            )
        address = self._environ.get(url_env, "").strip()
        if not address:
            raise StorageError(
                f"the environment variable {url_env} is not set", f"set it to the address, {_EXAMPLE}"
            )
        if find_spec("sqlalchemy") is None:
            raise StorageError("this needs SQLAlchemy", "pip install 'smeeting[sql]'")
        from sqlalchemy.engine import make_url

        try:
            url = make_url(address)
        except Exception:  # noqa: BLE001 - whatever it says may hold the address
            raise StorageError(f"{url_env} holds no address of an engine", f"write it {_EXAMPLE}") from None
        return Engine(f"${url_env}", address, url)


class Engine:
    """One engine and the one connection to it."""

    def __init__(self, name: str, address: str, url: "URL") -> None:
        """`name` is what messages call it."""
        self._name = name
        self._address = address
        # psycopg is what the manual names, while SQLAlchemy 2.0 takes plain addresses to mean psycopg2.
        plain = url.drivername in _PLAIN_POSTGRES
        self._url = url.set(drivername="postgresql+psycopg") if plain else url
        self._connection: Connection | None = None
        self._driver: Any = None
        self._fault: StorageError | None = None

    def ask(self, sql: str, seconds: float, tick: Tick = lambda _: None) -> Answer:
        """What the engine gives for one query, within so many seconds.

        Raises StorageError, or SmeetingError for what is no query; the next query may be asked all the same.
        """
        backend = self._url.get_backend_name()
        refuse_statement(sql, engine_guards=backend in _GUARDING)
        connection = self._connected(min(seconds, CONNECT_SECONDS), tick)
        first = _FIRST.get(backend, "").format(ms=round(seconds * 1000))
        try:
            return within(
                seconds, partial(_run, connection, sql, first), stop=partial(_cancel, self._driver), tick=tick
            )
        except TookTooLongError as error:
            if not error.ended:
                self._connection = None  # left behind with the thread that waits on it
            raise StorageError(
                f"the query took longer than {seconds:g} s",
                "make it quicker, or give its source a `timeout:`",
            ) from None
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - drivers raise what they like
            if connection.invalidated or connection.closed:
                self._connection = None
            raise engine_faults.not_answered(error, self._address, self._url) from None

    def _connected(self, seconds: float, tick: Tick) -> "Connection":
        if self._fault is not None:
            # Once is enough: forty metrics of one engine need not wait forty times.
            raise self._fault
        if self._connection is None:
            try:
                connection = within(seconds, partial(_connect, self._url), stop=_nothing, tick=tick)
            except TookTooLongError:
                self._fault = engine_faults.no_word(self._name, seconds)
            except Exception as error:  # noqa: BLE001 - drivers raise what they like
                self._fault = engine_faults.not_connected(error, self._name, self._url)
            else:
                self._connection, self._driver = connection, connection.connection.driver_connection
            if self._fault is not None:
                raise self._fault from None
        assert self._connection is not None
        return self._connection

    def close(self) -> None:
        """Let go of the connection, without waiting for an engine that no longer answers."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                within(GRACE_SECONDS, connection.close, stop=_nothing)


def _connect(url: "URL") -> "Connection":
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    url, arguments, options = _read_only(url)
    engine = create_engine(url, poolclass=NullPool, connect_args=arguments, execution_options=options)
    return engine.connect()


def _read_only(url: "URL") -> tuple["URL", dict[str, Any], dict[str, Any]]:
    """The address, driver arguments and connection options with which this engine lets nothing be written."""
    backend = url.get_backend_name()
    if backend == "postgresql":
        libpq = {"connect_timeout": round(CONNECT_SECONDS), "fallback_application_name": "smeeting"}
        # The level is said because a connection that commits by itself would be read-only in no query.
        options = {"isolation_level": "READ COMMITTED", "postgresql_readonly": True}
        return url, libpq if "psycopg" in url.get_driver_name() else {}, options
    if backend == "duckdb":
        # What the address asks for would win over what we do.
        asks = [name for name in url.query if name.casefold() in ("access_mode", "read_only")]
        in_file = url.database not in (None, "", ":memory:")
        return url.difference_update_query(asks), {"read_only": True} if in_file else {}, {}
    if backend == "sqlite" and url.database and not url.database.startswith((":memory:", "file:")):
        file = quote(str(Path(url.database).resolve()))
        only_read = url.set(database=f"file:{file}", query={"mode": "ro", "uri": "true"})
        return only_read, {"check_same_thread": False}, {}
    return url, {}, {}


def _run(connection: "Connection", sql: str, first: str) -> Answer:
    began = time.monotonic()
    try:
        if first:
            connection.exec_driver_sql(first)
        # As it was written: neither `:name` nor `%` is a place for a parameter.
        result = connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
        if not result.returns_rows:
            raise StorageError("the query gives no rows at all", "write one SELECT")
        rows = result.fetchmany(MOST_ROWS + 1)
        answer = Answer(tuple(map(str, result.keys())), tuple(map(tuple, rows)), time.monotonic() - began)
        result.close()
    finally:
        connection.rollback()
    return answer


def _cancel(driver: Any) -> None:
    """Ask the driver to end what it runs; the names are psycopg's, and DuckDB's and SQLite's."""
    for name in ("cancel", "interrupt"):
        with contextlib.suppress(AttributeError):
            getattr(driver, name)()
            return


def _nothing() -> None:
    """Leave work that can't be stopped to itself."""
