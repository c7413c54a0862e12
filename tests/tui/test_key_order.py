"""Keys that come in one piece do what they would do one by one."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label

from smeeting.tui.key_order import OrderedKeysApp


class Typing(OrderedKeysApp[None]):
    """`i` goes to a line, whose text is collected when it is sent; `g` takes the focused widget away."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "line", ""),
        Binding("n", "count", ""),
        Binding("g", "gone", ""),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []
        self.counted = 0

    def compose(self) -> ComposeResult:
        yield Label("nothing to type in")
        yield Input()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        self.sent.append(message.value)
        message.input.value = ""
        self.set_focus(None)

    def action_line(self) -> None:
        self.query_one(Input).focus()

    def action_count(self) -> None:
        self.counted += 1

    async def action_gone(self) -> None:
        await self.query_one(Input).remove()


def _typed_at_once(app: Typing, text: str) -> None:
    for character in text:
        name = {"\r": "enter", " ": "space"}.get(character, character)
        app.post_message(events.Key(name, character if name == character else None))


async def test_text_behind_the_key_that_goes_to_the_line_is_in_the_line() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        _typed_at_once(app, "ninen\rn")
        while app.counted < 2:
            await pilot.pause()
        assert app.sent == ["nen"]


async def test_line_after_line_is_sent() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        _typed_at_once(app, "".join(f"inn{number}\r" for number in range(20)) + "n")
        while not app.counted:
            await pilot.pause()
        assert app.sent == [f"nn{number}" for number in range(20)]


async def test_a_paste_waits_for_the_key_before_it() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        _typed_at_once(app, "i")
        app.post_message(events.Paste("pasted"))
        _typed_at_once(app, "\rn")
        while not app.counted:
            await pilot.pause()
        assert app.sent == ["pasted"]


async def test_a_key_whose_widget_goes_away_does_not_hold_the_others_up() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        app.call_later(app.action_gone)
        _typed_at_once(app, "xn")
        while not app.counted:
            await pilot.pause()
