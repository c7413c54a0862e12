"""Pictures of every screen, compared with those beside this file; `make snapshots` draws them anew.

What would make them wobble is switched off: the clock stands still, the workspace is the demo, which is the
same every time, animations are off and the cursor does not blink.
"""

import datetime as dt
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from smeeting.domain.instants import Instant
from smeeting.services import captures, issues, meetings, starter
from smeeting.services.demo_story import STORY
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage.workspace import Workspace
from smeeting.tui.app import SmeetingApp

Draw = Callable[..., bool]
MORNING = dt.datetime.combine(STORY.today, dt.time(10, tzinfo=dt.UTC))
SMALL, LARGE = (80, 24), (120, 40)
KINDS = ("opening", "metrics", "issues", "vocabulary", "closing")


def at(seconds: int) -> Instant:
    """So many seconds after ten on the day of the demo's next meeting."""
    awake_ms = 10**9 + seconds * 1000
    return Instant(MORNING + dt.timedelta(seconds=seconds), awake_ms, awake_ms, "pictures")


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "demo"
    shutil.copytree(demo_folder, folder)
    with Desk(Workspace(folder), via="pictures") as opened:
        yield opened


def pressing(*keys: str) -> Callable[[Pilot[object]], Awaitable[None]]:
    async def press(pilot: Pilot[object]) -> None:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause()

    return press


def opened(
    desk: Desk, seconds: int = 0, *, meeting: bool = False, theme: str = "smeeting-dark"
) -> SmeetingApp:
    app = SmeetingApp(desk, lambda: at(seconds), meeting=meeting)
    app.theme = theme
    app.animation_level = "none"
    return app


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("theme", ["smeeting-dark", "smeeting-light"])
def test_home(desk: Desk, snap_compare: Draw, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(opened(desk, theme=theme), terminal_size=size, run_before=pressing())


def test_home_of_a_new_workspace(tmp_path: Path, snap_compare: Draw) -> None:
    folder = tmp_path / "new"
    starter.init(folder)
    with Desk(Workspace(folder)) as desk:
        assert snap_compare(opened(desk), terminal_size=SMALL, run_before=pressing())


@pytest.mark.parametrize("key", ["i", "g", "m", "f"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_what_home_opens(desk: Desk, snap_compare: Draw, key: str, size: tuple[int, int]) -> None:
    assert snap_compare(opened(desk), terminal_size=size, run_before=pressing(key))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_entry_being_changed(desk: Desk, snap_compare: Draw, size: tuple[int, int]) -> None:
    app = opened(desk)
    assert snap_compare(app, terminal_size=size, run_before=pressing("g", "down", "m"))


def test_minutes_being_read(desk: Desk, snap_compare: Draw) -> None:
    assert snap_compare(opened(desk), terminal_size=LARGE, run_before=pressing("m", "enter"))


def in_item(desk: Desk, kind: str) -> None:
    """The demo's next meeting, in the item of a kind, with a few things captured on the way."""
    meetings.start(desk, "monthly", at(0))
    captures.take(desk, "#here Anna, Mara, Theo, Ben, Omar, Lena", at(30))
    captures.take(desk, "#regrets Priya, Jutta", at(40))
    for position in range(1, KINDS.index(kind) + 1):
        meetings.go_to(desk, position, at(position * 280))
    captures.take(desk, "#decision Numbers are typed in on the first of a month", at(1400))
    captures.take(desk, "#action Ben by friday bring the list of lost leads", at(1420))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_meeting(desk: Desk, snap_compare: Draw, kind: str, size: tuple[int, int]) -> None:
    in_item(desk, kind)
    app = opened(desk, 1421, meeting=True)
    assert snap_compare(app, terminal_size=size, run_before=pressing())


def listening(desk: Desk) -> None:
    """In the item of issues: both sides spoke, one issue was agreed to, another was just said back."""
    in_item(desk, "issues")
    meetings.speak(desk, "sales", at(1421))
    first = captures.take(
        desk, "#issue sales The price list changes on a Friday, after the last call", at(1440)
    )
    second = captures.take(desk, "#issue marketing Quotes of customers come in as a screenshot", at(1500))
    meetings.speak(desk, "marketing", at(1510))
    captures.take(desk, f"#heard {first.ref} You promise one price and the invoice says another", at(1560))
    captures.take(desk, f"#yes {first.ref}", at(1580))
    meetings.speak(desk, "sales", at(1600))
    issues.me_too(desk, the_live(desk, at(1610)), int(second.ref[1:]), "sales", at(1610))
    captures.take(desk, f"#heard {second.ref} You retype what we could have copied", at(1640))


@pytest.mark.parametrize("keys", [(), ("enter",), ("j",)])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_listening(desk: Desk, snap_compare: Draw, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    listening(desk)
    app = opened(desk, 1650, meeting=True)
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))


@pytest.mark.parametrize("keys", [("t",), ("t", "t", "i"), ("asterisk", "o"), ("h",), ("n",), ("f",)])
def test_lists_of_what_was_captured(desk: Desk, snap_compare: Draw, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(desk), terminal_size=SMALL, run_before=pressing("i", *keys))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_search(desk: Desk, snap_compare: Draw, size: tuple[int, int]) -> None:
    app = opened(desk)
    assert snap_compare(app, terminal_size=size, run_before=pressing("ctrl+f", *"phone nu", "down"))


@pytest.mark.parametrize("keys", [(), ("1", "2", "1", "3", "2", "1", "2", "1")])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_lead_review(desk: Desk, snap_compare: Draw, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    meetings.start(desk, "leads", at(0))
    meetings.go_to(desk, 1, at(200))
    app = opened(desk, 260, meeting=True)
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_metric_in_full_size(desk: Desk, snap_compare: Draw, size: tuple[int, int]) -> None:
    in_item(desk, "metrics")
    app = opened(desk, 1421, meeting=True)
    assert snap_compare(app, terminal_size=size, run_before=pressing("z"))


@pytest.mark.parametrize("keys", [("y", "enter"), ("k",), ("j",), ("r",)])
def test_words_asked_about(desk: Desk, snap_compare: Draw, keys: tuple[str, ...]) -> None:
    in_item(desk, "vocabulary")
    app = opened(desk, 1421, meeting=True)
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing(*keys))


def test_meeting_in_the_light_theme(desk: Desk, snap_compare: Draw) -> None:
    in_item(desk, "metrics")
    app = opened(desk, 1421, meeting=True, theme="smeeting-light")
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing())


@pytest.mark.parametrize("keys", [("question_mark",), ("q",), ("slash", "number_sign", "a", "c", "t")])
def test_asked_in_a_meeting(desk: Desk, snap_compare: Draw, keys: tuple[str, ...]) -> None:
    in_item(desk, "metrics")
    app = opened(desk, 1421, meeting=True)
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing(*keys))


def test_a_terminal_too_small(desk: Desk, snap_compare: Draw) -> None:
    in_item(desk, "metrics")
    app: Any = opened(desk, 1421, meeting=True)
    assert snap_compare(app, terminal_size=(20, 5), run_before=pressing())
