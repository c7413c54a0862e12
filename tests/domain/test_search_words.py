import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.search_words import (
    MOST_WORDS,
    Query,
    excerpt_start,
    folded_word,
    marks,
    match_expression,
    read_query,
)
from smeeting.domain.word_breaks import BETWEEN_WORDS

_TOKENIZE = "tokenize='unicode61 remove_diacritics 2'"
TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("aAéE\u0301 -'\"🤝1"))


def _marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, query)]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("late te", Query(("late", "te"), prefix_last=True)),
        ("late te ", Query(("late", "te"))),
        ("late te?", Query(("late", "te"))),
        ("hand-off", Query(("hand", "off"), prefix_last=True)),
        ("O'Brien", Query(("O", "Brien"), prefix_last=True)),
        ('"a" AND b* NEAR(c) text:d', Query(("a", "AND", "b", "NEAR", "c", "text", "d"), prefix_last=True)),
        ("50%", Query(("50",))),
        ("Müller Ą", Query(("Müller", "Ą"), prefix_last=True)),
        ("a\0b \udcffc", Query(("a", "b", "c"), prefix_last=True)),
        ("", Query()),
        ("  %$ …\t\n*\"'", Query()),
    ],
)
def test_a_query_is_its_words_whatever_else_is_in_it(text: str, query: Query) -> None:
    assert read_query(text) == query


def test_of_very_many_words_the_first_are_looked_for() -> None:
    words = [f"w{number}" for number in range(100)]
    assert read_query(" ".join(words)) == Query(tuple(words[:MOST_WORDS]))
    assert read_query(" ".join(words[:MOST_WORDS])).prefix_last
    assert len(read_query("x" * 1_000_000).words) == 1


def test_what_the_index_is_asked_quotes_each_word() -> None:
    assert match_expression(("late", "te"), True) == 'text : ("late" AND "te"*)'
    assert match_expression(("late",), False, ("issue", "note")) == (
        'text : ("late") AND kind : ("issue" OR "note")'
    )
    assert match_expression((), True, ("issue",)) == 'kind : ("issue")'
    assert match_expression((), False) == ""


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Leads came late, too late.", "late ", ["late", "late"]),
        ("Leads are leading.", "lead", ["Lead", "lead"]),
        ("Leads are leading.", "lead ", []),
        ("Café, CAFE, cafe\u0301s", "café", ["Café", "CAFE", "cafe\u0301"]),
        ("Straße", "strasse", []),
        ("и й", "й", ["й"]),
        ("hand-off and off hand", "hand-off", ["hand", "off", "off", "hand"]),
        ("deal🤝done 🤝", "deal ", []),
        ("[b]x[/b]", "x", ["x"]),
        ("anything", "", []),
    ],
)
def test_what_is_marked_is_the_words(text: str, query: str, marked: list[str]) -> None:
    assert _marked(text, query) == marked


def test_an_excerpt_begins_near_the_first_mark() -> None:
    text = "one two three four five six seven eight nine ten"
    spans = marks(text, "nine")
    assert text[excerpt_start(text, spans, 30) :] == "eight nine ten"
    assert excerpt_start(text, spans, 100) == 0
    assert excerpt_start(text, (), 5) == 0
    assert excerpt_start("x" * 90 + "-nine", ((91, 95),), 30) == 81


@given(TEXTS, TEXTS)
def test_marks_are_parts_of_the_text_in_order(text: str, query: str) -> None:
    spans = marks(text, query)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(TEXTS)
def test_a_text_holds_all_of_its_own_words(text: str) -> None:
    words = {folded_word(word) for word in read_query(text).words}
    assert {folded_word(word) for word in _marked(text, text + " ")} == words


def test_words_end_where_the_index_ends_them() -> None:
    """Every character at an edge of what is between words, beside a letter and alone."""
    edges = {int(end, 16) for part in BETWEEN_WORDS.split() for end in part.split("-")}
    near = sorted(
        {code + step for code in edges for step in (-1, 0, 1)} | set(range(0x250)) | set(range(0x300, 0x340))
    )
    conn = sqlite3.connect(":memory:")
    conn.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, {_TOKENIZE})")
    conn.execute("CREATE VIRTUAL TABLE seen USING fts5vocab(words, instance)")
    shapes = ("q{}z", "{}", "{}z")
    texts = [
        shape.format(chr(code))
        for code in near
        if 0 < code < 0x110000 and code not in range(0xD800, 0xE000)
        for shape in shapes
    ]
    conn.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(texts))
    found: dict[int, list[str]] = {}
    for term, number in conn.execute("SELECT term, doc FROM seen ORDER BY doc, offset"):
        found.setdefault(number, []).append(term)
    differing = [
        text
        for number, text in enumerate(texts)
        if len(read_query(text + " ").words) != len(found.get(number, []))
        or (
            max(text) < "\u01c0"
            and [folded_word(word) for word in read_query(text).words] != found.get(number, [])
        )
    ]
    assert differing == []
