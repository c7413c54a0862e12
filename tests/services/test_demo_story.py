"""The demo's story holds together: it can be replayed, and it shows every state there is."""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

from smeeting.domain.line import read_line
from smeeting.domain.line_values import Dispute, Heard, NotQuite, Record, SetMetric, ShowTerm, Understood
from smeeting.domain.periods import Period
from smeeting.services.demo_form import ACTION_MOVES, ISSUE_MOVES, Said, Sitting, page, with_refs
from smeeting.services.demo_story import STORY
from smeeting.storage.agendas import read_agenda

ROOT = Path(__file__).parents[2]
SIDES = ("marketing", "sales")
SIDE_OF = {member.given: member.side for member in STORY.members}
SITTINGS = pytest.mark.parametrize("sitting", STORY.sittings, ids=lambda sitting: str(sitting.held_on))


def said_in(sitting: Sitting) -> tuple[Said, ...]:
    return tuple(said for part in sitting.parts for said in part.said)


ALL_SAID = tuple((sitting, said) for sitting in STORY.sittings for said in said_in(sitting))
BORN = {said.key: (sitting.held_on, said) for sitting, said in ALL_SAID if said.key}
STAGES = {stage: stage for stage in ("won", "opportunity", "interest", "sql")}
REFS = {key: f"N{number}" for number, key in enumerate(BORN, start=1)}


def read(sitting: Sitting, said: Said) -> object:
    return read_line(with_refs(said.line, REFS), sides=SIDES, today=sitting.held_on, stages=STAGES)


def lines_in(sitting: Sitting) -> tuple[Said, ...]:
    """What was typed as a line; a me-too is a key."""
    return tuple(said for said in said_in(sitting) if said.line.startswith("#"))


def kind_of(key: str) -> str:
    held_on, said = BORN[key]
    sitting = next(sitting for sitting in STORY.sittings if sitting.held_on == held_on)
    record = read(sitting, said)
    assert isinstance(record, Record), key
    return record.kind


def moves_of(key: str) -> tuple[str, ...]:
    return tuple(fate.move for fate in STORY.fates if fate.key == key)


# ---- the meetings ----


def test_twelve_meetings_lie_on_first_tuesdays_and_today_is_the_next() -> None:
    days = [sitting.held_on for sitting in STORY.sittings] + [STORY.today]
    months = [Period.of(day).number for day in days]
    assert len(STORY.sittings) == 12
    assert all(day.weekday() == 1 and day.day <= 7 for day in days)
    assert months == list(range(months[0], months[0] + 13))


def test_each_closing_sets_the_day_of_the_next_meeting_and_the_last_one_that_of_today() -> None:
    assert STORY.next_on(0) == STORY.sittings[1].held_on
    assert STORY.next_on(11) == STORY.today


@SITTINGS
def test_a_meeting_has_the_items_of_the_monthly_agenda_and_keeps_inside_the_hour(sitting: Sitting) -> None:
    agenda, _ = read_agenda(ROOT / "agendas" / "monthly.yaml", "monthly.yaml")
    assert [part.kind for part in sitting.parts] == [item.kind for item in agenda.items]
    assert sum(part.used_s for part in sitting.parts) <= agenda.minutes * 60


@SITTINGS
def test_what_was_said_follows_the_clock_and_fits_its_item(sitting: Sitting) -> None:
    for part in sitting.parts:
        moments = [said.at_s for said in part.said]
        if part.kind == "vocabulary":
            moments = sorted(moments + [settled.at_s for settled in sitting.settled])
        assert moments == sorted(set(moments))
        assert not moments or moments[-1] < part.used_s


@SITTINGS
def test_a_meeting_has_about_as_many_captures_as_an_hour_allows(sitting: Sitting) -> None:
    kept = [said for said in lines_in(sitting) if not isinstance(read(sitting, said), Understood | NotQuite)]
    assert 10 <= len(kept) + len(sitting.settled) <= 20


@SITTINGS
def test_every_line_parses_to_what_it_is_meant_to_store(sitting: Sitting) -> None:
    for said in lines_in(sitting):
        line = read(sitting, said)
        understood = (Record, Heard, Understood, NotQuite, ShowTerm, Dispute, SetMetric)
        assert isinstance(line, understood), said.line
        if isinstance(line, Record) and line.kind == "action":
            assert line.owner in SIDE_OF
            assert line.due is not None
            assert line.due > sitting.held_on
        if isinstance(line, Record) and line.kind == "issue":
            assert (line.side in SIDES) != line.anonymous
        if isinstance(line, Record) and line.kind == "voice":
            assert line.side in SIDES
            assert line.term_id in STAGES


def test_a_me_too_is_of_a_side_and_of_an_issue() -> None:
    keys = [said.line for _, said in ALL_SAID if said.line.startswith("+")]
    assert len(keys) >= 5
    for line in keys:
        side, key = re.fullmatch(r"\+(\w+) {(.+)}", line).groups()  # type: ignore[union-attr]
        assert side in SIDES
        assert kind_of(key) == "issue"


def test_what_was_said_back_got_its_yes_unless_nobody_is_asked() -> None:
    said_back = {key for _, said in ALL_SAID for key in re.findall(r"#heard {(.*?)}", said.line)}
    agreed = {key for _, said in ALL_SAID for key in re.findall(r"#yes {(.*?)}", said.line)}
    anonymous = {said.key for _, said in ALL_SAID if said.line.startswith("#issue anon")}
    assert said_back - agreed <= anonymous
    assert not agreed & anonymous
    assert any("#notquite" in said.line for _, said in ALL_SAID)


def test_no_line_names_what_was_not_said_before_it() -> None:
    known: set[str] = set()
    for _, said in ALL_SAID:
        assert set(re.findall(r"{(.*?)}", said.line)) <= known, said.line
        assert said.key not in known
        known |= {said.key} - {""}


def test_all_owned_things_have_a_key_so_that_their_fate_can_be_told() -> None:
    for sitting in STORY.sittings:
        for said in lines_in(sitting):
            line = read(sitting, said)
            if isinstance(line, Record) and line.kind in ("issue", "action"):
                assert said.key, said.line


def test_the_facilitators_side_alternates_and_the_scribe_is_of_the_other() -> None:
    facilitators = [SIDE_OF[sitting.facilitator] for sitting in STORY.sittings]
    assert all(earlier != later for earlier, later in itertools.pairwise(facilitators))
    assert all(SIDE_OF[sitting.scribe] != SIDE_OF[sitting.facilitator] for sitting in STORY.sittings)


@SITTINGS
def test_who_leads_or_writes_is_there_until_the_end(sitting: Sitting) -> None:
    away = {*sitting.regrets, *sitting.left}
    assert away <= SIDE_OF.keys()
    assert not away & {sitting.facilitator, sitting.scribe}


@SITTINGS
def test_both_sides_rate_and_say_why_below_eight(sitting: Sitting) -> None:
    assert tuple(rating.side for rating in sitting.ratings) == SIDES
    for rating in sitting.ratings:
        assert 1 <= rating.score <= 10
        assert bool(rating.reason) == (rating.score < 8)


def test_two_teams_of_four_with_names_nobody_bears() -> None:
    assert Counter(member.side for member in STORY.members) == {"marketing": 4, "sales": 4}
    assert len(SIDE_OF) == 8
    assert STORY.members[0].name == "Anna Example"


# ---- what became of things ----


def test_fates_are_in_order_and_none_comes_before_its_thing_or_after_today() -> None:
    days = [fate.on for fate in STORY.fates]
    assert days == sorted(days)
    assert days[-1] < STORY.today
    for fate in STORY.fates:
        assert fate.on >= BORN[fate.key][0]


def test_each_fate_is_one_its_kind_can_have_and_says_what_it_must() -> None:
    for fate in STORY.fates:
        assert (
            fate.move
            in {"issue": ISSUE_MOVES, "action": ACTION_MOVES, "voice": ("requested",)}[kind_of(fate.key)]
        )
        assert (fate.move == "owned") == (fate.who in SIDE_OF) == (fate.answer_by is not None)
        assert (fate.move == "requested") == (fate.who in SIDES)
        assert (fate.move == "merged") == (fate.into in BORN)
        assert bool(fate.text) == (fate.move not in ("owned", "helps", "closed", "merged", "requested"))


def test_an_issue_is_owned_then_answered_then_closed_and_an_action_ends_once() -> None:
    for key in BORN:
        moves = " ".join(moves_of(key))
        if kind_of(key) == "issue":
            way = r"(owned( answered( does not help owned answered)?( helps| closed)?)?|withdrawn|merged)?"
            assert re.fullmatch(way, moves), moves
        else:
            assert moves in ("", "done", "dropped", "requested")


def test_the_year_ends_with_issues_at_every_stage_and_exactly_one_late() -> None:
    heard = {key for _, said in ALL_SAID for key in re.findall(r"#heard {(.*?)}", said.line)}
    issues = [key for key in BORN if kind_of(key) == "issue"]
    ends = Counter((*(("heard",) if key in heard else ("aired",)), *moves_of(key))[-1] for key in issues)
    ways = {"aired", "heard", "owned", "answered", "helps", "withdrawn"}
    assert ways | {"closed", "merged"} == set(ends)
    assert all(ends[way] >= 2 for way in ways)
    waiting = [fate for fate in STORY.fates if fate.move == "owned" and moves_of(fate.key)[-1] == "owned"]
    assert [fate.key for fate in waiting if fate.answer_by and fate.answer_by < STORY.today] == ["territory"]


def test_the_year_ends_with_actions_done_dropped_and_open_and_exactly_one_late() -> None:
    ends = Counter((*moves_of(key), "open")[0] for key in BORN if kind_of(key) == "action")
    assert set(ends) == {"done", "dropped", "open"}
    late = []
    for sitting, said in ALL_SAID:
        if said.line.startswith("+"):
            continue
        line = read(sitting, said)
        is_open = isinstance(line, Record) and line.kind == "action" and not moves_of(said.key)
        if is_open and isinstance(line, Record) and line.due and line.due < STORY.today:
            late.append(said.key)
    assert late == ["bids"]


def test_two_anonymous_issues_wait_and_none_of_them_names_a_person() -> None:
    assert len(STORY.unread) == 2
    assert not any(name in text for name in SIDE_OF for text in STORY.unread)


# ---- the form ----


def test_a_page_is_read_with_its_times_keys_and_lines() -> None:
    parts = page("""
        == opening 6:52
        == issues 18:50
        4:15 fair-phones: #issue sales No numbers: none at all
        5:00 #note Heard
    """)
    assert [(part.kind, part.used_s, part.said) for part in parts] == [
        ("opening", 412, ()),
        (
            "issues",
            1130,
            (Said(255, "#issue sales No numbers: none at all", "fair-phones"), Said(300, "#note Heard")),
        ),
    ]


@pytest.mark.parametrize("row", ["4:15 note without a mark", "4:75 #note", "#note", "== Issues 1:00"])
def test_a_row_of_another_form_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="no row of a scribe's page"):
        page(f"== issues 18:50\n{row}")


def test_a_line_before_the_first_item_is_refused() -> None:
    with pytest.raises(ValueError, match="no row"):
        page("1:00 #note too early")
