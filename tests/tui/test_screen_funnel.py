from pathlib import Path

import pytest

from smeeting.services.desk import Desk
from smeeting.storage import funnel_counts
from smeeting.tui.screens.funnel import FunnelScreen
from smeeting.tui.screens.home import HomeScreen
from tests.storage.lead_rows import LeadRow, at, put_leads
from tests.tui.between_meetings import Between, between
from tests.tui.meeting_room import FakeClock, make_desk
from tests.tui.stage import HOSTILE, assert_calm, drawn


def import_leads(desk: Desk, leads: list[LeadRow]) -> None:
    with desk.traceless():
        for table in ("lead_stage", "lead", "lead_source"):
            desk.db.conn.execute(f"DELETE FROM {table}")
        put_leads(desk.db, leads)
        funnel_counts.refresh(desk.db, [term.id for term in desk.glossary.stages])


def _months_of_leads() -> list[LeadRow]:
    """Two years of leads, one a month, of which every second goes on a month later."""
    leads = []
    for number in range(24):
        year, month_ = 2024 + number // 12, number % 12 + 1
        day = f"{year}-{month_:02}-10"
        entered: dict[str, int | None] = {"lead": at(day)}
        if number % 2:
            entered |= {"mql": at(day, 14 * 1440), "sql": at(day, 30 * 1440), "won": None}
        leads.append(LeadRow(entered, "Trade fair" if number % 3 else None))
    return leads


def _prepared(desk: Desk, clock: FakeClock) -> None:
    import_leads(desk, _months_of_leads())


async def _open(at_home: Between, *keys: str) -> FunnelScreen:
    await at_home.press("f", *keys)
    return at_home.screen(FunnelScreen)


def _row(between_: Between, name: str) -> list[str]:
    line = next(line for line in between_.text.splitlines() if line.split()[:1] == [name])
    return [cell for cell in line.split() if not set(cell) <= set(" ▏▎▍▌▋▊▉█")]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_draws_each_stage_with_its_owner_and_the_hand_off(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with between(tmp_path, before=_prepared, size=size) as at_home:
        await _open(at_home)
        assert "2025-02 to 2026-01 · by period · all sources" in at_home.text
        assert _row(at_home, "Lead")[:3] == ["Lead", "Marketing", "11"]
        assert _row(at_home, "MQL")[:7] == ["MQL", "Marketing", "6", "54.5", "%", "14", "days"]
        assert "⇣ hand-off from Marketing to Sales" in at_home.text
        assert "! Won: 12 leads of any time reached it nobody knows when" in at_home.text
        assert ("Mean" in at_home.text) == (size[0] > 100)


async def test_the_months_can_be_moved_and_stretched(tmp_path: Path) -> None:
    async with between(tmp_path, before=_prepared) as at_home:
        await _open(at_home, "left")
        assert "2024-02 to 2025-01" in at_home.text
        await at_home.press("left")
        assert "2024-01 to 2024-01" not in at_home.text
        assert "2024-01 · by" in at_home.text
        await at_home.press("left")
        assert "there are no leads before 2024-01" in at_home.text
        await at_home.press("right", "minus", "minus")
        assert "· by period" in at_home.text
        await at_home.press("plus", "plus", "plus")
        assert "2024-01 to 2026-01" in at_home.text
        await at_home.press("plus")
        assert "these are all months" in at_home.text
        await at_home.press("right")
        assert "there are no leads after 2026-01" in at_home.text


async def test_a_month_alone_follows_its_leads_as_a_cohort(tmp_path: Path) -> None:
    async with between(tmp_path, before=_prepared) as at_home:
        await _open(at_home, "minus", "minus", "left")
        assert "2025-12 · by period" in at_home.text
        assert _row(at_home, "SQL")[2] == "0"
        await at_home.press("minus")
        assert "this is the shortest there is" in at_home.text
        await at_home.press("c")
        assert "2025-12 · by cohort" in at_home.text
        assert _row(at_home, "SQL")[2] == "1"


async def test_one_source_is_chosen_and_all_again(tmp_path: Path) -> None:
    async with between(tmp_path, before=_prepared) as at_home:
        await _open(at_home)
        await at_home.press("s")
        assert "The leads of which source?" in at_home.text
        await at_home.press("1")
        assert "· Trade fair" in at_home.text
        assert _row(at_home, "Lead")[2] == "8"
        await at_home.press("s", "0")
        assert "all sources" in at_home.text
        await at_home.press("s", "escape")
        assert "all sources" in at_home.text


async def test_an_import_elsewhere_is_seen(tmp_path: Path) -> None:
    async with between(tmp_path, before=_prepared) as at_home:
        await _open(at_home)
        with make_desk(tmp_path, via="other") as other:
            import_leads(other, [LeadRow({"lead": at("2026-02-02")})])
        await at_home.second()
        assert "2026-02 · by period" in at_home.text
        assert _row(at_home, "Lead")[2] == "1"


async def test_without_leads_it_says_how_to_import_them(tmp_path: Path) -> None:
    async with between(tmp_path, before=None) as at_home:
        await _open(at_home, "left", "right", "c", "plus", "minus", "s")
        assert "smeeting lead import FILE" in at_home.text
        await at_home.press("escape")
        at_home.screen(HomeScreen)


async def test_hostile_names_are_only_text(tmp_path: Path) -> None:
    names = [name for name in HOSTILE if "\0" not in name]

    def put(desk: Desk, clock: FakeClock) -> None:
        import_leads(desk, [LeadRow({"lead": at("2026-02-02")}, name) for name in names])

    async with between(tmp_path, before=put) as at_home:
        await _open(at_home)
        await at_home.press("s")
        assert_calm(drawn(at_home.app))
        await at_home.press("2")
        assert_calm(drawn(at_home.app))
