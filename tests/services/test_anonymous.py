"""Airing anonymously, opening in one batch, holding back, letting go."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError, StorageError
from smeeting.domain.meeting import Meeting
from smeeting.services import anonymous, captures, histories, issues, meetings, status
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace
from tests.services.conftest import at

Take = Callable[..., Receipt]
TEXTS = ("one", "two", "three")


@pytest.fixture
def keys(desk: Desk) -> dict[str, str]:
    """Three that wait: text to key."""
    refs = [anonymous.drop(desk, text).ref for text in TEXTS]
    return {text: ref.removeprefix(anonymous.PREFIX) for text, ref in zip(TEXTS, refs, strict=True)}


def opened_texts(desk: Desk) -> set[str]:
    return {one.capture.text for one in issues.listed(desk) if one.anonymous}


def notes(desk: Desk, meeting: Meeting) -> list[str]:
    return [one.text for one in captures.of_item(desk, meeting, 0) if one.kind == "note"]


def test_one_is_held_back_and_that_is_recorded_with_its_word_alone(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    opened = anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["two"]: "names a person"})
    assert (len(opened.issues), opened.held, opened.gone) == (2, 1, 0)
    assert opened.words == "2 anonymous issues opened, 1 held back"
    assert opened_texts(desk) == {"one", "three"}
    assert notes(desk, meeting) == ["1 anonymous issue was held back: names a person"]
    assert (anonymous.waiting(desk), anonymous.held(desk)) == (0, 1)
    assert anonymous.reasons(desk) == ("names a person",)


def test_the_note_comes_with_the_batch_and_the_batch_without_a_history(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    before = desk.db.value("SELECT count(*) FROM change")
    anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["two"]: "why"})
    assert desk.db.value("SELECT count(*) FROM change") == before + 1
    rows = desk.db.rows("SELECT tbl, after FROM row_history WHERE change_id = (SELECT max(id) FROM change)")
    assert [row["tbl"] for row in rows] == ["capture"]
    assert "held back: why" in rows[0]["after"]


@pytest.mark.parametrize("taken", ["#undo", "#undo N3"])
def test_what_was_held_back_stays_recorded(
    desk: Desk, meeting: Meeting, keys: dict[str, str], take: Take, taken: str
) -> None:
    anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["two"]: "why"})
    with pytest.raises(BadMoveError, match="what was held back stays recorded"):
        take(taken)
    assert len(notes(desk, meeting)) == 1


def test_several_are_one_note(desk: Desk, meeting: Meeting, keys: dict[str, str]) -> None:
    held = {key: f"because of {text}" for text, key in keys.items()}
    opened = anonymous.open_read(desk, meeting, at(3), keys.values(), held)
    assert (opened.issues, opened.words) == ((), "no anonymous issue opened, 3 held back")
    (note,) = notes(desk, meeting)
    assert note.startswith("3 anonymous issues were held back: because of ")
    assert opened_texts(desk) == set()


def test_what_is_held_back_is_not_opened_with_the_next_batch_until_it_is_let_go(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["two"]: "why"})
    anonymous.drop(desk, "four")
    assert [one.text for one in anonymous.to_read(desk)] == ["four"]
    anonymous.open_all(desk, meeting, at(4))
    assert opened_texts(desk) == {"one", "three", "four"}
    assert anonymous.let_go(desk) == 1
    assert (anonymous.waiting(desk), anonymous.held(desk)) == (1, 0)
    anonymous.open_all(desk, meeting, at(5))
    assert "two" in opened_texts(desk)


def test_an_author_may_take_back_what_is_held_back(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["two"]: "why"})
    anonymous.take_back(desk, f"{anonymous.PREFIX}{keys['two']}")
    assert anonymous.held(desk) == 0


def test_what_came_after_the_reading_waits_for_the_next_batch(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    anonymous.drop(desk, "late")
    anonymous.open_read(desk, meeting, at(3), keys.values(), {})
    assert opened_texts(desk) == set(TEXTS)
    assert anonymous.waiting(desk) == 1
    assert notes(desk, meeting) == []


def test_what_another_terminal_opened_or_took_back_meanwhile_is_said(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    anonymous.take_back(desk, keys["one"])
    anonymous.open_read(desk, meeting, at(3), [keys["two"]], {})
    opened = anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["two"]: "why"})
    assert [one.capture.text for one in opened.issues] == ["three"]
    assert (opened.held, opened.gone) == (0, 2)
    assert "2 had been opened or taken back meanwhile" in opened.words
    assert notes(desk, meeting) == [], "nothing was held back, so nothing says so"


def test_a_meeting_that_another_terminal_closed_opens_none(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    meetings.move(desk, "close", at(2))
    with pytest.raises(BadMoveError, match="closed"):
        anonymous.open_all(desk, meeting, at(3))
    with pytest.raises(BadMoveError, match="closed"):
        anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["one"]: "why"})
    assert (anonymous.waiting(desk), anonymous.held(desk)) == (3, 0)


def test_a_word_that_can_not_be_kept_opens_none(desk: Desk, meeting: Meeting, keys: dict[str, str]) -> None:
    with pytest.raises(StorageError):
        anonymous.open_read(desk, meeting, at(3), keys.values(), {keys["one"]: "a\0b"})
    assert (anonymous.waiting(desk), anonymous.held(desk)) == (3, 0)


def test_the_status_counts_both(desk: Desk, meeting: Meeting, keys: dict[str, str]) -> None:
    anonymous.open_read(desk, meeting, at(3), [keys["one"]], {keys["two"]: "why"})
    found = status.look(desk, at(4))
    assert (found.anonymous, found.held) == (1, 1)


@pytest.mark.parametrize(
    ("waiting", "held", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 anonymous issue unread until the room opens them"),
        (0, 2, "2 anonymous issues held back from the room"),
        (2, 1, "2 anonymous issues unread until the room opens them, 1 anonymous issue held back"),
    ],
)
def test_how_many_wait_in_words(waiting: int, held: int, words: str) -> None:
    assert anonymous.standing(waiting, held).startswith(words)


def test_the_words_of_an_anonymous_one_are_changed_without_a_history(
    desk: Desk, meeting: Meeting, keys: dict[str, str]
) -> None:
    number = anonymous.open_all(desk, meeting, at(3)).issues[0].capture.number
    before = desk.db.value("SELECT count(*) FROM row_history")
    anonymous.edit_text(desk, number, "better words")
    assert issues.get(desk, number).capture.text == "better words"
    assert desk.db.value("SELECT count(*) FROM row_history") == before
    assert histories.of_record(desk, issues.get(desk, number)) == ()
    with pytest.raises(BadLineError):
        anonymous.edit_text(desk, number, " ")
    with pytest.raises(NotFoundError):
        anonymous.edit_text(desk, 99, "x")


def test_the_words_of_a_named_one_are_not_changed_so(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    with pytest.raises(BadMoveError, match="not anonymous"):
        anonymous.edit_text(desk, 1, "leads are warm")
    assert issues.get(desk, 1).capture.text == "leads are cold"


def test_a_correction_never_reaches_an_anonymous_one(
    desk: Desk, meeting: Meeting, keys: dict[str, str], take: Take
) -> None:
    anonymous.open_all(desk, meeting, at(3))
    with pytest.raises(NotFoundError, match="nothing was captured"):
        take("s/one/two/")


def test_the_text_of_an_anonymous_duplicate_stays_out_of_the_moves(
    desk: Desk, meeting: Meeting, keys: dict[str, str], take: Take
) -> None:
    take("#issue sales leads are cold")
    opened = anonymous.open_all(desk, meeting, at(3)).issues[0].capture
    issues.merge(desk, opened.number, 1, at(4))
    assert issues.moves_of(desk, 1)[-1].text == opened.ref
    assert issues.get(desk, opened.number).capture.text == opened.text, "both texts stay"


def test_without_words_none_is_kept_and_no_database_made(tmp_path: Path) -> None:
    with Desk(Workspace(tmp_path)) as desk, pytest.raises(BadLineError):
        anonymous.drop(desk, " \n ")
    assert list(tmp_path.iterdir()) == []
