import datetime as dt
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from smeeting.domain.answers import InTime
from smeeting.domain.captures import Action, Capture, Issue
from smeeting.domain.metrics import Promise
from smeeting.domain.periods import Period
from smeeting.tui.answer_rows import answer_row, in_time_row, owed_row
from smeeting.tui.overview import Entry, Section, Target, allotted, laid_out
from smeeting.tui.rows import action_row, issue_row, promise_row
from smeeting.tui.text import plain

TODAY = dt.date(2026, 3, 4)
ALL = Target("command", "issues.open")
SIZES = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), min_size=1, max_size=6)


@given(SIZES, st.integers(-5, 60))
def test_rows_are_shared_out_without_one_wasted_or_invented(sizes: list[tuple[int, int]], room: int) -> None:
    shares = allotted(sizes, room)
    assert all(0 <= share <= size for share, (size, _) in zip(shares, sizes, strict=True))
    assert sum(shares) == min(max(room, 0), sum(size for size, _ in sizes))


def _text(words: str, width: int) -> Content:
    return plain(words[:width])


def _section(name: str, rows: int, total: int | None = None) -> Section:
    entries = tuple(Entry(partial(_text, f"{name}{at}"), ALL) for at in range(rows))
    return Section(partial(_text, name), entries, rows if total is None else total, ALL)


def _drawn(entries: list[Entry]) -> list[str]:
    return [entry.draw(40).plain.strip() for entry in entries]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(6, 50))
def test_a_column_never_outgrows_its_height_and_keeps_every_heading(rows: list[int], height: int) -> None:
    drawn = _drawn(laid_out([_section(f"s{at}-", size) for at, size in enumerate(rows)], height))
    assert len(drawn) <= height
    assert {f"s{at}-" for at in range(len(rows))} <= set(drawn)


def test_what_has_no_room_is_counted_in_the_last_row() -> None:
    assert _drawn(laid_out([_section("a", 9)], 4)) == ["a", "a0", "a1", "… 7 more"]
    assert _drawn(laid_out([_section("a", 2, total=50)], 9)) == ["a", "a0", "… 49 more"]
    assert _drawn(laid_out([_section("a", 3)], 4)) == ["a", "a0", "a1", "a2"]


def _issue(**facts: object) -> Issue:
    return Issue(capture=Capture(14, "issue", "no phone numbers"), **facts)  # type: ignore[arg-type]


def test_late_issues_say_so_in_words_and_others_their_age() -> None:
    late = _issue(state="owned", owner="Ben", answer_by=dt.date(2026, 2, 28), age=3)
    assert issue_row(late, 80, TODAY).plain.startswith("! I14")
    assert "4 days late" in issue_row(late, 80, TODAY).plain
    assert issue_row(late, 36, TODAY).plain.endswith("4 d late")
    assert issue_row(_issue(age=3), 80, TODAY).plain.endswith("3 meetings")
    assert issue_row(_issue(state="closed", age=3), 80, TODAY).plain.startswith("✓ I14   closed")


def test_an_action_names_who_does_it_at_any_width() -> None:
    action = Action(Capture(3, "action", "bring the list"), owner="Ben Sample", due=dt.date(2026, 3, 6))
    assert "Ben bring" in action_row(action, 40, TODAY).plain
    assert "Ben Sample" in action_row(action, 80, TODAY).plain
    assert action_row(action, 40, TODAY).plain.endswith("in 2 d")
    assert "nobody" in action_row(Action(Capture(3, "action", "x")), 40, TODAY).plain


def test_a_number_is_never_cut() -> None:
    promise = Promise(
        term_id="p", name="Pipeline", unit="€", better="higher", promised_by=None, promised_to=None,
        period=Period.parse("2026-02"), actual=12_345_678.0, target=20_000_000.0, note="", trend=(None,) * 13,
    )  # fmt: skip
    for width in (38, 60):
        row = promise_row(promise, width).plain
        assert "12,345,678 €" in row
        assert row.startswith("✗")
    assert "/ 20,000,000 €" in promise_row(promise, 60).plain


@pytest.mark.parametrize("width", [38, 60])
@pytest.mark.parametrize("breaks", [(), (11,), (3, 11)])
def test_no_trend_at_a_glance_crosses_a_changed_definition_unmarked(
    width: int, breaks: tuple[int, ...]
) -> None:
    promise = Promise(
        term_id="x", name="MQL", unit="leads", better="higher", promised_by=None, promised_to=None,
        period=Period.parse("2026-02"), actual=12.0, target=20.0, note="",
        trend=tuple(map(float, range(13))), breaks=breaks,
    )  # fmt: skip
    row = promise_row(promise, width)
    assert row.cell_length == width
    assert row.plain.endswith("╎▇█" if breaks else "▇▇█")


def test_an_answer_stands_beside_its_issue_at_any_width() -> None:
    answered = _issue(state="answered", answer="the form asks for one now", owner="Ben")
    wide, narrow = (answer_row(answered, width, "Sales").plain for width in (80, 39))
    assert wide == "? I14   Sales      no phone numbers → the form asks for one now"
    assert narrow.startswith("? I14   no phone nu…")
    assert "→ the form" in narrow
    assert len(narrow) <= 39


def test_who_answers_by_when_is_said_and_what_is_missing_of_it_asked_for() -> None:
    owed = _issue(state="owned", owner="Anna Lee", answer_by=dt.date(2026, 3, 7))
    assert owed_row(owed, 80, TODAY).plain.startswith("◑ I14   Anna Lee          no phone numbers")
    assert owed_row(owed, 48, TODAY).plain.startswith("◑ I14   Anna     no phone")
    assert owed_row(owed, 48, TODAY).plain.endswith("in 3 days")
    nobodys = owed_row(_issue(state="heard"), 48, TODAY).plain
    assert "nobody" in nobodys
    assert nobodys.endswith("no date")


def test_answers_in_time_are_told_as_numbers_and_a_sign() -> None:
    assert in_time_row("Sales", InTime(2, 2), 30).plain == "✓ Sales         2 of 2 in time"
    assert in_time_row("Sales", InTime(0, 2), 30).plain.startswith("! Sales")


def test_a_late_issue_names_its_owner_in_little_room_too() -> None:
    late = _issue(state="owned", owner="Ben Sample", answer_by=dt.date(2026, 2, 28), age=3)
    assert "Ben no phone" in issue_row(late, 40, TODAY).plain
