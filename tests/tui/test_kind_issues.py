from pathlib import Path

from smeeting.services import captures, issues, meetings
from smeeting.services.desk import Desk
from tests.tui.meeting_room import FakeClock, make_desk, sitting


def _carried(desk: Desk, clock: FakeClock) -> None:
    for _ in range(2):
        meetings.start(desk, "monthly", clock())
        if not issues.listed(desk):
            captures.take(desk, "#issue sales: leads came without phones", clock())
        meetings.move(desk, "close", clock())
        clock.run(28 * 86400)


async def test_the_room_is_told_that_it_listens(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        assert "The room listens." in room.text
        assert "Nothing is aired yet." in room.text
        assert "1 Marketing" in room.text


async def test_carried_over_issues_show_their_age_in_meetings(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues", before=_carried) as room:
        row = next(line for line in room.text.splitlines() if "I1 S: leads" in line)
        assert "2 meetings" in row


async def test_an_issue_is_aired_for_a_side(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.press("s")
        assert "No name, time or order is stored" in room.text
        await room.press("2")
        await room.type("leads came without phones")
        (issue,) = issues.listed(room.desk)
        assert (issue.capture.side, issue.capture.text) == ("sales", "leads came without phones")
        assert "heard S 0/1" in room.text
        assert "Marketing says it back" in room.text


async def test_h_says_the_issue_at_hand_back_and_whoever_raised_it_is_asked(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue sales one")
        await room.line("#issue sales two")
        await room.press("down", "h")
        assert room.screen.line.text == "#heard I2 "
        await room.type("you mean two")
        assert issues.get(room.desk, 2).heard == "you mean two"
        assert "? heard: you mean two" in room.text
        assert "ask Sales: is that it? y yes  z not quite" in room.text
        await room.press("y")
        assert issues.get(room.desk, 2).is_heard
        assert "heard S 1/2" in room.text
        assert "✓ I2" in room.text
        # And on to whose turn is next.
        assert room.screen.view is not None
        assert room.screen.view.subject == "I1"
        await room.press("u")
        assert not issues.get(room.desk, 2).is_heard


async def test_what_another_terminal_says_back_is_gone_to(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        for text in ("one", "two", "three"):
            await room.line(f"#issue sales {text}")
        with make_desk(tmp_path, "scribe") as scribe:
            captures.take(scribe, "#heard I3 you mean three", room.clock())
        room.screen._look_for_news()
        await room.pilot.pause()
        assert "ask Sales: is that it?" in room.text
        await room.press("up")
        await room.line("#note more")
        assert room.screen.view is not None
        assert room.screen.view.subject == "I2"


async def test_z_asks_what_is_missing_and_keeps_it(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue sales one")
        await room.line("#heard I1 you mean two")
        await room.press("z")
        assert room.screen.line.text == "#notquite I1 "
        await room.type("only one")
        assert "✗ not quite: only one" in room.text
        assert "Marketing says it back again" in room.text
        assert issues.get(room.desk, 1).understood == "not quite"


async def test_nobody_is_asked_to_own_up_to_an_anonymous_issue(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue anon nobody reads our briefs")
        await room.press("j", "o")
        await room.line("#heard I1 you feel unread")
        assert "is that it?" not in room.text
        assert "✓ heard: you feel unread" in room.text
        await room.press("y")
        assert "nobody is asked to own up" in " ".join(room.text.split())


async def test_m_is_one_key_for_the_side_that_speaks_and_asks_when_nobody_does(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue sales one")
        await room.line("#issue sales two")
        await room.press("down", "m")
        assert "Who has I2 too?" in room.text
        await room.press("1")
        assert issues.get(room.desk, 2).me_too == {"marketing": 1}
        await room.press("2", "m", "m")
        assert issues.get(room.desk, 2).me_too == {"marketing": 1, "sales": 2}
        rows = [line for line in room.text.splitlines() if "S: " in line]
        assert "I2" in rows[0]
        assert "+M1 S2" in rows[0]
        await room.press("u")
        assert issues.get(room.desk, 2).me_too == {"marketing": 1, "sales": 1}


async def test_the_sides_take_turns_and_the_next_is_marked(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        for line in ("sales one", "sales two", "marketing three"):
            await room.line(f"#issue {line}")
        rows = [line for line in room.text.splitlines() if " I" in line and ": " in line]
        assert ["I3" in rows[0], "I1" in rows[1], "I2" in rows[2]] == [True] * 3
        assert "▶ I3" in rows[0]
        assert rows[0].rstrip().endswith("next")


async def test_a_digit_says_who_speaks_and_the_talk_is_shown_as_it_goes(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        assert "talk" not in room.text
        await room.press("1")
        room.clock.run(30)
        await room.press("2")
        room.clock.run(90)
        await room.second()
        assert "1 Marketing 0:30 25 %" in room.text
        assert "▶2 Sales 1:30 75 %" in room.text
        rail = next(line for line in room.text.splitlines() if "talk" in line)
        assert rail.index("M ▇") < rail.index("▁") < rail.index("▶S")
        assert (rail.count("▇"), rail.count("▁")) == (3, 10)
        await room.press("2")
        assert room.meeting.speaking == ""
        await room.press("1", "0")
        assert room.meeting.speaking == ""
        await room.press("3")
        assert "there is no team 3" in room.text


async def test_while_somebody_speaks_a_second_repaints_only_the_talk_and_the_clocks(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue sales one")
        await room.press("1")
        painted: list[str] = []
        for name in ("rows", "mode", "about", "captures", "keys"):
            widget = room.screen.query_one(f"#{name}")
            widget.refresh = lambda *_, name=name, **__: painted.append(name)  # type: ignore[method-assign,assignment]
        room.clock.run(1)
        await room.second()
        assert "1 Marketing 0:01" in room.text
        assert painted == []


async def test_what_no_longer_fits_is_said_as_the_time_runs_out(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        for number in range(4):
            await room.line(f"#issue sales {number}")
        room.clock.run(480)
        await room.line("#heard I1 so")
        assert "carried over" not in room.text
        await room.press("y")
        assert "→ 2 won't fit at this pace: carried over" in room.text
        room.clock.run(480)
        await room.second()
        assert "→ 3 won't fit at this pace: carried over" in room.text
        room.clock.run(300)
        await room.second()
        await room.press("escape")
        assert "! 3 not heard: carried over" in room.text
        await room.press("n")
        assert "on to Shared vocabulary; 3 not heard, carried over" in room.text


async def test_the_close_says_what_is_carried_over(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="closing") as room:
        await room.line("#issue sales one")
        await room.press("c")
        assert "aired but not heard: I1; carried over" in room.text
        await room.press("y", "escape")
        assert "closed; 1 not heard, carried over" in room.text
        assert [move.verb for move in issues.moves_of(room.desk, 1)] == ["carried"]


async def test_early_fixes_are_counted(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        assert "came early" not in room.text
        await room.line("#note we should buy a CRM")
        assert "1 fix came early, 0 parked" in room.text
        await room.line("#park a wiki")
        assert "2 fixes came early, 1 parked" in room.text


async def test_an_issue_offers_all_that_can_be_done_with_it(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue sales one")
        await room.line("#issue sales the same")
        await room.line("#heard I1 so")
        await room.press("enter")
        for words in ("say it back", "somebody answers it", "yes, that is it", "not quite", "me too"):
            assert words in room.text
        await room.press("y")
        assert issues.get(room.desk, 1).is_heard
        await room.press("enter", "s")
        assert "I1 one" in room.text
        await room.press("1")
        assert issues.get(room.desk, 2).merged_into == 1
        await room.press("end", "enter", "r")
        await room.type("it is not the same")
        assert issues.get(room.desk, 2).merged_into is None


async def test_a_lone_issue_is_the_same_as_no_other(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue sales one")
        await room.press("enter", "s")
        assert "no other open issue" in room.text


async def test_without_an_issue_at_hand_its_keys_say_so(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        for key in ("y", "z", "m"):
            await room.press(key)
            assert "no issue is at hand" in room.text


async def test_what_is_decided_while_listening_waits_for_after_the_room(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#here Ben")
        await room.line("#action Ben by friday bring the list")
        assert "for after the room" in room.text
        assert "later" in next(line for line in room.text.splitlines() if "A1" in line)


async def test_the_issue_at_hand_shows_every_word(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue " + "quite a long story " * 4 + "ends here")
        assert "ends here" in room.text


async def test_an_issue_is_withdrawn_with_a_word(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue one")
        await room.press("enter", "w")
        await room.type("a misunderstanding")
        assert issues.get(room.desk, 1).state == "withdrawn"


async def test_an_issue_can_be_said_back_from_its_row(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="issues") as room:
        await room.line("#issue one")
        await room.press("enter", "h")
        assert room.screen.line.text == "#heard I1 "
