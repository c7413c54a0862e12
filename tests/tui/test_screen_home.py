import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Capture
from smeeting.render.times import day
from smeeting.services import captures, issues, meetings
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.tui.screens.desk_screen import DeskScreen
from smeeting.tui.screens.glossary import GlossaryScreen
from smeeting.tui.screens.home import HomeScreen
from smeeting.tui.screens.issues import IssuesScreen
from smeeting.tui.screens.meeting import MeetingScreen
from smeeting.tui.screens.minutes import MinutesScreen
from smeeting.tui.screens.reader import ReaderScreen
from smeeting.tui.widgets.row_list import RowList
from tests.tui.between_meetings import between, hold
from tests.tui.meeting_room import FakeClock, make_desk
from tests.tui.stage import HOSTILE, assert_calm, drawn


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_home_says_the_next_meeting_and_what_waits(tmp_path: Path, size: tuple[int, int]) -> None:
    async with between(tmp_path, size=size) as at:
        for words in (
            "Next  Monthly meeting",
            day(meetings.next_date(at.desk, at.desk.agenda(), at.clock())),
            "missing before it",
            "an owner and a date for 1 issue",
            "word on 1 late action",
            "Open issues 2",
            "Open actions 2",
            "I1 ",
            "Marketing owes Sales",
            "Disputed words",
            "Wed 4 Mar 2026",
            "s start",
        ):
            assert words in at.text


async def test_a_new_workspace_says_what_to_do_first(tmp_path: Path) -> None:
    async with between(tmp_path, before=None) as at:
        assert "First meeting" in at.text
        assert "First steps" in at.text
        assert "Start the first meeting" in at.text
        await at.press("down", "enter")
        at.screen(GlossaryScreen)


async def test_a_running_meeting_is_offered_and_its_clock_moves(tmp_path: Path) -> None:
    def start(desk: Desk, clock: FakeClock) -> None:
        meetings.start(desk, "monthly", clock())
        clock.run(65)

    async with between(tmp_path, before=start) as at:
        assert "▶ Running Monthly meeting" in at.text
        assert "1:05 of 60:00" in at.text
        at.clock.run(10)
        await at.second()
        assert "1:15 of 60:00" in at.text
        await at.press("s")
        at.screen(MeetingScreen)


async def test_start_asks_which_agenda_and_escape_starts_nothing(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.press("s")
        assert "Start which meeting?" in at.text
        await at.press("escape")
        at.screen(HomeScreen)
        assert live_meeting(at.desk, at.clock()) is None
        await at.press("s", "1")
        at.screen(MeetingScreen)
        live = live_meeting(at.desk, at.clock())
        assert live is not None
        assert live.agenda == "monthly"


async def test_start_does_not_ask_where_there_is_one_agenda(tmp_path: Path) -> None:
    def one_agenda(desk: Desk, clock: FakeClock) -> None:
        for path in desk.agenda_paths().values():
            if path.stem != "monthly":
                path.unlink()

    async with between(tmp_path, before=one_agenda) as at:
        await at.press("s")
        at.screen(MeetingScreen)


async def test_every_kind_of_row_opens_what_it_shows(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.press("enter")
        assert at.screen(IssuesScreen).record == issues.get(at.desk, 1)
        await at.press("escape")
        at.screen(HomeScreen).query_one("#left", RowList).go_to(4)
        await at.press("enter")
        assert at.screen(IssuesScreen).where == ("issues", "issues.action")
        await at.press("escape", "right", "enter")
        assert at.screen(GlossaryScreen).term is not None
        await at.press("escape", "end", "enter")
        at.screen(ReaderScreen)


async def test_the_screens_have_their_keys(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        for key, kind in (("i", IssuesScreen), ("g", GlossaryScreen), ("m", MinutesScreen)):
            await at.press(key)
            assert isinstance(at.app.screen, kind)
            await at.press("escape")
            at.screen(HomeScreen)
        await at.press("q")
        assert not at.app.is_running


async def test_the_band_and_the_keys_can_be_clicked(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.pilot.click("#keys", offset=(10, 0))
        await at.pilot.pause()
        at.screen(IssuesScreen)
        await at.press("escape")
        await at.pilot.click("#band", offset=(5, 0))
        await at.pilot.pause()
        await at.pilot.pause()
        assert "Start which meeting?" in at.text


async def test_what_another_terminal_captures_is_seen_within_a_second(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        with make_desk(tmp_path, via="other") as other:
            hold(other, at.clock, ("#issue sales nobody called back",))
        await at.second()
        assert "Open issues 3" in at.text


async def test_a_screen_reads_once_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[str] = []
    for screen in (HomeScreen, IssuesScreen, GlossaryScreen, MinutesScreen):
        read = screen.read

        def counted(self: DeskScreen, read: Callable[[DeskScreen], None] = read) -> None:  # type: ignore[assignment]
            reads.append(type(self).__name__)
            read(self)

        monkeypatch.setattr(screen, "read", counted)
    async with between(tmp_path) as at:
        await at.press("i", "escape", "g", "escape", "m", "escape")
    assert reads == ["HomeScreen", "IssuesScreen", "GlossaryScreen", "MinutesScreen"]


async def test_nothing_is_read_again_while_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with between(tmp_path) as at:
        monkeypatch.setattr(HomeScreen, "read", lambda _: pytest.fail("read again"))
        await at.second()
        await at.second()


async def test_a_broken_glossary_is_told_and_the_rest_stays(tmp_path: Path) -> None:
    async with between(tmp_path, size=(120, 40)) as at:
        file = tmp_path / "glossary.yaml"
        good = file.read_bytes()
        file.write_text("terms:\n  - term: A\n  - term: A\n")
        await at.second()
        assert "✗" in at.text
        assert "glossary.yaml:3" in "".join(line.strip() for line in at.text.splitlines())
        assert "Open issues 2" in at.text
        file.write_bytes(good)
        await at.second()
        assert "glossary.yaml:3" not in at.text


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_hostile_texts_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    storable = [text for text in HOSTILE if "\0" not in text]

    def capture(desk: Desk, clock: FakeClock) -> None:
        meetings.start(desk, "monthly", clock())
        for text in storable:
            captures.take(desk, f"#issue sales {text}", clock())
        meetings.move(desk, "close", clock())

    async with between(tmp_path, before=capture, size=size) as at:
        assert_calm(drawn(at.app))
        for _ in storable:
            await at.press("down")
        assert_calm(drawn(at.app))


async def test_a_small_terminal_loses_nothing(tmp_path: Path) -> None:
    async with between(tmp_path) as at:
        await at.pilot.resize_terminal(20, 5)
        await at.pilot.pause()
        assert "20x5, needs" in at.text
        await at.pilot.resize_terminal(80, 24)
        await at.pilot.pause()
        await at.pilot.pause()
        assert "Open issues 2" in at.text


async def test_home_says_what_is_promised_and_which_answers_wait_for_a_word(tmp_path: Path) -> None:
    def before(desk: Desk, clock: FakeClock) -> None:
        hold(desk, clock)
        today = clock().at.date()
        issues.own(desk, 1, "Anna", today + dt.timedelta(days=2), clock())
        issues.answer(desk, 1, "they are called now", today, clock())
        captures.record(
            desk, Capture(0, "action", "bring the list", at=clock().at), clock(), owner="Ben", due=today
        )

    async with between(tmp_path, before=before, size=(120, 40)) as at:
        assert "Answered: does it help? 1" in at.text
        assert "they are called now" in at.text
        assert "promised until then  " in at.text
        await at.press("enter")
        assert isinstance(at.screen(IssuesScreen), IssuesScreen)


async def test_home_says_by_side_what_was_answered_in_time(tmp_path: Path) -> None:
    def before(desk: Desk, clock: FakeClock) -> None:
        hold(desk, clock)
        due = clock().at.date() + dt.timedelta(days=2)
        captures.record(desk, Capture(0, "issue", "cold leads", at=clock().at), clock())
        issues.own(desk, issues.listed(desk)[-1].capture.number, "Anna", due, clock())
        clock.run(5 * 86400)

    async with between(tmp_path, before=before, size=(120, 40)) as at:
        assert "Answered in time" in at.text
        assert "0 of 1 in time" in at.text
