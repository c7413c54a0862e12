"""Records become others at any time, keep their history, come back as they were; no past minutes change."""

import datetime as dt
from collections.abc import Callable

import pytest

from smeeting.domain.captures import Capture, CaptureKind, Receipt
from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.record_links import RecordLink
from smeeting.services import (
    actions,
    anonymous,
    captures,
    conversions,
    histories,
    issues,
    meetings,
    minutes,
    record_links,
    undoing,
)
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from smeeting.storage import actions as action_store
from smeeting.storage import captures as store
from tests.services.conftest import at

Take = Callable[..., Receipt]
FRIDAY = dt.date(2026, 3, 13)
TODAY = dt.date(2026, 3, 10)


def text_of(desk: Desk, name: str = "2026-03-03-monthly") -> str:
    return minutes.markdown(desk, meetings.get(desk, name))


def answering(desk: Desk, action: int, issue: int, minutes: float = 2) -> None:
    """Let an action answer an issue."""
    with desk.change(at(minutes), "action.answers", "answers"):
        made = actions.get(desk, action)
        action_store.save(desk.db, made.__class__(made.capture, issue=issue))


@pytest.mark.parametrize("kind", ["issue", "action", "note", "idea"])
@pytest.mark.parametrize("word", ["issue", "action", "note", "park"])
def test_every_kind_becomes_every_other_and_one_undo_takes_it_back(
    desk: Desk, take: Take, word: str, kind: CaptureKind
) -> None:
    before = captures.get(desk, int(take(f"#{word} leads are cold").ref[1:]))
    if before.kind == kind:
        with pytest.raises(BadMoveError, match="already"):
            conversions.convert(desk, 1, kind, at(2))
        return
    made = conversions.convert(desk, 1, kind, at(2))
    assert (made.number, made.kind, made.text) == (1, kind, before.text)
    assert captures.get(desk, 1) == made
    undoing.undo(desk, at(3))
    assert captures.get(desk, 1) == before


def test_an_issue_that_was_a_note_for_a_while_knows_again_what_it_knew(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#heard 1 nobody calls them")
    issues.own(desk, 1, "Ann", FRIDAY, at(2))
    before = issues.get(desk, 1)
    conversions.convert(desk, 1, "note", at(3))
    with pytest.raises(NotFoundError):
        issues.get(desk, 1)
    conversions.convert(desk, 1, "issue", at(4))
    assert issues.get(desk, 1) == before
    assert [move.verb for move in issues.moves_of(desk, 1)] == ["heard", "owned", "converted", "converted"]


def test_an_action_keeps_who_does_it_by_when_of_the_issue_or_is_given_another(desk: Desk, take: Take) -> None:
    for text in ("one", "two"):
        take(f"#issue {text}")
    issues.own(desk, 1, "Ann", FRIDAY, at(2))
    conversions.convert(desk, 1, "action", at(3))
    conversions.convert(desk, 2, "action", at(3), owner=" Ben ", due=TODAY)
    assert [(one.owner, one.due) for one in (actions.get(desk, n) for n in (1, 2))] == [
        ("Ann", FRIDAY),
        ("Ben", TODAY),
    ]
    with pytest.raises(BadMoveError, match="no owner"):
        conversions.convert(desk, 2, "note", at(4), owner="Ben")


def test_what_was_taken_back_is_not_what_it_comes_back_as(desk: Desk, take: Take) -> None:
    take("#issue cold")
    issues.own(desk, 1, "Ann", None, at(2))
    conversions.convert(desk, 1, "action", at(3))
    undoing.undo(desk, at(4))
    issues.own(desk, 1, "Ben", None, at(5))
    conversions.convert(desk, 1, "action", at(6))
    assert actions.get(desk, 1).owner == "Ben"


def test_a_turn_that_was_taken_back_leaves_nothing_to_come_back(desk: Desk, take: Take) -> None:
    take("#note cold")
    conversions.convert(desk, 1, "issue", at(2))
    issues.own(desk, 1, "Ann", None, at(3))
    conversions.convert(desk, 1, "note", at(4))
    for minute in (5, 6, 7):
        undoing.undo(desk, at(minute))
    assert captures.get(desk, 1).kind == "note"
    conversions.convert(desk, 1, "issue", at(8))
    assert (issues.get(desk, 1).state, issues.get(desk, 1).owner) == ("aired", "")


def test_what_pointed_at_an_issue_is_linked_meanwhile_and_points_at_it_again(desk: Desk, take: Take) -> None:
    take("#issue cold")
    take("#action Ben call them")
    answering(desk, 2, 1)
    conversions.convert(desk, 1, "note", at(3))
    assert actions.get(desk, 2).issue is None
    assert [one.name for one in record_links.of(desk, 2) if one.how == "linked"] == ["N1"]
    conversions.convert(desk, 1, "issue", at(4))
    assert actions.get(desk, 2).issue == 1
    assert [(one.how, one.name) for one in record_links.of(desk, 1)] == [("answered by", "A2")]
    for _ in range(2):
        undoing.undo(desk, at(5))
    assert (captures.get(desk, 1).kind, actions.get(desk, 2).issue) == ("issue", 1)
    assert desk.db.rows("PRAGMA foreign_key_check") == []


def test_an_action_comes_back_also_where_the_issue_it_answered_is_no_issue_by_now(
    desk: Desk, take: Take
) -> None:
    take("#issue cold")
    take("#action Ben call them")
    answering(desk, 2, 1)
    conversions.convert(desk, 2, "idea", at(3))
    conversions.convert(desk, 1, "note", at(4))
    conversions.convert(desk, 2, "action", at(5))
    assert (actions.get(desk, 2).owner, actions.get(desk, 2).issue) == ("", None)
    assert [one.name for one in record_links.of(desk, 2) if one.how == "linked"] == ["N1"]


def test_a_link_that_somebody_made_stays_when_a_tie_comes_back(desk: Desk, take: Take) -> None:
    take("#issue cold")
    take("#action Ben call them")
    record_links.link(desk, 2, "I1", at(2))
    answering(desk, 2, 1, 2.5)
    conversions.convert(desk, 1, "note", at(3))
    conversions.convert(desk, 1, "issue", at(4))
    assert RecordLink("record", "1") in [one.link for one in record_links.of(desk, 2) if one.how == "linked"]


def test_a_voice_stays_and_what_it_became_is_linked_to_it(desk: Desk, take: Take) -> None:
    take("#voice the form asks for a fax number")
    made = conversions.convert(desk, 1, "issue", at(2))
    assert (made.ref, made.text) == ("I2", "the form asks for a fax number")
    assert captures.get(desk, 1).kind == "voice"
    assert [(one.how, one.name) for one in record_links.of(desk, 1)] == [("linked from", "I2")]
    assert conversions.kinds_for(captures.get(desk, 1)) == ("issue", "action", "note")
    with pytest.raises(BadMoveError, match="can't become a parked idea"):
        conversions.convert(desk, 1, "idea", at(3))
    undoing.undo(desk, at(4))
    assert captures.find(desk, 2) is None


@pytest.mark.parametrize("line", ["#decision weekly", "#dispute MQL no"])
def test_decisions_and_disputes_stay_what_they_are(desk: Desk, take: Take, line: str) -> None:
    take(line)
    with pytest.raises(BadMoveError, match="stays one; notes, issues, actions and parked ideas"):
        conversions.convert(desk, 1, "note", at(2))
    assert conversions.kinds_for(captures.get(desk, 1)) == ()


def test_an_anonymous_issue_stays_one_and_says_why(desk: Desk, take: Take) -> None:
    take("#issue anon nobody reads the briefs")
    anonymous.open_all(desk, the_live(desk, at(2)), at(2))
    with pytest.raises(BadMoveError, match="I1 is anonymous and stays an issue"):
        conversions.convert(desk, 1, "note", at(3))


def test_merged_issues_say_what_comes_first(desk: Desk, take: Take) -> None:
    take("#issue cold")
    take("#issue too cold")
    issues.merge(desk, 2, 1, at(2))
    with pytest.raises(BadMoveError, match="I1 goes on for I2 too"):
        conversions.convert(desk, 1, "note", at(3))
    with pytest.raises(BadMoveError, match="I2 goes on as I1"):
        conversions.convert(desk, 2, "note", at(3))


def test_a_record_of_a_past_meeting_is_converted_between_meetings_and_found(desk: Desk, take: Take) -> None:
    take("#note leads are cold")
    meetings.move(desk, "close", at(50))
    conversions.convert(desk, 1, "issue", at(0, days=3))
    assert [one.capture.ref for one in issues.listed(desk)] == ["I1"]
    assert issues.get(desk, 1).capture.meeting == "2026-03-03-monthly"


# ---- past minutes ----


def test_minutes_of_a_meeting_that_is_over_stay_whatever_its_records_become(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#note the fair went well")
    take("#action Ben by friday bring the list")
    take("#park a new form")
    take("#issue the form is long")
    take("#decision weekly")
    meetings.move(desk, "close", at(50))
    before = text_of(desk)
    later = at(0, days=3)
    conversions.convert(desk, 1, "note", later)
    conversions.convert(desk, 2, "issue", later)
    conversions.convert(desk, 3, "idea", later)
    conversions.convert(desk, 4, "action", later, owner="Cy")
    issues.merge(desk, 5, 2, later)
    assert text_of(desk) == before
    conversions.convert(desk, 1, "action", at(0, days=4))
    conversions.convert(desk, 3, "action", at(0, days=4))
    undoing.undo(desk, at(0, days=5))
    assert text_of(desk) == before


def test_minutes_keep_the_words_as_they_were_on_the_day(desk: Desk, take: Take) -> None:
    take("#note leads are cold")
    meetings.move(desk, "close", at(50))
    before = text_of(desk)
    with desk.change(at(0, days=2), "capture.edit", "N1 edited"):
        made = captures.get(desk, 1)
        store.save(
            desk.db, Capture(1, made.kind, "leads are warm", meeting=made.meeting, item=made.item, at=made.at)
        )
    assert "warm" in captures.get(desk, 1).text
    assert text_of(desk) == before


def test_what_was_carried_into_a_meeting_stays_in_its_minutes(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#note the fair went well")
    take("#action Ben by friday bring the list")
    take("#issue the form is long")
    issues.own(desk, 1, "Ann", FRIDAY, at(5))
    meetings.move(desk, "close", at(50))
    meetings.start(desk, "monthly", at(0, days=28))
    issues.me_too(desk, the_live(desk, at(1, days=28)), 1, "marketing", at(1, days=28))
    meetings.move(desk, "close", at(50, days=28))
    name = "2026-03-31-monthly"
    before = minutes.gather(desk, meetings.get(desk, name))
    assert [one.capture.ref for one in before.carried] == ["I1", "I4"]
    assert [one.capture.ref for one in before.reported] == ["A3"]
    later = at(0, days=40)
    conversions.convert(desk, 1, "note", later)
    conversions.convert(desk, 2, "issue", later)
    conversions.convert(desk, 3, "issue", later)
    issues.merge(desk, 4, 2, later)
    meetings.start(desk, "monthly", at(0, days=56))
    after = minutes.gather(desk, meetings.get(desk, name))
    assert after.carried == before.carried
    assert after.reported == before.reported
    assert after.carried[0].me_too == {"marketing": 1}


def test_how_often_it_was_raised_is_told_as_of_the_day(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    take("#issue they are so cold")
    take("#issue cold, cold leads")
    issues.merge(desk, 2, 1, at(5))
    meetings.move(desk, "close", at(50))
    before = minutes.gather(desk, meetings.get(desk, "2026-03-03-monthly")).issues
    assert [one.times_raised for one in before] == [2, 1, 1]
    issues.reopen(desk, 2, "no, it is another", at(0, days=2))
    assert minutes.gather(desk, meetings.get(desk, "2026-03-03-monthly")).issues == before
    issues.merge(desk, 3, 1, at(0, days=2))
    assert minutes.gather(desk, meetings.get(desk, "2026-03-03-monthly")).issues == before


def test_a_duplicate_is_not_carried_beside_the_one_it_goes_on_as(desk: Desk, take: Take) -> None:
    take("#issue cold")
    take("#issue too cold")
    issues.merge(desk, 2, 1, at(2))
    meetings.move(desk, "close", at(50))
    meetings.start(desk, "monthly", at(0, days=28))
    carried = minutes.gather(desk, the_live(desk, at(1, days=28))).carried
    assert [one.capture.ref for one in carried] == ["I1"]


# ---- the history ----


def test_the_history_tells_each_step_with_what_it_changed(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    take("s/cold/late/")
    issues.own(desk, 1, "Ann", FRIDAY, at(2))
    conversions.convert(desk, 1, "action", at(3))
    record_links.link(desk, 1, "MQL", at(4))
    record_links.unlink(desk, 1, "MQL", at(5))
    undoing.undo(desk, at(6))
    undoing.redo(desk, at(7))
    steps = histories.of_number(desk, 1)
    told = [(step.said, [(one.name, one.before, one.after) for one in step.fields]) for step in steps]
    assert told[1] == ("correction", [("text", "leads are cold", "leads are late")])
    assert told[2][1][:2] == [("state", "aired", "owned"), ("owner", "", "Ann")]
    assert told[3][0] == "I1 → A1"
    assert ("kind", "issue", "action") in told[3][1]
    assert told[3][1][:2] == [("state", "owned", "open"), ("answer by", "2026-03-13", "")]
    assert "owner" not in [name for name, _, _ in told[3][1]]
    assert told[4:] == [
        ("A1 linked with MQL", [("link", "", "term mql")]),
        ("A1 no longer linked with MQL", [("link", "term mql", "")]),
        ("taken back: A1 no longer linked with MQL", [("link", "", "term mql")]),
        ("done again: A1 no longer linked with MQL", [("link", "term mql", "")]),
    ]
    assert {step.via for step in steps} == {"shell"}


def test_the_history_of_what_was_taken_back_is_still_told(desk: Desk, take: Take) -> None:
    take("#issue cold")
    take("#undo")
    assert [step.said for step in histories.of_number(desk, 1)] == [
        "issue: cold",
        "taken back: issue: cold",
    ]
    with pytest.raises(NotFoundError):
        histories.of_number(desk, 2)


def test_me_too_and_merging_that_were_taken_back_are_in_the_history(desk: Desk, take: Take) -> None:
    take("#issue cold")
    take("#issue too cold")
    issues.me_too(desk, the_live(desk, at(2)), 1, "sales", at(2))
    undoing.undo(desk, at(3))
    issues.merge(desk, 2, 1, at(4))
    undoing.undo(desk, at(5))
    labels = [step.said for step in histories.of_number(desk, 1)]
    assert labels == [
        "issue: cold",
        "I1 me too: Sales",
        "taken back: I1 me too: Sales",
        "I2 merged into I1",
        "taken back: I2 merged into I1",
    ]


def test_of_an_anonymous_issue_the_history_begins_with_what_the_room_did(desk: Desk, take: Take) -> None:
    take("#issue anon nobody reads the briefs")
    anonymous.open_all(desk, the_live(desk, at(2)), at(2))
    assert histories.of_number(desk, 1) == ()
    issues.own(desk, 1, "Ann", None, at(3))
    take("#issue cold")
    issues.merge(desk, 1, 2, at(4))
    assert [step.label for step in histories.of_number(desk, 1)] == ["I1 owned", "I1 merged into I2"]
    told = desk.db.rows("SELECT before, after FROM row_history")
    assert not [row for row in told if "briefs" in f"{row['before']}{row['after']}"]
    assert [move.text for move in issues.moves_of(desk, 2)] == ["I1"]


def test_a_fix_that_is_parked_instead_is_one_step_and_for_nobody_to_do(desk: Desk, take: Take) -> None:
    for _ in range(2):
        meetings.move(desk, "next", at(1))
    assert take("#action Ann buy a phone").offer == ""
    kept = take("#action Ann we should buy a CRM")
    assert "(for after the room)" in kept.text
    assert kept.offer
    assert conversions.park(desk, kept.ref, at(2)).ref == "P2"
    assert not captures.get(desk, 2).after_room
    undoing.undo(desk, at(3))
    assert (captures.get(desk, 2).ref, captures.get(desk, 2).after_room) == ("A2", True)
    assert actions.get(desk, 2).owner == "Ann"
