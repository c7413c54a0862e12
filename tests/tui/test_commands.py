from collections import Counter
from itertools import combinations

import pytest
from rich.cells import cell_len
from textual.app import App

from smeeting.tui.commands import (
    COMMANDS,
    EVERYWHERE,
    bindings_of,
    command,
    commands_at,
    is_open,
    key_entries,
    key_table,
    key_text,
)
from smeeting.tui.palette import CommandProvider
from smeeting.tui.widgets.key_line import fitting
from tests.tui.stage import Stage, screen_text

PLACES = sorted({place for row in COMMANDS for place in row.places})


def test_ids_are_a_noun_and_a_verb_and_given_once() -> None:
    assert all(row.id.count(".") == 1 for row in COMMANDS)
    assert not [row_id for row_id, times in Counter(row.id for row in COMMANDS).items() if times > 1]


def test_no_two_commands_share_a_key_where_both_hold() -> None:
    def where(place: str) -> tuple[str, ...]:
        return (place, place.partition(".")[0], EVERYWHERE)

    for place in PLACES:
        rows = [row for row in commands_at(where(place)) if row.key]
        for one, other in combinations(rows, 2):
            assert one.key != other.key, (place, one.id, other.id)


def test_help_is_one_sentence_and_labels_fit_a_line_of_keys() -> None:
    for row in COMMANDS:
        assert row.help.endswith(".")
        assert row.help.count(". ") == 0
        assert cell_len(row.label) <= 12


def test_the_innermost_place_comes_first_and_what_holds_everywhere_last() -> None:
    ids = [row.id for row in commands_at(("app", "meeting", "meeting.metrics"))]
    assert ids[0] == "metric.set"
    assert ids.index("meeting.next") < ids.index("app.palette")


def test_a_screen_binds_its_own_keys_and_those_of_its_parts() -> None:
    actions = {binding.action for binding in bindings_of("meeting")}
    assert {"meeting_next", "view('metric_set')", "view('meeting_rate')"} <= actions
    assert not {"app_palette", "issues_open", "app_theme"} & actions
    assert all(binding.key for binding in bindings_of("app"))


def test_whether_a_command_holds_follows_the_place() -> None:
    assert is_open("metric_set", ("meeting", "meeting.metrics"))
    assert is_open("metric_set", ("meeting", "meeting.issues")) is False
    assert is_open("scroll_down", ("meeting",)) is None


@pytest.mark.parametrize("width", [20, 60, 80, 120])
@pytest.mark.parametrize("place", PLACES)
def test_the_key_line_fits_and_always_shows_the_key_for_help(place: str, width: int) -> None:
    entries = fitting(key_entries((place, place.partition(".")[0], EVERYWHERE)), width)
    assert "app.keys" in [entry.command for entry in entries]
    assert sum(cell_len(f"{entry.key} {entry.label}") + 2 for entry in entries) - 2 <= width


def test_keys_are_written_as_people_read_them() -> None:
    assert [key_text(key) for key in ("space", "ctrl+p", "question_mark", "n")] == ["␣", "^p", "?", "n"]


def test_the_key_table_has_every_command() -> None:
    table = key_table()
    assert table.count("\n") == len(COMMANDS) + 2
    for row in COMMANDS:
        assert row.help in table
    assert "| in the palette | everywhere | Change between" in table
    assert "| `m` | meeting, metrics |" in table


def test_an_unknown_command_is_an_error() -> None:
    assert command("meeting.next").key == "n"
    with pytest.raises(KeyError):
        command("meeting.dance")


class Palette(Stage):
    COMMANDS = {CommandProvider}  # noqa: RUF012 - as Textual declares it
    ran: tuple[str, ...] = ()

    def action_app_theme(self) -> None:
        self.ran += ("theme",)


async def _settled(app: App[object]) -> None:
    await app.workers.wait_for_complete()


async def test_the_palette_finds_a_command_and_runs_it() -> None:
    app = Palette()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"theme")
        await pilot.pause()
        await _settled(app)
        await pilot.pause()
        assert "app: theme" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.ran == ("theme",)
