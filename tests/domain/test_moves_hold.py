"""Rules that hold for every sequence of moves, on a machine that sleeps, restarts and has its clock set."""

from collections import Counter

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from smeeting.domain import moves
from smeeting.domain.errors import BadMoveError
from smeeting.domain.instants import between
from smeeting.domain.meeting import EXTENSIONS, Meeting
from tests.domain.times import Machine, meeting_of

SECONDS = st.floats(0, 1500, allow_nan=False)


class AnyMeeting(RuleBasedStateMachine):
    """A meeting held in any way at all, beside a plain account of the time that passed."""

    def __init__(self) -> None:
        super().__init__()
        self.machine = Machine()
        self.planned = meeting_of(5, 15, 20, 10, wall=45)
        self.meeting = moves.start(self.planned, self.machine.now)
        self.booked_to = self.machine.now
        self.ran_ms = self.slept_ms = 0
        self.extended_s = 0
        self.told: Counter[tuple[str, int | None]] = Counter()
        self.crossed: Counter[tuple[str, int | None]] = Counter()

    def moved(self, after: Meeting) -> None:
        """Take over a new state, with what really passed and what was told of it."""
        before, encoded = self.meeting, msgspec.json.encode(self.meeting)
        if before.is_live:
            span = between(self.booked_to, self.machine.now)
            self.ran_ms += span.ran_ms
            self.slept_ms += span.slept_ms
        self.booked_to = self.machine.now
        self.told.update((notice.kind, notice.position) for notice in moves.notices(before, after))
        self.crossed.update(crossings(before, after))
        self.meeting = after
        assert msgspec.json.encode(before) == encoded

    def tried(self, name: str, *args: int) -> None:
        """Make a move, or see that a refusal changes nothing."""
        now = self.machine.now
        try:
            after: Meeting = getattr(moves, name)(self.meeting, now, *args)
        except BadMoveError:
            return
        if name == "extend":
            self.extended_s += EXTENSIONS[self.meeting.item.extensions] * 60
        self.moved(after)

    @rule(seconds=SECONDS)
    def run(self, seconds: float) -> None:
        self.machine.run(seconds)

    @rule(seconds=st.floats(1, 7200))
    def sleep(self, seconds: float) -> None:
        self.machine.sleep(seconds)

    @rule(seconds=st.integers(-7200, 7200))
    def set_wall(self, seconds: int) -> None:
        self.machine.set_wall(seconds)

    @rule(seconds=st.integers(0, 600))
    def restart(self, seconds: int) -> None:
        # What ran since the last booking is lost to the counts and comes back as sleep, so book first.
        self.tried("tick")
        self.machine.restart(seconds)
        self.tried("tick")

    @rule(name=st.sampled_from(("go_next", "go_back", "pause", "resume", "extend", "tick")))
    def move(self, name: str) -> None:
        self.tried(name)

    @rule(position=st.integers(-1, 5))
    def go_to(self, position: int) -> None:
        self.tried("go_to", position)

    @rule(lender=st.integers(-1, 5), minutes=st.integers(-1, 20))
    def borrow(self, lender: int, minutes: int) -> None:
        self.tried("borrow", lender, minutes)

    @rule(seconds=st.integers(-5, 600))
    def excuse(self, seconds: int) -> None:
        self.tried("excuse", seconds)

    @rule()
    def close_and_reopen(self) -> None:
        self.tried("close")
        self.machine.run(60)
        self.tried("reopen")

    @precondition(lambda self: self.meeting.is_live)
    @rule(name=st.sampled_from(("extend", "borrow", "next", "close")))
    def choose(self, name: str) -> None:
        """What is offered is not refused."""
        if name not in moves.choices(self.meeting):
            return
        make = {"next": "go_next"}.get(name, name)
        lender = moves.lenders(self.meeting)[:1]
        args = (lender[0].position, 1) if name == "borrow" else ()
        # At the very same instant, since time that passes may use up what was offered.
        assert self.meeting.mark is not None
        getattr(moves, make)(self.meeting, self.meeting.mark, *args)

    @invariant()
    def no_time_is_negative(self) -> None:
        assert all(item.used_ms >= 0 and item.planned_s >= 0 for item in self.meeting.items)
        assert 0 <= self.meeting.slept_ms <= self.meeting.paused_ms

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.meeting.used_ms + self.meeting.paused_ms == self.ran_ms + self.slept_ms
        assert self.meeting.slept_ms == self.slept_ms

    @invariant()
    def only_extensions_change_the_plan(self) -> None:
        assert self.meeting.planned_s == self.planned.planned_s + self.extended_s

    @invariant()
    def every_crossing_is_told_once(self) -> None:
        assert {kind: count for kind, count in self.told.items() if kind[0] != "slept"} == self.crossed

    @invariant()
    def the_wall_is_not_passed_untold(self) -> None:
        if self.meeting.used_ms >= self.meeting.wall_s * 1000:
            assert self.told["wall-100", None] >= 1


def crossings(before: Meeting, after: Meeting) -> list[tuple[str, int | None]]:
    """The thresholds passed between two states, counted another way than in the code: by shares of a box."""
    boxes: list[tuple[str, int | None, float, float]] = [
        ("item", place, share(then.used_ms, then.planned_s), share(now.used_ms, now.planned_s))
        for place, (then, now) in enumerate(zip(before.items, after.items, strict=True))
    ]
    boxes.append(("wall", None, share(before.used_ms, before.wall_s), share(after.used_ms, after.wall_s)))
    return [
        (f"{name}-{percent}", place)
        for name, place, then, now in boxes
        for percent in (70, 100)
        if then < percent / 100 <= now
    ]


def share(used_ms: int, box_s: int) -> float:
    if not box_s:
        return float("inf") if used_ms else 0.0
    return used_ms / (box_s * 1000)


TestAnyMeeting = AnyMeeting.TestCase
TestAnyMeeting.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
