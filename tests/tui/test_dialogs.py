from collections.abc import Awaitable, Callable

import msgspec
import pytest
from textual.pilot import Pilot

from smeeting.domain.errors import SmeetingError
from smeeting.domain.meeting import ItemRun
from smeeting.tui.commands import COMMANDS, EVERYWHERE
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.box_over import Answer, ask_borrow, ask_box_over
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.dialogs.confirm import confirm
from smeeting.tui.dialogs.keys import key_help, show_keys
from smeeting.tui.dialogs.leave import ask_gap, ask_leave
from smeeting.tui.dialogs.wall import ask_wall
from tests.tui.stage import HOSTILE, Stage, assert_calm, drawn, screen_text
from tests.tui.test_meeting_widgets import MEETING

MOVES = ("park", "extend", "borrow", "next")


async def _asked(pilot: Pilot[object], ask: Callable[[], Awaitable[object]]) -> list[object]:
    """Put a question on the screen; the list holds its answer once it is given."""
    answers: list[object] = []

    async def run() -> None:
        answers.append(await ask())

    pilot.app.run_worker(run())
    await pilot.pause()
    await pilot.pause()
    return answers


async def _answer(ask: Callable[[Stage], Awaitable[object]], *keys: str) -> object:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await _asked(pilot, lambda: ask(app))
        for key in keys:
            assert not answers
            await pilot.press(key)
            await pilot.pause()
        assert len(answers) == 1
        return answers[0]


@pytest.mark.parametrize(
    ("keys", "answer"), [("y", True), ("n", False), (("enter",), True), (("escape",), False)]
)
async def test_confirm(keys: tuple[str, ...], answer: bool) -> None:
    assert await _answer(lambda app: confirm(app, "Close the meeting?"), *keys) is answer


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["b"], 2),
        (["down", "enter"], 2),
        (["up", "enter"], 3),
        (["down", "down", "down", "enter"], 1),
        (["z", "space", "b"], 2),
        (["space", "escape"], None),
    ],
)
async def test_a_choice_is_made_by_its_key_or_by_arrows(keys: list[str], answer: int | None) -> None:
    choices = [Choice("a", "one", 1), Choice("b", "two", 2), Choice("c", "three", 3)]
    assert await _answer(lambda app: choose(app, "Which?", choices), *keys) == answer


async def test_a_choice_is_made_by_a_click_also_on_a_folded_row() -> None:
    app = Stage()
    choices = [Choice("a", "long " * 30, 1), Choice("b", "two", 2)]
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await _asked(pilot, lambda: choose(app, "Which?", choices))
        await pilot.click("#choices", offset=(8, 1))
        await pilot.pause()
    assert answers == [1]


def test_lists_of_any_length_get_keys() -> None:
    choices = numbered([(str(index), index) for index in range(60)])
    assert [choices[0].key, choices[9].key] == ["1", "a"]
    assert len({choice.key for choice in choices}) == len(choices) == 35


async def test_a_text_is_asked_for_until_it_is_an_answer() -> None:
    def check(text: str) -> None:
        if not text.isdigit():
            raise SmeetingError(f"{text} is no number", "write digits")

    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await _asked(pilot, lambda: ask_text(app, "How many?", default="x", check=check))
        await pilot.press("enter")
        await pilot.pause()
        assert "✗ x is no number; write digits" in screen_text(app)
        assert not answers
        await pilot.press("backspace", "7", "enter")
        await pilot.pause()
        assert answers == ["7"]


async def test_escape_answers_no_text() -> None:
    assert await _answer(lambda app: ask_text(app, "Why?", default="because"), "escape") is None


@pytest.mark.parametrize(("key", "move"), [("p", "park"), ("x", "extend"), ("n", "next")])
async def test_a_used_up_box_offers_its_moves(key: str, move: str) -> None:
    assert await _answer(lambda app: ask_box_over(app, MEETING, MOVES), key) == Answer(move)


async def test_a_used_up_box_can_be_talked_over() -> None:
    assert await _answer(lambda app: ask_box_over(app, MEETING, MOVES), "escape") is None


async def test_borrowing_asks_from_whom_and_how_much() -> None:
    answer = await _answer(lambda app: ask_box_over(app, MEETING, MOVES), "l", "2", "2")
    assert answer == Answer("borrow", lender=3, minutes=5)


async def test_no_more_is_borrowed_than_is_left_and_nothing_from_what_is_used() -> None:
    items = (*MEETING.items[:2], ItemRun("notes", "Full", 60, 60_000), ItemRun("notes", "Three", 200, 0))
    meeting = msgspec.structs.replace(MEETING, items=items)
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await _asked(pilot, lambda: ask_borrow(app, meeting))
        assert "Full" not in screen_text(app)
        await pilot.press("1")
        await pilot.pause()
        assert "5 min" not in screen_text(app)
        await pilot.press("2")
        await pilot.pause()
    assert answers == [Answer("borrow", lender=3, minutes=3)]


@pytest.mark.parametrize(
    ("extensions", "words"), [(0, "extend by 2 min"), (1, "extend by 1 min  the last time")]
)
async def test_the_extension_offered_is_the_next_one(extensions: int, words: str) -> None:
    item = msgspec.structs.replace(MEETING.item, extensions=extensions)
    meeting = msgspec.structs.replace(MEETING, items=(MEETING.items[0], item, *MEETING.items[2:]))
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await _asked(pilot, lambda: ask_box_over(app, meeting, ("extend", "next")))
        assert words in screen_text(app)
        assert "park" not in screen_text(app)


async def test_the_wall_offers_the_last_item_unless_we_are_there() -> None:
    assert await _answer(lambda app: ask_wall(app, MEETING), "n") == "closing"
    assert await _answer(lambda app: ask_wall(app, MEETING), "c") == "close"
    last = msgspec.structs.replace(MEETING, current=3)
    assert await _answer(lambda app: ask_wall(app, last), "n", "escape") is None


@pytest.mark.parametrize(("key", "answer"), [("p", "pause"), ("k", "run"), ("escape", None)])
async def test_leaving_asks_about_the_clock(key: str, answer: str | None) -> None:
    assert await _answer(ask_leave, key) == answer


@pytest.mark.parametrize(("key", "answer"), [("p", "pause"), ("t", "talk"), ("escape", None)])
async def test_a_gap_is_a_pause_or_talk(key: str, answer: str | None) -> None:
    assert await _answer(lambda app: ask_gap(app, 7800, "Opening"), key) == answer


async def test_the_help_lists_the_keys_of_this_place_and_scrolls() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        answers = await _asked(pilot, lambda: show_keys(app, ("meeting", "meeting.metrics")))
        assert "Type this period's actual." in screen_text(app)
        assert "Rate the meeting" not in screen_text(app)
        await pilot.press("end")
        await pilot.pause()
        assert "Show the keys of this screen." in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
    assert answers == [None]


def test_the_help_names_every_command() -> None:
    everywhere = sorted({place for row in COMMANDS for place in row.places})
    words = "\n".join(paragraph.content.plain for paragraph in key_help(everywhere))
    assert all(row.help in words for row in COMMANDS)


def test_the_help_names_the_places_where_one_is_and_no_others() -> None:
    def headings(*where: str) -> list[str]:
        told = [paragraph.content.plain for paragraph in key_help(where)]
        return [line for line in told if line and not line.startswith(" ")]

    assert headings("issues", "issues.issue", EVERYWHERE) == [
        "With an issue",
        "On the issues screen",
        "Everywhere",
    ]
    assert headings("meeting", "meeting.opening", EVERYWHERE) == [
        "In opening",
        "In the meeting",
        "Everywhere",
    ]


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_hostile_words_stay_text_and_every_size_can_be_answered(size: tuple[int, int]) -> None:
    app = Stage()
    async with app.run_test(size=size) as pilot:
        for text in HOSTILE:
            choices = [Choice("a", text[:300], 1, note=text[:300])]
            answers = await _asked(pilot, lambda: choose(app, text[:300], choices, text[:300]))  # noqa: B023
            assert_calm(drawn(app))
            await pilot.press("a")
            await pilot.pause()
            assert answers == [1]
