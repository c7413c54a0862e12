import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain import moves
from smeeting.domain.agenda import Team
from smeeting.domain.captures import ISSUE_STATES, Capture, Issue
from smeeting.domain.listening import balance, percentages, queue, short_names, turn_of, waits, will_fit
from smeeting.domain.meeting import ItemRun
from tests.domain.times import Machine, meeting_of

SIDES = ("marketing", "sales")


def issue(number: int, side: str | None, too: int = 0, *, anonymous: bool = False) -> Issue:
    capture = Capture(number, "issue", "late", None if anonymous else side)
    return Issue(capture, anonymous=anonymous, me_too={"sales": too} if too else {})


def refs(issues: tuple[Issue, ...]) -> list[int]:
    return [one.capture.number for one in issues]


def test_turns_alternate_and_within_a_side_me_too_counts_before_age() -> None:
    waiting = [issue(1, "sales"), issue(2, "sales", 2), issue(3, "marketing"), issue(4, "sales", 2)]
    assert refs(queue(waiting, SIDES)) == [3, 2, 4, 1]


@pytest.mark.parametrize(
    ("last", "order"),
    [
        (None, [2, 1, 3]),
        ("marketing", [1, 3, 2]),
        ("sales", [3, 2, 1]),
        ("", [2, 1, 3]),
        ("a team that left", [2, 1, 3]),
    ],
)
def test_the_next_turn_is_the_one_after_the_last(last: str | None, order: list[int]) -> None:
    waiting = [issue(1, "sales"), issue(2, "marketing"), issue(3, None, anonymous=True)]
    assert refs(queue(waiting, SIDES, last)) == order


def test_what_is_nobodys_shares_one_turn() -> None:
    assert turn_of(issue(1, None, anonymous=True)) == turn_of(issue(2, None)) == ""
    waiting = [issue(1, None), issue(2, None, anonymous=True), issue(3, "sales"), issue(4, "left")]
    assert refs(queue(waiting, SIDES)) == [3, 1, 2, 4]


ISSUES = st.lists(
    st.tuples(st.sampled_from([*SIDES, None, "anon", "left"]), st.integers(0, 3)), max_size=25
).map(
    lambda drawn: [
        issue(number, side, too, anonymous=side == "anon") for number, (side, too) in enumerate(drawn, 1)
    ]
)


@given(ISSUES, st.sampled_from([None, "", *SIDES]))
def test_while_both_sides_have_some_they_alternate_and_none_is_lost(
    waiting: list[Issue], last: str | None
) -> None:
    ordered = queue(waiting, SIDES, last)
    assert sorted(refs(ordered)) == refs(tuple(waiting))
    turns = [turn_of(one) for one in ordered if turn_of(one) in SIDES]
    both = 2 * min(turns.count(side) for side in SIDES)
    assert all(turn != after for turn, after in itertools.pairwise(turns[:both]))
    if both and last in SIDES:
        assert turns[0] != last
    for side in SIDES:
        lane = [one for one in ordered if turn_of(one) == side]
        assert lane == sorted(lane, key=lambda one: (-sum(one.me_too.values()), one.capture.number))


@given(ISSUES)
def test_whoever_hears_one_after_the_other_hears_them_in_turns(waiting: list[Issue]) -> None:
    left, last, heard = list(waiting), None, []
    while left:
        taken = queue(left, SIDES, last)[0]
        left.remove(taken)
        last = turn_of(taken)
        heard.append(taken)
    lanes = {"left": ""}
    turns = [lanes.get(turn_of(one), turn_of(one)) for one in heard]
    for place, turn in enumerate(turns):
        since = turns[:place]
        if turn in since:
            gap = since[len(since) - since[::-1].index(turn) :]
            # Between two turns of one side everybody else who has some left had one.
            assert set(gap) >= set(turns[place:]) - {turn}


def test_what_somebody_answers_waits_only_after_a_not_quite() -> None:
    assert waits(issue(1, "sales"))
    said_back = Issue(Capture(1, "issue", "late", "sales"), "heard", heard="so")
    assert waits(said_back)
    for state in ISSUE_STATES:
        agreed = Issue(Capture(1, "issue", "late", "sales"), state, heard="so", understood="yes")
        assert not waits(agreed)
        assert not waits(Issue(Capture(1, "issue", "late"), state, anonymous=True, heard="so"))
    owned = Issue(Capture(1, "issue", "late", "sales"), "owned", heard="so")
    assert not waits(owned)
    assert waits(Issue(owned.capture, "owned", heard="so", understood="not quite"))
    assert not waits(Issue(owned.capture, "closed", understood="not quite"))


@pytest.mark.parametrize(
    ("used_s", "taken", "fit"),
    [(0, 0, None), (300, 0, None), (300, 1, 3), (600, 4, 4), (1199, 1, 0), (1200, 0, 0), (1300, 9, 0)],
)
def test_how_many_fit_goes_by_the_pace_so_far(used_s: int, taken: int, fit: int | None) -> None:
    assert will_fit(ItemRun("issues", "Issues", 1200, used_ms=used_s * 1000), taken) == fit


def test_the_balance_is_that_of_the_talk_so_far() -> None:
    machine = Machine()
    meeting = moves.start(meeting_of(5, 15), machine.now)
    assert [talk.percent for talk in balance(meeting)] == [None, None]
    meeting = moves.speak(meeting, machine.now, "sales")
    meeting = moves.speak(meeting, machine.run(20), "marketing")
    first, second = balance(moves.tick(meeting, machine.run(10)))
    assert (first.name, first.ms, first.percent, first.speaks) == ("Marketing", 10_000, 33, True)
    assert (second.name, second.ms, second.percent, second.speaks) == ("Sales", 20_000, 67, False)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_percentages_add_up(amounts: list[int]) -> None:
    shares = percentages(amounts)
    assert sum(share or 0 for share in shares) == 100
    for amount, share in zip(amounts, shares, strict=True):
        assert share is not None
        assert abs(share - amount * 100 / sum(amounts)) < 1


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Marketing", "Sales"], ["M", "S"]),
        (["Sales", "Service"], ["Sa", "Se"]),
        (["Sales", "sales ops"], ["Sales", "sales "]),
        (["Team", "Teams"], ["Team", "Teams"]),
        ([], []),
    ],
)
def test_teams_are_told_apart_by_few_letters(names: list[str], short: list[str]) -> None:
    assert list(short_names([Team(name) for name in names]).values()) == short
