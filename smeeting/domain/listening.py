"""Listening: whose turn it is, what waits to be heard, and how the talk is divided between the sides."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from smeeting.domain.agenda import Team
from smeeting.domain.captures import Issue
from smeeting.domain.meeting import ItemRun, Meeting

NOBODYS = ""
"""The turn of issues that are anonymous, or no side's."""


class Talk(msgspec.Struct, frozen=True):
    """How long one side spoke."""

    side: str
    name: str
    ms: int
    percent: int | None
    """Of all that was said by any side; None where nobody is known to have spoken."""
    speaks: bool
    """Whether it speaks now."""


def turn_of(issue: Issue) -> str:
    """Whose turn it is when this issue is taken: its side's, or that of those which are nobody's."""
    return NOBODYS if issue.anonymous else issue.capture.side or NOBODYS


def waits(issue: Issue) -> bool:
    """Whether an issue waits to be heard; one that somebody answers does so only if it was "not quite"."""
    taken = issue.state == "owned" and issue.understood != "not quite"
    return issue.is_open and not issue.is_heard and not taken


def queue(issues: Iterable[Issue], sides: Sequence[str], last: str | None = None) -> tuple[Issue, ...]:
    """The issues in the order in which they are taken: turn by turn, beginning after the `last` turn.

    A side's turn takes what most said me-too of, then the older one. Anonymous issues, those of no side, and
    those of a team that no longer meets have a turn of their own. Nobody waits for a side that has none left.
    """
    lanes: dict[str, list[Issue]] = {turn: [] for turn in (*sides, NOBODYS)}
    for issue in sorted(issues, key=_urgency):
        turn = turn_of(issue)
        lanes[turn if turn in lanes else NOBODYS].append(issue)
    order = list(lanes)
    begin = order.index(last) + 1 if last in lanes else 0
    turns = [lanes[turn] for turn in (*order[begin:], *order[:begin])]
    return tuple(one for taken in itertools.zip_longest(*turns) for one in taken if one is not None)


def _urgency(issue: Issue) -> tuple[int, int]:
    return -sum(issue.me_too.values()), issue.capture.number


def will_fit(item: ItemRun, taken: int) -> int | None:
    """How many more issues fit into the box at the pace of those `taken` so far, 0 once it is used up.

    None while no pace is known.
    """
    if item.left_s <= 0:
        return 0
    if taken < 1 or item.used_s < 1:
        return None
    return item.left_s * taken // item.used_s


def balance(meeting: Meeting) -> tuple[Talk, ...]:
    """How long each side spoke, in the order of the agenda; the percentages add up to 100."""
    spoken = [meeting.talk_ms.get(side, 0) for side in meeting.sides]
    shares = percentages(spoken)
    return tuple(
        Talk(team.side, team.name, ms, share, speaks=meeting.speaking == team.side)
        for team, ms, share in zip(meeting.teams, spoken, shares, strict=True)
    )


def percentages(amounts: Sequence[int]) -> list[int | None]:
    """Whole percentages that add up to 100, the largest remainders rounded up; None of nothing."""
    total = sum(amounts)
    if total <= 0:
        return [None] * len(amounts)
    shares = [amount * 100 // total for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda place: -(amounts[place] * 100 % total))
    for place in by_remainder[: 100 - sum(shares)]:
        shares[place] += 1
    return list(shares)


def short_names(teams: Sequence[Team]) -> Mapping[str, str]:
    """Each side with as few first letters of its name as tell the teams apart, such as `M` and `S`."""
    names = {team.side: team.name.strip() or team.side for team in teams}
    longest = max(map(len, names.values()), default=0)
    for length in range(1, longest + 1):
        short = {side: name[:length] for side, name in names.items()}
        if len({name.casefold() for name in short.values()}) == len(short):
            return short
    return names
