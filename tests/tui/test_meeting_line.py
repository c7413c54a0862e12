from pathlib import Path

import pytest
from textual import events

from smeeting.domain.errors import StorageError
from smeeting.domain.people import Person
from smeeting.services import anonymous, captures, issues, meetings
from smeeting.services.desk import Desk
from tests.tui.meeting_room import FakeClock, captured, make_desk, sitting


async def test_an_unknown_word_is_refused_and_the_line_stays(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("slash")
        await room.type("#descision we test it")
        assert room.screen.line.text == "#descision we test it"
        assert "did you mean #decision?" in room.text
        assert not captured(room.desk)


async def test_what_could_not_be_written_stays_in_the_line_and_enter_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(tmp_path) as room:
        with monkeypatch.context() as patch:

            def full(*_: object, **__: object) -> None:
                raise StorageError("the disk is full", "make room and try again")

            patch.setattr(captures, "take", full)
            await room.press("d")
            await room.type("we test it")
            assert room.screen.line.text == "#decision we test it"
            assert "the disk is full" in room.text
        await room.press("enter")
        assert captured(room.desk) == ["D1 we test it"]


async def test_escape_leaves_the_line_with_its_text_and_single_keys_act_again(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("slash", "n", "n")
        assert room.meeting.current == 0
        await room.press("escape", "n")
        assert room.meeting.current == 1
        assert room.screen.line.text == "nn"


async def test_a_scribe_stays_in_the_line_until_escape(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("slash")
        await room.type("#note one")
        await room.type("#note two")
        assert captured(room.desk) == ["N1 one", "N2 two"]
        assert room.screen.line.has_focus


async def test_undo_takes_the_last_capture_back(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("d")
        await room.type("we test it")
        await room.press("u")
        assert not captured(room.desk)
        assert "taken back" in room.text


async def test_undo_goes_on_where_the_room_has_opened_the_anonymous_issue(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#note weekly from now on")
        await room.line("#issue anon nobody reads our briefs")
        anonymous.open_all(room.desk, room.meeting, room.clock())
        await room.press("u")
        assert "no anonymous issue waits" in room.text
        await room.press("u")
        assert "taken back: note" in room.text


async def test_undo_takes_an_anonymous_issue_back_and_up_does_not_bring_its_words_back(
    tmp_path: Path,
) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press("i")
        await room.type("anon nobody reads our briefs")
        assert issues.waiting(room.desk) == 1
        assert "nobody reads" not in room.text
        await room.press("slash", "up", "escape")
        assert "nobody reads" not in room.screen.line.text
        await room.press("u")
        assert issues.waiting(room.desk) == 0


async def test_a_paste_of_many_lines_is_one_capture(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.line("#note one\ntwo\nthree")
        assert captured(room.desk) == ["N1 one\ntwo\nthree"]


async def test_a_paste_goes_into_the_line_wherever_the_focus_is(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        room.screen.post_message(events.Paste("#note pasted"))
        await room.pilot.pause()
        await room.press("enter")
        assert captured(room.desk) == ["N1 pasted"]


async def test_a_fix_during_listening_is_kept_and_p_parks_it_instead(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press("o")
        await room.type("we should just add a phone field to the form")
        assert "p parks it instead" in room.text
        await room.press("p")
        assert captured(room.desk) == ["P1 we should just add a phone field to the form"]


async def test_what_was_parked_comes_back_as_it_was_in_one_step(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press("o")
        await room.type("we should just add a phone field to the form")
        await room.press("p", "u")
        assert captured(room.desk) == ["N1 we should just add a phone field to the form"]


async def test_enter_on_the_empty_line_parks_what_was_offered_to_a_scribe(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press("slash")
        await room.type("#note we should just add a phone field to the form")
        assert "⏎ parks it instead" in room.text
        await room.press("enter")
        assert captured(room.desk) == ["P1 we should just add a phone field to the form"]


async def test_enter_on_the_empty_line_gives_the_keys_back(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("slash", "enter", "n")
        assert room.meeting.current == 1


async def test_anything_else_than_p_goes_on_with_the_fix(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press("o")
        await room.type("we should just add a phone field to the form")
        await room.press("d", "escape", "p")
        assert len(captured(room.desk)) == 1
        assert room.screen.line.has_focus


async def test_the_hash_of_a_first_word_goes_into_the_line(tmp_path: Path) -> None:
    async with sitting(tmp_path) as room:
        await room.press("number_sign")
        await room.type("decision weekly")
        assert "D1" in room.text
        assert room.screen.line.text == ""


def _knows_ben(desk: Desk, clock: FakeClock) -> None:
    meeting = meetings.start(desk, "monthly", clock())
    meetings.attend(desk, meeting, (Person("Ben Fischer", "sales"),), "here", clock())


async def test_a_text_that_blames_is_offered_without_and_p_takes_it(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=_knows_ben) as room:
        await room.press("i")
        await room.type("Ben never calls")
        assert "I1 is kept. p says it without blame: Sales rarely calls" in " ".join(room.text.split())
        await room.press("p")
        assert captured(room.desk) == ["I1 Sales rarely calls"]
        await room.press("u")
        assert captured(room.desk) == ["I1 Ben never calls"]
        await room.press("p")
        assert room.screen.line.text == "#park "


async def test_anything_else_leaves_what_blames_as_it_was_said(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=_knows_ben) as room:
        await room.press("slash")
        await room.type("#note Ben never calls")
        assert "⏎ says it without blame" in room.text
        await room.type("#note more")
        await room.press("enter")
        assert captured(room.desk) == ["N1 Ben never calls", "N2 more"]


async def test_a_fix_that_blames_is_first_offered_parking_and_then_the_other_phrasing(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=_knows_ben) as room:
        await room.press("slash")
        await room.type("#note we should never ask Ben")
        assert "It sounds like a fix" in room.text
        await room.press("enter")
        assert captured(room.desk) == ["P1 we should never ask Ben"]
        assert "P1 parked instead of N1. ⏎ says it without blame" in room.text
        await room.press("enter")
        assert captured(room.desk) == ["P1 we should rarely ask Sales"]


async def test_a_phrasing_for_what_was_corrected_meanwhile_is_not_taken(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=_knows_ben) as room:
        await room.press("i")
        await room.type("Ben never calls")
        with make_desk(tmp_path, "scribe") as scribe:
            captures.take(scribe, "s/Ben/Sales/", room.clock())
        await room.press("p")
        assert "I1 was corrected meanwhile" in room.text
        assert captured(room.desk) == ["I1 Sales never calls"]
