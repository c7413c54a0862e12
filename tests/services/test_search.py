"""Search: every query is answered, with what a slow and obvious search finds, also after undo and edits."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import NotFoundError
from smeeting.domain.findings import Found
from smeeting.domain.search_words import folded_word, read_query
from smeeting.services import actions, captures, issues, meetings, search
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from tests.services.conftest import at

Take = Callable[..., Receipt]

QUERIES = (
    st.text(max_size=60)
    | st.text(alphabet="\"*():^-+{}.,' aANDORTEx\0\ud800\t\u0301é", max_size=30)
    | st.binary(max_size=40).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
    | st.lists(
        st.sampled_from(
            ["AND", "OR", "NOT", "NEAR(", ")", '"', "text:", "kind :", "*", "^a", "-b", "{text}"]
        ),
        max_size=12,
    ).map(" ".join)
)
WORDS = [
    "late",
    "later",
    "lead",
    "leads",
    "Lé",
    "le",
    "a",
    "ab",
    "ABC",
    "50%",
    "hand-off",
    "O'Brien",
    "и",
    "й",
    "x1",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def _refs(found: tuple[Found, ...]) -> list[str]:
    return [one.ref for one in found]


def _slowly(found: list[Capture], query: str) -> list[int]:
    """The captures that hold every word, found by looking at each word of each."""
    asked = read_query(query)
    words = [folded_word(word) for word in asked.words]
    kept = []
    for one in reversed(found):
        held = [folded_word(word) for word in read_query(one.text + " ").words]
        whole = words[:-1] if asked.prefix_last else words
        begins = not asked.prefix_last or any(word.startswith(words[-1]) for word in held)
        if words and begins and all(word in held for word in whole):
            kept.append(one.number)
    return kept


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(QUERIES)
def test_every_query_is_answered(desk: Desk, query: str) -> None:
    assert isinstance(search.find(desk, query), tuple)
    assert isinstance(search.find(desk, query, kinds=("issue", "note")), tuple)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    st.lists(TEXTS, min_size=1, max_size=8),
    st.lists(TEXTS | st.sampled_from(["l", "le ", "a b"]), min_size=5),
)
def test_it_finds_what_a_slow_search_finds(
    desk: Desk, take: Take, texts: list[str], queries: list[str]
) -> None:
    for text in texts:
        take(f"#note {text}")
    meeting = the_live(desk, at(1))
    kept = list(captures.of_item(desk, meeting, meeting.current))
    for query in queries:
        found = search.find(desk, query, limit=10_000)
        assert [one.capture.number for one in found] == _slowly(kept, query)
        for one in found:
            holding = one.holding(read_query(query))
            marked = {folded_word(holding.text[start:end]) for start, end in holding.spans}
            *whole, last = [folded_word(word) for word in read_query(query).words]
            assert marked <= {*whole, last}
            assert marked >= set(whole)
            assert any(word.startswith(last) for word in marked)


def test_what_is_heard_answered_and_done_is_found_too(desk: Desk, take: Take) -> None:
    take("#issue sales leads come late")
    take("#heard I1 you wait for days")
    take("#action Ben write the form")
    issues.answer(desk, 1, "the form is shorter", dt.date(2026, 3, 5), at(5))
    actions.done(desk, 2, "sent to everybody", dt.date(2026, 3, 5), at(6))
    for query, ref, part in (
        ("late", "I1", "text"),
        ("wait", "I1", "heard"),
        ("shorter", "I1", "answer"),
        ("everybody", "A2", "outcome"),
        ("late days shorter", "I1", "text"),
        ("leads wait days", "I1", "heard"),
    ):
        found = search.find(desk, query)
        assert _refs(found) == [ref], query
        assert found[0].holding(read_query(query)).part == part
    assert _refs(search.find(desk, "form")) == ["A2", "I1"]
    assert [one.state for one in search.find(desk, "form")] == ["done", "answered"]


def test_pages_kinds_and_days_narrow_it(desk: Desk, take: Take) -> None:
    for number in range(7):
        take(f"#{'note' if number % 2 else 'issue'} lead {number}")
    name = meetings.get(desk, None).name
    assert _refs(search.find(desk, "lead", limit=2)) == ["I7", "N6"]
    assert _refs(search.find(desk, "lead", limit=2, before=6)) == ["I5", "N4"]
    assert _refs(search.find(desk, "lead", kinds=["note"])) == ["N6", "N4", "N2"]
    # The word of a kind is no word of the text.
    assert search.find(desk, "issue") == ()
    day = search.first_day(desk, name)
    assert day == search.first_day(desk, "2026-03-03") == dt.date(2026, 3, 3)
    assert search.first_day(desk, "2026-03") == dt.date(2026, 3, 1)
    assert len(search.find(desk, "lead", since=day)) == 7
    assert search.find(desk, "lead", since=day + dt.timedelta(1)) == ()
    later = at(0, days=9)
    captures.record(desk, Capture(number=0, kind="note", text="lead between meetings", at=later.at), later)
    assert _refs(search.find(desk, "lead", since=later.at.date())) == ["N8"]
    assert search.find(desk, "lead", since=later.at.date() + dt.timedelta(1)) == ()
    with pytest.raises(NotFoundError, match="neither a date nor a meeting"):
        search.first_day(desk, "yesterdayish")


def test_undo_and_corrections_leave_nothing_stale(desk: Desk, take: Take) -> None:
    take("#note before")
    take("s/before/after/")
    assert search.find(desk, "before") == ()
    take("#undo")
    assert _refs(search.find(desk, "before")) == ["N1"]
    assert search.find(desk, "after") == ()
    take("#undo")
    assert search.find(desk, "before") == ()
    take("#issue words")
    take("#heard I2 paraphrase")
    take("#undo")
    assert search.find(desk, "paraphrase") == ()
    assert _refs(search.find(desk, "words")) == ["I2"]
