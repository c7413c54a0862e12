import datetime as dt
from pathlib import Path

import pytest
from rich.cells import cell_len

from smeeting.domain.glossary import Metric, Term
from smeeting.domain.metrics import Promise, Value, behind_for, promise
from smeeting.domain.periods import Period
from smeeting.services import metrics, targets
from smeeting.services.desk import Desk
from smeeting.tui.metric_rows import Measures, metric_row
from tests.tui.meeting_room import FakeClock, Sitting, sitting

PERIOD = Period.of(dt.date(2026, 2, 1))


def _numbers(desk: Desk, clock: FakeClock) -> None:
    cost, mql = metrics.measured(desk, "cost-per-lead"), metrics.measured(desk, "mql")
    for back, value in enumerate((47, 46, 45, 30)):
        metrics.set_actual(desk, cost, PERIOD.shifted(-back), value, clock())
    metrics.set_actual(desk, mql, PERIOD, 132, clock())


def _actual(room: Sitting, term_id: str) -> float | None:
    return next(one.actual for one in metrics.scorecard(room.desk, PERIOD) if one.term_id == term_id)


def _made(*actuals: float | None, target: float | None = 40) -> Promise:
    term = Term("cpl", "CPL", metric=Metric(better="lower", target=target))
    values = {
        PERIOD.shifted(-back): Value("cpl", PERIOD.shifted(-back), actual)
        for back, actual in enumerate(actuals)
    }
    return promise(term, PERIOD, values)


@pytest.mark.parametrize(
    ("actuals", "periods"),
    [((47, 46, 45, 30), 3), ((30, 47, 47), 0), ((47, None, 47), 1), ((None, 47), 0), ((), 0)],
)
def test_periods_behind_count_back_from_this_one(actuals: tuple[float | None, ...], periods: int) -> None:
    assert behind_for(_made(*actuals)) == periods


def test_without_a_target_nothing_is_behind() -> None:
    assert behind_for(_made(47, 47, 47, target=None)) == 0


@pytest.mark.parametrize("width", range(1, 130, 7))
def test_a_row_fits_any_width(width: int) -> None:
    row = metric_row(_made(47, 46), Measures(6, 8, 4), width)
    assert cell_len(row.plain) <= max(width, 24)


async def test_each_direction_has_its_balance_and_every_metric_its_sign(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers, size=(100, 30)) as room:
        assert "Marketing owes Sales" in room.text
        assert "✓ 1 kept  ✗ 1 broken" in room.text
        assert "Sales owes Marketing" in room.text
        assert "? 2 missing" in room.text
        assert "✗ Cost per lead" in room.text
        assert "47 € / 40 €" in room.text
        assert "+7" in room.text


async def test_a_number_is_typed_in_its_row(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.press("enter")
        row = next(line for line in room.text.splitlines() if "MQL" in line)
        await room.press("1", "3")
        assert "▌13" in next(line for line in room.text.splitlines() if "MQL" in line), row
        await room.press("2", "enter")
        assert _actual(room, "mql") == 132
        assert "MQL 132 leads for 2026-02" in room.text


async def test_after_a_missing_number_the_next_missing_one_is_asked_for(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.press("m")
        await room.type("132")
        await room.type("47 two fairs")
        await room.press("escape")
        assert _actual(room, "cost-per-lead") == 47
        assert "47 € / 40 €" in room.text
        assert "2 numbers missing" in room.text


async def test_m_asks_for_what_is_missing_first(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers) as room:
        await room.press("m")
        await room.type("31")
        assert _actual(room, "first-touch") == 31


async def test_no_number_is_refused_and_stays(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.press("enter")
        await room.type("1,5")
        assert "write 1.5" in room.text
        assert _actual(room, "mql") is None
        await room.press("escape", "n")
        assert room.meeting.current == 2


async def test_zero_is_a_number_and_missing_is_not_zero(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        assert "? MQL" in room.text
        await room.press("enter")
        await room.type("0")
        assert _actual(room, "mql") == 0


async def test_three_periods_behind_offer_an_issue(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers) as room:
        await room.press("down")
        assert "Cost per lead: 3 periods behind; k airs it" in room.text
        await room.press("k")
        assert room.screen.line.text == "#issue Cost per lead is behind for 3 periods: "


async def test_the_next_target_holds_when_each_side_says_yes(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers) as room:
        await room.press("j")
        await room.type("140")
        assert "Does Marketing say yes?" in room.text
        await room.press("y")
        assert "Does Sales say yes?" in room.text
        await room.press("y")
        assert "target of MQL for 2026-03: 140, every side says yes" in room.text
        assert "2026-03: target 140 ✓" in room.text
        assert targets.set_for(room.desk, PERIOD.shifted(1)) == {"mql": 140}
        assert metrics.scorecard(room.desk, PERIOD, ["mql"])[0].target == 120


async def test_a_target_waits_for_the_side_that_has_not_said_yes(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers) as room:
        await room.press("j")
        await room.type("140")
        await room.press("y", "n")
        assert "2026-03: 140 waits for Sales" in room.text
        assert targets.set_for(room.desk, PERIOD.shifted(1)) == {}
        await room.press("j")
        await room.type("")
        await room.press("y", "y")
        assert targets.set_for(room.desk, PERIOD.shifted(1)) == {"mql": 140}
        await room.press("u")
        assert targets.set_for(room.desk, PERIOD.shifted(1)) == {}
        assert targets.waiting(room.desk, PERIOD.shifted(1))["mql"].yes == ("marketing",)


async def test_what_is_typed_for_a_target_is_not_put_behind_the_one_that_holds(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers) as room:
        await room.press("j")
        assert "⏎ takes 120" in room.text
        await room.type("13O")
        assert "is no number" in room.text
        await room.press("ctrl+u")
        await room.type("140")
        assert "MQL for 2026-03: 140" in room.text


async def test_a_target_is_left_as_it_was_where_the_asking_is_left(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers) as room:
        await room.press("j")
        await room.type("140")
        await room.press("y", "escape")
        assert targets.waiting(room.desk, PERIOD.shifted(1)) == {}
        assert targets.history(room.desk, "mql") == ()


async def test_the_metric_at_hand_is_compared_plotted_and_read(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics", before=_numbers, size=(100, 30)) as room:
        await room.press("down")
        assert "a month ago 46 · quarter 30 · year –" in room.text
        await room.press("z")
        assert "● actual" in room.text
        assert "Cost per lead" in room.text
        await room.press("escape", "r")
        assert "The month's" in room.text


async def test_the_line_for_a_number_follows_its_row_when_the_terminal_changes(tmp_path: Path) -> None:
    async with sitting(tmp_path, at="metrics") as room:
        await room.press("enter", "7")
        await room.pilot.resize_terminal(120, 40)
        await room.pilot.pause()
        assert "▌7" in next(line for line in room.text.splitlines() if "MQL" in line)


async def test_without_any_metric_the_view_says_so(tmp_path: Path) -> None:
    def forget(desk: Desk, clock: FakeClock) -> None:
        desk.workspace.glossary_file.write_text("terms:\n  - term: MQL\n")

    async with sitting(tmp_path, at="metrics", before=forget) as room:
        assert "No metric is shown here." in room.text
        await room.press("m", "k", "j")
        assert "no metric is chosen" in room.text
