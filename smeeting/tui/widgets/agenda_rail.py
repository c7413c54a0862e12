"""The left side of the meeting screen: the agenda with its times, who is here, and who talks."""

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from smeeting.domain.listening import Talk, balance, short_names
from smeeting.domain.meeting import ItemRun, Meeting
from smeeting.tui.clocks import WARN_AT, clock, drift_s, is_over, minutes_text, share_of
from smeeting.tui.inks import ACCENT, BAD, GOOD, MUTED, RULE, STRONG, TREND, WARN
from smeeting.tui.listening_rows import SPEAKS
from smeeting.tui.text import Part, cropped, fitted, joined, spread
from smeeting.tui.widgets.painted import Painted

_LABEL_WIDTH = 6
_TIMES_FROM = 22
"""Narrower rails leave the planned minutes out."""


class AgendaRail(Painted):
    """Each item with its mark, planned minutes and used time; below, the drift and who is here."""

    class ItemChosen(Message):
        """An item was clicked."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._meeting: Meeting | None = None
        self._here: Mapping[str, int] = {}
        self._extra: tuple[tuple[str, Part], ...] = ()
        self._positions: list[int | None] = []

    def show(
        self,
        meeting: Meeting,
        *,
        here: Mapping[str, int] | None = None,
        extra: tuple[tuple[str, Part], ...] = (),
    ) -> None:
        """Show a meeting; `here` counts people by side, `extra` are more labelled lines at the foot."""
        self._meeting, self._extra = meeting, extra
        if here is not None:
            self._here = here
        self.repaint()

    def tick(self, meeting: Meeting) -> None:
        """Show the meeting a moment later; who is here stays."""
        self._meeting = meeting
        self.repaint()

    def rows(self, room: Size) -> list[Content]:
        """The items around the current one, then the foot, at the bottom of the room there is."""
        if self._meeting is None:
            return []
        foot = self._foot(self._meeting, room.width)
        left = max(room.height - len(foot), min(3, room.height))
        shown = window(len(self._meeting.items), self._meeting.current, left)
        self._positions = list(shown)
        items = [self._item(self._meeting, position, room.width) for position in shown]
        return [*items, *foot]

    def on_click(self, event: events.Click) -> None:
        """Say which item was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._positions):
            position = self._positions[offset.y]
            if position is not None:
                self.post_message(self.ItemChosen(position))

    def _item(self, meeting: Meeting, position: int, width: int) -> Content:
        item = meeting.items[position]
        current = position == meeting.current and meeting.state != "planned"
        sign = "!" if is_over(item) else " "
        used = clock(item.used_s) if item.used_ms or current else ""
        times = joined((f"{used:>6}", _time_ink(item, current)), (sign, BAD))
        if width >= _TIMES_FROM:
            times = joined((f"{minutes_text(item.planned_s):>3}", MUTED), times)
        mark = _mark(meeting, position)
        name = (item.title, STRONG if current else ("" if item.used_ms else MUTED))
        return joined(" ", mark, " ", spread(name, times, width - 3))

    def _foot(self, meeting: Meeting, width: int) -> list[Content]:
        drift = drift_s(meeting)
        plan = ("+" + clock(drift), BAD) if drift > 0 else (clock(-drift), GOOD if drift else MUTED)
        lines = [
            joined((" " + "─" * (width - 1), RULE)),
            _labelled("plan", joined(plan, _plan_words(drift)), width),
        ]
        if meeting.paused_ms >= 1000:
            lines.append(_labelled("paused", clock(meeting.paused_ms // 1000), width))
        for index, team in enumerate(meeting.teams):
            words = spread(team.name, str(self._here.get(team.side, 0)), width - _LABEL_WIDTH - 3)
            lines.append(_labelled("" if index else "here", words, width))
        lines += _talk(meeting, width)
        return lines + [_labelled(label, part, width) for label, part in self._extra]


def _talk(meeting: Meeting, width: int) -> list[Content]:
    """How the talk is divided: a bar between two sides, lines for more; nothing before anybody spoke."""
    talks = balance(meeting)
    if not any(talk.ms or talk.speaks for talk in talks):
        return []
    if len(talks) != 2:
        rows = [spread(talk.name, _share(talk), width - _LABEL_WIDTH - 3) for talk in talks]
        return [_labelled("" if index else "talk", row, width) for index, row in enumerate(rows)]
    names = short_names(meeting.teams)
    first, second = (
        joined((SPEAKS if talk.speaks else " ", ACCENT), (names[talk.side], STRONG if talk.speaks else MUTED))
        for talk in talks
    )
    room = max(width - _LABEL_WIDTH - 5 - first.cell_length - second.cell_length, 0)
    share = talks[0].percent
    filled = room // 2 if share is None else round(share * room / 100)
    bar = joined(("▇" * filled, TREND), ("▁" * (room - filled), MUTED))
    return [_labelled("talk", joined(first, " ", bar, second), width)]


def _share(talk: Talk) -> Content:
    share = "" if talk.percent is None else f"{talk.percent} %"
    return joined((f"{SPEAKS} " if talk.speaks else "", ACCENT), share)


def window(count: int, current: int, room: int) -> range:
    """The positions to show of `count` in `room` rows, with the current one and its neighbours among them."""
    room = max(room, 0)
    start = min(max(current - room // 2, 0), max(count - room, 0))
    return range(start, min(start + room, count))


def _mark(meeting: Meeting, position: int) -> tuple[str, str]:
    if meeting.state == "planned":
        return " ", ""
    if position == meeting.current and meeting.is_live:
        return ("‖", WARN) if meeting.state == "paused" else ("▶", ACCENT)
    return ("✓", GOOD) if meeting.items[position].used_ms else ("·", MUTED)


def _time_ink(item: ItemRun, current: bool) -> str:
    if is_over(item):
        return BAD
    if current:
        return WARN if share_of(item.used_s, item.planned_s) >= WARN_AT else STRONG
    return MUTED


def _plan_words(drift: int) -> tuple[str, str]:
    return (" over" if drift > 0 else " in hand" if drift < 0 else " on plan", MUTED)


def _labelled(label: str, part: Part, width: int) -> Content:
    return cropped(joined("  ", fitted((label, MUTED), _LABEL_WIDTH), " ", part), width)
