"""One query, or it is not sent."""

import pytest

from smeeting.domain.errors import SmeetingError
from smeeting.domain.statements import refuse_statement

QUERIES = [
    "SELECT 1",
    "select 1;",
    "\n-- leads by month; not deals\n".replace(";", ",") + "SELECT 1 -- done\n;\n",
    "/* by month */ (WITH x AS (SELECT 1) SELECT * FROM x)",
    "FROM leads SELECT count(*)",
    "SELECT count(*) FILTER (WHERE event = 'delete') FROM t -- update nightly",
    "SELECT replace(a, 'b', 'c'), \"drop\", updated_at, `into`, [call] FROM t",
]
OTHERS = [
    ("", "no words"),
    ("-- SELECT 1", "no words"),
    ("42", "no words"),
    ("DELETE FROM leads", "begins with DELETE"),
    ("/*! DROP TABLE leads */ SELECT 1", "no words"),
    ("-- SELECT\ndrop table leads", "begins with DROP"),
    ("COPY (SELECT 1) TO 'file'", "begins with COPY"),
    ("PRAGMA query_only = OFF", "begins with PRAGMA"),
    ("selection", "begins with SELECTION"),
    ("SELECT 1; DROP TABLE leads", "a ; stands"),
    ("SELECT 'a\\''; DROP TABLE leads; --'", "a ; stands"),
    ("SELECT $$ ' $$; DROP TABLE leads; -- '", "a ; stands"),
]
WRITING = [
    ("WITH x AS (DELETE FROM leads RETURNING 1) SELECT * FROM x", "DELETE"),
    ("SELECT 1 DROP TABLE leads", "DROP"),
    ("select * into copy from leads", "INTO"),
]


@pytest.mark.parametrize("sql", QUERIES)
@pytest.mark.parametrize("guards", [True, False])
def test_a_query_is_let_through(sql: str, guards: bool) -> None:
    refuse_statement(sql, engine_guards=guards)


@pytest.mark.parametrize(("sql", "part"), OTHERS)
@pytest.mark.parametrize("guards", [True, False])
def test_what_is_not_one_query_is_refused(sql: str, part: str, guards: bool) -> None:
    with pytest.raises(SmeetingError, match=part) as caught:
        refuse_statement(sql, engine_guards=guards)
    assert caught.value.hint


@pytest.mark.parametrize(("sql", "word"), WRITING)
def test_a_word_that_writes_is_refused_where_the_engine_does_not_see_to_it(sql: str, word: str) -> None:
    refuse_statement(sql, engine_guards=True)
    with pytest.raises(SmeetingError, match=f"holds {word}"):
        refuse_statement(sql, engine_guards=False)
