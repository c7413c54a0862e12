import pytest
from textual import events

from smeeting.tui.editing import Draft
from smeeting.tui.widgets.capture_line import CaptureLine
from smeeting.tui.widgets.text_line import TextLine
from tests.tui.stage import HOSTILE, Stage, assert_calm, drawn, lines

WORDS = {"#action": True, "#note": False}


def _submitted(app: Stage) -> list[str]:
    return [message.text for message in app.kept if isinstance(message, TextLine.Submitted)]


async def test_what_is_typed_is_shown_and_submitted_as_it_came() -> None:
    app = Stage(TextLine(), keep=TextLine.Submitted)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press(*"[b]x", "space", "y", "enter")
        assert lines(app)[0].startswith("▌[b]x y")
    assert _submitted(app) == ["[b]x y"]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["left", "left", "X"], "one tXwo"),
        (["home", "X"], "Xone two"),
        (["home", "right", "delete"], "oe two"),
        (["ctrl+w"], "one "),
        (["ctrl+left", "ctrl+u"], "two"),
        (["home", "ctrl+right", "ctrl+k"], "one"),
        (["backspace", "ctrl+a", "ctrl+e", "!"], "one tw!"),
    ],
)
async def test_editing_keys(keys: list[str], text: str) -> None:
    line = TextLine("one two")
    async with Stage(line).run_test() as pilot:
        await pilot.press(*keys)
        assert line.text == text


async def test_a_paste_of_several_lines_is_kept_whole_and_shows_its_breaks() -> None:
    line = TextLine()
    app = Stage(line, keep=TextLine.Edited)
    async with app.run_test(size=(40, 5)) as pilot:
        line.post_message(events.Paste("#note one\r\ntwo\n"))
        await pilot.pause()
        assert line.text == "#note one\ntwo"
        assert lines(app)[0].rstrip() == "▌#note one␊two"
    assert len(app.kept) == 1


async def test_the_cursor_stays_in_view_in_a_text_longer_than_the_line() -> None:
    line = TextLine()
    app = Stage(line)
    async with app.run_test(size=(20, 5)) as pilot:
        line.post_message(events.Paste("".join(chr(97 + index % 26) for index in range(100_000))))
        await pilot.pause()
        end = lines(app)[0]
        assert len(end) == 20
        assert "wxyzabcd"[:3] in end
        await pilot.press("home")
        await pilot.pause()
        assert lines(app)[0].startswith("▌abcdefg")
        await pilot.press(*["right"] * 30, "X")
        await pilot.pause()
        assert "X" in lines(app)[0]


async def test_wide_characters_never_push_the_line_over_its_width() -> None:
    line = TextLine("漢字" * 7)
    app = Stage(line)
    async with app.run_test(size=(21, 5)) as pilot:
        for _ in range(14):
            await pilot.press("left")
            assert drawn(app)[0].cell_length == 21


async def test_a_click_puts_the_cursor_there() -> None:
    line = TextLine("漢字abc")
    async with Stage(line).run_test(size=(40, 5)) as pilot:
        await pilot.click(TextLine, offset=(5, 0))
        await pilot.press("X")
        assert line.text == "漢字Xabc"
        await pilot.click(TextLine, offset=(30, 0))
        await pilot.press("Y")
        assert line.text == "漢字XabcY"


async def test_the_hint_is_there_only_while_nothing_is_typed() -> None:
    app = Stage(TextLine(hint="a name"))
    async with app.run_test(size=(40, 5)) as pilot:
        assert "a name" in lines(app)[0]
        await pilot.press("x")
        assert "a name" not in lines(app)[0]


async def test_tab_completes_or_goes_on_and_right_completes_at_the_end() -> None:
    line, other = CaptureLine(words=WORDS, names=["Benedikt"]), TextLine(id="other")
    app = Stage(line, other)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.press(*"#ac")
        await pilot.pause()
        assert lines(app)[0].startswith("▌#action")
        await pilot.press("tab", "space", *"be", "right")
        assert line.text == "#action benedikt"
        assert app.focused is line
        await pilot.press("tab")
        assert app.focused is other


async def test_a_refused_line_keeps_every_character_and_says_why() -> None:
    line = CaptureLine()
    app = Stage(line)
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.press(*"#dicision x")
        line.refuse("there is no #dicision; did you mean #decision?")
        await pilot.pause()
        assert line.text == "#dicision x"
        assert lines(app)[1].startswith(" ✗ there is no #dicision")


async def test_an_accepted_line_leaves_its_receipt_and_an_empty_line_and_can_be_recalled() -> None:
    line = CaptureLine()
    app = Stage(line)
    async with app.run_test(size=(60, 5)) as pilot:
        for text in ("#note one", "#note two"):
            line.text = text
            line.accept(f"N1 {text}")
        await pilot.press(*"dra")
        await pilot.pause()
        assert lines(app)[1].startswith(" ✓ N1 #note two")
        await pilot.press("up", "up", "up")
        assert line.text == "#note one"
        await pilot.press("down", "down")
        assert line.text == "dra"


async def test_a_key_that_begins_a_line_never_overwrites_one() -> None:
    line = CaptureLine()
    async with Stage(line).run_test():
        line.begin("#action ")
        assert line.text == "#action "
        line.begin("#note ")
        assert line.text == "#action "
        assert line.has_focus


async def test_escape_gives_the_keys_back_and_keeps_the_text() -> None:
    line = CaptureLine()
    app = Stage(line, keep=CaptureLine.Left)
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        assert line.text == "x"
    assert len(app.kept) == 1


async def test_single_key_commands_rest_while_somebody_types() -> None:
    quits: list[str] = []

    class Keyed(Stage):
        BINDINGS = [("n", "note", "n")]  # noqa: RUF012 - as Textual declares it

        def action_note(self) -> None:
            quits.append("n")

    line = TextLine()
    app = Keyed(line)
    async with app.run_test() as pilot:
        await pilot.press("n")
        assert (line.text, quits) == ("n", [])
        app.set_focus(None)
        await pilot.press("n")
        assert (line.text, quits) == ("n", ["n"])


async def test_a_resize_loses_nothing_of_a_half_typed_line() -> None:
    line = CaptureLine()
    app = Stage(line)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"half a line")
        for size in ((20, 5), (3, 2), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await pilot.press("!")
        await pilot.pause()
        assert line.text == "half a line!"
        assert lines(app)[0].startswith("▌half a line!")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_texts_stay_text_wherever_the_cursor_is(text: str) -> None:
    line = CaptureLine(hint=text[:200])
    app = Stage(line)
    async with app.run_test(size=(50, 5)) as pilot:
        assert_calm(drawn(app))
        line.text = text
        line.say_bad(text[:500])
        for position in (0, 1, 3, 9, len(text)):
            line._change(Draft(text).at(position))
            await pilot.pause()
            assert_calm(drawn(app))
            assert drawn(app)[0].cell_length == 50
        app.set_focus(None)
        await pilot.pause()
        assert_calm(drawn(app))
        assert line.text == text


async def test_offers_and_remarks_are_told_apart_by_sign_and_names_can_be_learnt() -> None:
    line = CaptureLine(words=WORDS)
    app = Stage(line)
    async with app.run_test(size=(60, 5)) as pilot:
        line.offer("park it with p, or Enter to keep it")
        await pilot.pause()
        assert lines(app)[1].startswith(" ? park it")
        line.remark("2 lines kept as one")
        line.know(["Benedikt"])
        await pilot.press(*"#action be", "tab")
        await pilot.pause()
        assert lines(app)[1].startswith(" 2 lines")
        assert line.text == "#action benedikt"
