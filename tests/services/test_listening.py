"""Listening: whose turn it is, what was heard, how the talk was divided, and what is carried over."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smeeting.domain import moves
from smeeting.domain.captures import ISSUE_STATES, Capture, Issue, IssueState, Receipt, Understood
from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError
from smeeting.domain.listening import waits
from smeeting.domain.meeting import Meeting
from smeeting.domain.people import Person
from smeeting.services import anonymous, captures, issues, listening, meetings, phrasing, undoing
from smeeting.services.desk import Desk
from smeeting.storage import history
from smeeting.storage import issues as issue_store
from smeeting.storage import meetings as meeting_store
from tests.services.conftest import at

Take = Callable[..., Receipt]


def _with_talk(desk: Desk, days: int, *spoken: tuple[str, float]) -> Meeting:
    """A closed meeting, in which each of these sides spoke for so many minutes."""
    held = meetings.start(desk, "monthly", at(0, days=days))
    minutes = 0.0
    for side, length in spoken:
        with desk.traceless():
            live = meeting_store.load(desk.db, held.name)
            meeting_store.save_clock(desk.db, moves.speak(live, at(minutes, days=days), side))
        minutes += length
    return meetings.move(desk, "close", at(minutes, days=days))


def test_the_talk_of_the_months_before_is_told_oldest_first(desk: Desk) -> None:
    first = _with_talk(desk, 0, ("sales", 3), ("marketing", 1))
    _with_talk(desk, 28)
    third = _with_talk(desk, 56, ("marketing", 2))
    last = _with_talk(desk, 84, ("sales", 1))
    assert listening.talk_before(desk, last) == (
        (first.held_on, {"sales": 180_000, "marketing": 60_000}),
        (third.held_on, {"marketing": 120_000}),
    )
    assert listening.talk_before(desk, last, limit=1) == ((third.held_on, {"marketing": 120_000}),)
    assert listening.talk_before(desk, first) == ()


def test_heard_is_what_was_said_back_and_agreed_to_by_side(desk: Desk, meeting: Meeting, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#issue sales forms are long")
    take("#issue the calendar is full")
    take("#issue sales a mistake")
    anonymous.drop(desk, "nobody reads our briefs")
    anonymous.open_all(desk, meeting, at(2))
    for number in (1, 2, 5):
        take(f"#heard I{number} you mean it")
    with desk.change(at(3), "issue.yes", "I1 yes"):
        issues.understood(desk, 1, at(3))
    issues.withdraw(desk, 4, "a mistake", meeting.held_on, at(4))
    assert listening.heard_shares(desk, meeting) == {"sales": (1, 2), "": (1, 2)}


def test_what_was_aired_elsewhere_is_not_counted_here(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    meetings.move(desk, "close", at(2))
    second = meetings.start(desk, "monthly", at(0, days=28))
    assert listening.heard_shares(desk, second) == {}


def test_what_was_aired_elsewhere_is_counted_where_it_is_heard(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    meetings.move(desk, "close", at(2))
    second = meetings.start(desk, "monthly", at(0, days=28))
    captures.take(desk, "#heard I1 you mean it", at(1, days=28))
    assert listening.heard_shares(desk, second) == {"sales": (0, 1)}
    captures.take(desk, "#yes I1", at(2, days=28))
    assert listening.heard_shares(desk, second) == {"sales": (1, 1)}


# ---- the queue ----


def _refs(found: tuple[Issue, ...]) -> list[str]:
    return [one.capture.ref for one in found]


@pytest.fixture
def listens(desk: Desk, meeting: Meeting) -> Meeting:
    """That meeting, at its process issues."""
    meetings.attend(desk, meeting, (Person("Ben Fischer", "sales"), Person("Cy")), "here", at(0))
    return meetings.go_to(desk, 2, at(1))


def test_the_next_turn_is_the_other_sides(desk: Desk, listens: Meeting, take: Take) -> None:
    for side in ("sales", "sales", "marketing"):
        take(f"#issue {side} late")
    assert _refs(listening.floor(desk, listens).queue) == ["I3", "I1", "I2"]
    take("#heard I1 so")
    assert _refs(listening.floor(desk, listens).queue) == ["I3", "I1", "I2"]
    take("#yes I1")
    floor = listening.floor(desk, listens)
    assert (_refs(floor.queue), _refs(floor.heard), floor.taken) == (["I3", "I2"], ["I1"], 1)
    take("#undo")
    assert _refs(listening.floor(desk, listens).queue) == ["I3", "I1", "I2"]


def test_me_too_orders_the_queue(desk: Desk, listens: Meeting, take: Take) -> None:
    take("#issue sales late")
    take("#issue sales later")
    issues.me_too(desk, listens, 2, "marketing", at(2))
    (first, _) = listening.floor(desk, listens).queue
    assert (first.capture.ref, first.me_too) == ("I2", {"marketing": 1})


def test_an_anonymous_issue_is_heard_once_it_is_said_back(desk: Desk, listens: Meeting, take: Take) -> None:
    anonymous.drop(desk, "nobody reads our briefs")
    anonymous.open_all(desk, listens, at(2))
    receipt = take("#heard I1 so")
    assert "ask" not in receipt.text
    floor = listening.floor(desk, listens)
    assert (floor.queue, _refs(floor.heard), floor.taken) == ((), ["I1"], 1)
    for line in ("#yes I1", "#notquite I1 no"):
        with pytest.raises(BadMoveError, match="nobody is asked to own up"):
            take(line)


def test_not_quite_keeps_what_is_missing_and_waits_again(desk: Desk, listens: Meeting, take: Take) -> None:
    take("#issue sales late")
    assert "ask Sales: is that it?" in take("#heard I1 so").text
    take("#notquite I1 twice a week")
    (one,) = listening.floor(desk, listens).queue
    assert (one.understood, one.heard, listening.what_lacks(desk, 1)) == ("not quite", "so", "twice a week")
    take("#heard I1 so, twice a week")
    take("#yes I1 exactly")
    assert [(move.verb, move.who, move.text) for move in issues.moves_of(desk, 1)] == [
        ("heard", "", "so"),
        ("not quite", "sales", "twice a week"),
        ("heard", "", "so, twice a week"),
        ("yes", "sales", "exactly"),
    ]


def test_a_yes_after_a_not_quite_makes_it_heard(desk: Desk, listens: Meeting, take: Take) -> None:
    for line in ("#issue sales late", "#heard I1 so", "#notquite I1 twice a week"):
        take(line)
    assert issues.get(desk, 1).state == "aired"
    take("#yes I1 it is after all")
    assert issues.get(desk, 1).state == "heard"


def test_a_yes_to_what_was_not_said_back_is_refused(desk: Desk, listens: Meeting, take: Take) -> None:
    take("#issue sales late")
    with pytest.raises(BadMoveError, match="I1 was not said back yet"):
        take("#yes I1")


def test_what_was_heard_before_waits_for_its_answer_and_what_was_not_waits_its_turn(
    desk: Desk, listens: Meeting, take: Take
) -> None:
    for number in (1, 2, 3):
        take(f"#issue sales late {number}")
    take("#heard I1 so")
    take("#yes I1")
    issues.withdraw(desk, 3, "a mistake", listens.held_on, at(5))
    meetings.move(desk, "close", at(20))
    second = meetings.start(desk, "monthly", at(0, days=28))
    floor = listening.floor(desk, second)
    assert (_refs(floor.queue), floor.heard, _refs(floor.carried)) == (["I2"], (), ["I1"])
    take("#heard I2 so", days=28)
    take("#yes I2", days=28)
    floor = listening.floor(desk, second)
    assert (floor.queue, _refs(floor.heard), _refs(floor.carried), floor.taken) == ((), ["I2"], ["I1"], 1)


def test_a_long_queue_is_cut_and_says_so(
    desk: Desk, listens: Meeting, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        take(f"#issue sales late {number}")
    meetings.move(desk, "close", at(20))
    second = meetings.start(desk, "monthly", at(0, days=28))
    take("#issue sales new", days=28)
    monkeypatch.setattr(listening, "_MOST", 3)
    floor = listening.floor(desk, second)
    assert (_refs(floor.queue), floor.more) == (["I1", "I2", "I3", "I6"], 2)


STATES = st.sampled_from(ISSUE_STATES)


@given(
    st.lists(
        st.tuples(
            STATES, st.booleans(), st.sampled_from(["", "so"]), st.sampled_from(["", "yes", "not quite"])
        ),
        max_size=12,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_the_rule_agree_on_what_waits(
    desk: Desk, drawn: list[tuple[IssueState, bool, str, Understood]]
) -> None:
    with desk.change(at(0), "issue.record", "some"):
        for row in issue_store.listed(desk.db):
            desk.db.delete("issue", row.capture.number)
        for state, anonymous, heard, understood in drawn:
            capture = Capture(0, "issue", "late", at=at(0).at)
            issue_store.add(desk.db, Issue(capture, state, anonymous, heard, understood=understood))
    found = issue_store.listed(desk.db)
    assert len(found) == len(drawn)
    waiting = [one for one in found if waits(one)]
    assert list(issue_store.unheard(desk.db)) == waiting
    assert issue_store.count_unheard(desk.db) == len(waiting)
    assert list(issue_store.unanswered(desk.db)) == [one for one in found if one.is_open and not waits(one)]


# ---- what is carried over ----


def _carried(desk: Desk, number: int) -> int:
    return sum(move.verb == "carried" for move in issues.moves_of(desk, number))


def test_closing_says_of_each_that_is_not_heard_that_it_is_carried_over(
    desk: Desk, listens: Meeting, take: Take
) -> None:
    take("#issue sales late")
    take("#issue marketing later")
    take("#heard I1 so")
    take("#yes I1")
    assert listening.left_unheard(desk, listens) == 1
    meetings.move(desk, "close", at(20))
    assert (_carried(desk, 1), _carried(desk, 2)) == (0, 1)
    (move,) = issues.moves_of(desk, 2)
    assert (move.meeting, move.at) == (listens.name, at(20).at)


def test_a_meeting_that_goes_on_carries_nothing_over_until_it_is_closed_again(
    desk: Desk, listens: Meeting, take: Take
) -> None:
    take("#issue sales late")
    take("#issue sales later")
    meetings.move(desk, "close", at(20))
    meetings.move(desk, "reopen", at(21), name=listens.name)
    assert _carried(desk, 1) == _carried(desk, 2) == 0
    take("#heard I1 so", 22)
    take("#yes I1", 22)
    meetings.move(desk, "close", at(23))
    meetings.move(desk, "finalise", at(24), name=listens.name)
    assert (_carried(desk, 1), _carried(desk, 2)) == (0, 1)


def test_it_is_carried_over_once_by_each_meeting(desk: Desk, listens: Meeting, take: Take) -> None:
    take("#issue sales late")
    meetings.move(desk, "close", at(20))
    meetings.start(desk, "monthly", at(0, days=28))
    meetings.move(desk, "close", at(9, days=28))
    assert _carried(desk, 1) == 2


def test_a_meeting_that_does_not_listen_carries_nothing_over(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    take("#issue sales late")
    meetings.move(desk, "close", at(20))
    pulse = meetings.start(desk, "pulse", at(0, days=7))
    assert listening.left_unheard(desk, pulse) == listening.left_unheard(desk, pulse, "close") == 0
    meetings.move(desk, "close", at(9, days=7))
    assert _carried(desk, 1) == 1


def test_an_issue_that_is_taken_back_goes_with_its_carrying_over_and_comes_back_with_it(
    desk: Desk, listens: Meeting, take: Take
) -> None:
    take("#issue sales late")
    meetings.move(desk, "close", at(20))
    undone = undoing.undo(desk, at(21), ref="I1").change
    assert not issues.listed(desk)
    assert undone is not None
    history.undo_change(desk.db, undone, at=at(22).at, via="shell")
    assert (issues.get(desk, 1).capture.text, _carried(desk, 1)) == ("late", 1)


# ---- who speaks ----


def test_who_speaks_is_booked_without_a_trace_and_ends_with_the_item(desk: Desk, listens: Meeting) -> None:
    changes = desk.db.value("SELECT count(*) FROM change")
    meetings.speak(desk, "sales", at(2))
    said = meetings.speak(desk, "marketing", at(5))
    assert (said.speaking, said.talk_ms) == ("marketing", {"sales": 180_000})
    assert desk.db.value("SELECT count(*) FROM change") == changes
    moved = meetings.move(desk, "next", at(6))
    assert (moved.speaking, moved.talk_ms) == ("", {"sales": 180_000, "marketing": 60_000})


def test_nobody_else_can_be_said_to_speak(desk: Desk, listens: Meeting) -> None:
    with pytest.raises(BadMoveError, match="there is no team 'support'"):
        meetings.speak(desk, "support", at(2))
    meetings.move(desk, "close", at(3))
    with pytest.raises(NotFoundError, match="no meeting is running"):
        meetings.speak(desk, "sales", at(4))


# ---- fixes and blame ----


def test_early_fixes_are_counted_with_how_many_were_parked(desk: Desk, listens: Meeting, take: Take) -> None:
    take("#issue sales we should buy a CRM")
    take("#note leads are cold")
    take("#park a shared inbox")
    take("#decision we should meet weekly")
    anonymous.drop(desk, "let's just stop")
    anonymous.open_all(desk, listens, at(2))
    meetings.move(desk, "next", at(5))
    take("#note we should go", 6)
    assert listening.early_fixes(desk, listens) == (2, 1)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("#issue sales Ben never calls", "#issue sales Sales rarely calls"),
        ("#issue Ben never calls", "#issue that Sales rarely calls"),
        ("#issue we never hear of Cy", "#issue we rarely hear of somebody"),
        ("#note Ben is late", "#note Sales is late"),
        ("#park ask Ben", "#park ask Sales"),
    ],
)
def test_what_blames_comes_back_with_a_line_that_does_not(
    desk: Desk, listens: Meeting, take: Take, line: str, said: str
) -> None:
    receipt = take(line)
    assert receipt.rephrasing is not None
    assert receipt.rephrasing.line == said
    take("#undo")
    again = take(said)
    assert again.rephrasing is None
    assert receipt.rephrasing.text in again.words


@pytest.mark.parametrize(
    "line",
    ["#issue leads are cold", "#issue anon Ben never calls", "#voice Ben never calls", "#action Ben call Cy"],
)
def test_what_does_not_blame_or_is_a_customers_or_anonymous_is_left_alone(
    desk: Desk, listens: Meeting, take: Take, line: str
) -> None:
    assert take(line).rephrasing is None


def test_outside_the_listening_nothing_is_said_otherwise(desk: Desk, take: Take) -> None:
    assert take("#note we never meet").rephrasing is None


def test_said_otherwise_is_one_step_of_undo_and_never_over_a_correction(
    desk: Desk, listens: Meeting, take: Take
) -> None:
    first = take("#issue sales Ben never calls")
    phrasing.rephrase(desk, listens, first.ref, first.words, "Sales rarely calls", at(2))
    assert issues.get(desk, 1).capture.text == "Sales rarely calls"
    with pytest.raises(BadMoveError, match="I1 was corrected meanwhile"):
        phrasing.rephrase(desk, listens, first.ref, first.words, "Sales rarely calls", at(2))
    take("#undo")
    assert issues.get(desk, 1).capture.text == "Ben never calls"


def test_a_me_too_is_of_the_side_that_is_named_or_of_the_one_that_speaks(
    desk: Desk, listens: Meeting, take: Take
) -> None:
    take("#issue sales leads are cold")
    with pytest.raises(BadLineError, match="nobody speaks"):
        take("#metoo I1")
    with pytest.raises(BadLineError, match="no team"):
        take("#metoo I1 legal")
    assert take("#metoo 1 Marketing").text == "me too: Marketing 1"
    meetings.speak(desk, "sales", at(2))
    assert take("#me-too I1", 3).text == "me too: Sales 1"
    assert issues.get(desk, 1).me_too == {"marketing": 1, "sales": 1}
    take("#undo", 4)
    assert issues.get(desk, 1).me_too == {"marketing": 1}
