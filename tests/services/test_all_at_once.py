"""The same done with several records at once: all of them or none, and one step of undo."""

import datetime as dt
from collections.abc import Callable

import pytest

from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import BadLineError, BadMoveError
from smeeting.services import actions, conversions, issues, record_edits, undoing
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]
TODAY, FRIDAY = dt.date(2026, 3, 10), dt.date(2026, 3, 13)


@pytest.fixture
def three(desk: Desk, take: Take) -> list[int]:
    """Three issues, aired."""
    return [int(take(f"#issue sales {text}").ref[1:]) for text in ("one", "two", "three")]


@pytest.fixture
def two(desk: Desk, take: Take) -> list[int]:
    """Two actions, open."""
    return [int(take(f"#action Ben {text}").ref[1:]) for text in ("call", "write")]


def states(desk: Desk) -> list[str]:
    return [one.state for one in reversed(issues.listed(desk, only_open=False))]


def test_several_issues_are_owned_in_one_step_of_undo(desk: Desk, three: list[int]) -> None:
    owned = issues.own_all(desk, three, " Ann ", FRIDAY, at(2))
    assert {(one.state, one.owner, one.answer_by) for one in owned} == {("owned", "Ann", FRIDAY)}
    assert [move.who for number in three for move in issues.moves_of(desk, number)] == ["Ann"] * 3
    assert undoing.undo(desk, at(3)).text == "taken back: I1, I2, I3 owned"
    assert states(desk) == ["aired"] * 3
    assert not any(issues.moves_of(desk, number) for number in three)


def test_one_that_can_not_be_moved_keeps_all_from_moving(desk: Desk, three: list[int]) -> None:
    issues.withdraw(desk, 2, "gone", TODAY, at(2))
    ways: tuple[Callable[[], object], ...] = (
        lambda: issues.own_all(desk, three, "Ann", None, at(3)),
        lambda: issues.withdraw_all(desk, three, "gone", TODAY, at(3)),
        lambda: issues.answer_all(desk, three, "done", TODAY, at(3)),
    )
    for move in ways:
        with pytest.raises(BadMoveError, match="I2 is withdrawn already"):
            move()
    with pytest.raises(BadMoveError, match="I1 has no answer yet"):
        issues.close_all(desk, three, at(3))
    assert states(desk) == ["aired", "withdrawn", "aired"]


def test_issues_are_answered_closed_and_withdrawn_together(desk: Desk, three: list[int]) -> None:
    issues.own_all(desk, three[:2], "Ann", None, at(2))
    answered = issues.answer_all(desk, three[:2], "phones are asked for", TODAY, at(3))
    assert {one.answered_on for one in answered} == {TODAY}
    assert issues.moves_of(desk, 1)[-1].who == "Ann"
    issues.close_all(desk, three[:2], at(4))
    issues.withdraw_all(desk, three[2:], "ours", TODAY, at(5))
    assert states(desk) == ["closed", "closed", "withdrawn"]


def test_actions_are_assigned_done_and_dropped_together(desk: Desk, two: list[int]) -> None:
    given = actions.assign_all(desk, two, "Mara", FRIDAY, at(2))
    assert {(one.owner, one.due) for one in given} == {("Mara", FRIDAY)}
    actions.end_all(desk, two, "done", "", TODAY, at(3))
    assert not actions.listed(desk)
    with pytest.raises(BadMoveError, match="A1 is done already"):
        actions.end_all(desk, two, "dropped", "no", TODAY, at(4))
    undoing.undo(desk, at(5))
    assert {one.owner for one in actions.listed(desk)} == {"Mara"}
    undoing.undo(desk, at(6))
    assert {one.owner for one in actions.listed(desk)} == {"Ben"}


@pytest.mark.parametrize(
    "move",
    [
        lambda desk: issues.own_all(desk, [1], " ", None, at(2)),
        lambda desk: issues.answer_all(desk, [1], "\n", TODAY, at(2)),
        lambda desk: issues.withdraw_all(desk, [1], " ", TODAY, at(2)),
        lambda desk: actions.end_all(desk, [1], "dropped", " ", TODAY, at(2)),
    ],
)
def test_a_move_without_its_word_is_refused(desk: Desk, move: Callable[[Desk], object]) -> None:
    with pytest.raises(BadMoveError) as refused:
        move(desk)
    assert refused.value.hint


def test_several_become_something_else_in_one_step_of_undo(desk: Desk, three: list[int]) -> None:
    made = conversions.convert_all(desk, three, "idea", at(2))
    assert [one.ref for one in made] == ["P1", "P2", "P3"]
    assert undoing.undo(desk, at(3)).text == "taken back: I1 → P1 and 2 more"
    assert states(desk) == ["aired"] * 3


def test_one_that_can_not_become_it_keeps_all_as_they_are(desk: Desk, take: Take, three: list[int]) -> None:
    take("#decision weekly")
    with pytest.raises(BadMoveError):
        conversions.convert_all(desk, [*three, 4], "note", at(2))
    assert states(desk) == ["aired"] * 3


def test_a_text_is_edited_and_the_one_before_stays_in_the_moves(desk: Desk, three: list[int]) -> None:
    assert record_edits.edit_text(desk, 1, "one and a half", at(2)).text == "one and a half"
    (move,) = issues.moves_of(desk, 1)
    assert (move.verb, move.text) == ("edited", "one")
    undoing.undo(desk, at(3))
    assert issues.get(desk, 1).capture.text == "one"
    record_edits.edit_text(desk, 1, "one", at(4))
    assert not issues.moves_of(desk, 1)


def test_a_text_without_words_and_an_anonymous_one_are_not_edited(desk: Desk, three: list[int]) -> None:
    with pytest.raises(BadLineError, match="there is no text"):
        record_edits.edit_text(desk, 1, " ", at(2))
    with desk.traceless():
        from smeeting.storage import captures as store

        number = store.add_row(desk.db, Capture(0, "issue", "secret")).number
    with pytest.raises(BadMoveError, match="is anonymous"):
        record_edits.edit_text(desk, number, "other", at(2))
