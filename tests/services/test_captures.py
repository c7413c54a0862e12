"""Capturing: each word stores what it says, receipts come after the commit, undo takes back and no more."""

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import BadLineError, BadMoveError, BusyError, NotFoundError, SmeetingError
from smeeting.domain.glossary import status_of
from smeeting.domain.line import WORDS
from smeeting.domain.meeting import Meeting
from smeeting.domain.periods import Period
from smeeting.services import actions, anonymous, captures, glossaries, issues, meetings, metrics, undoing
from smeeting.services.desk import Desk
from smeeting.services.live import the_live
from tests.dumps import dump
from tests.services.conftest import at

Take = Callable[..., Receipt]
TABLES = (
    "capture",
    "issue",
    "action",
    "metric_value",
    "attendance",
    "person",
    "agreement",
    "change",
    "row_history",
)


def rows(desk: Desk) -> dict[str, int]:
    return {table: desk.db.value(f"SELECT count(*) FROM {table}") for table in TABLES}


def everything(desk: Desk) -> str:
    """All that the database holds, as text."""
    return "\n".join(dump(desk.db.path))


# ---- the words ----


@pytest.mark.parametrize(
    ("line", "kind", "ref", "text"),
    [
        ("#issue leads are cold", "issue", "I1", "leads are cold"),
        ("#decision report weekly", "decision", "D1", "report weekly"),
        ("RESOLVED: report weekly", "decision", "D1", "report weekly"),
        ("#park a wiki", "idea", "P1", "a wiki"),
        ("#note budget is late", "note", "N1", "budget is late"),
        ("#voice where is my quote?", "voice", "V1", "where is my quote?"),
        ("#action Ben by friday bring the list", "action", "A1", "bring the list"),
    ],
)
def test_a_word_stores_its_kind_in_the_current_item(
    desk: Desk, meeting: Meeting, take: Take, line: str, kind: str, ref: str, text: str
) -> None:
    meetings.go_to(desk, 1, at(1))
    receipt = take(line, 2)
    kept = captures.of_item(desk, meeting, 1)
    assert [(one.kind, one.ref, one.text, one.at) for one in kept] == [(kind, ref, text, at(2).at)]
    assert receipt.ref == ref
    assert text in receipt.text


def test_every_word_of_the_grammar_is_taken(desk: Desk, take: Take) -> None:
    lines = {
        "issue": "#issue sales leads are cold",
        "heard": "#heard I1 they need numbers",
        "yes": "#yes I1",
        "notquite": "#notquite I1 and names",
        "metoo": "#metoo I1 marketing",
        "own": "#own I1 Ben by friday",
        "action": "#action Ben bring the list",
        "decision": "#decision weekly",
        "park": "#park a wiki",
        "note": "#note x",
        "voice": "#voice x",
        "term": "#term MQL",
        "dispute": "#dispute MQL a scan is no lead",
        "metric": "#metric MQL 130 fair month",
        "here": "#here Ben (Sales), Ann (Marketing)",
        "regrets": "#regrets Cy",
        "left": "#left Ben",
        "undo": "#undo",
    }
    assert list(lines) == list(WORDS)
    for line in lines.values():
        assert take(line).text


def test_an_issue_keeps_its_side_and_is_heard_by_the_other(desk: Desk, take: Take) -> None:
    take("#issue sales leads are cold")
    assert issues.get(desk, 1).capture.side == "sales"
    receipt = take("#heard I1 you can't reach them")
    issue = issues.get(desk, 1)
    assert (issue.state, issue.heard, receipt.ref) == ("heard", "you can't reach them", "I1")


def test_hearing_an_owned_issue_again_leaves_it_owned(desk: Desk, take: Take) -> None:
    take("#issue leads are cold")
    issues.own(desk, 1, "Ann", None, at(2))
    take("#heard I1 once more")
    assert issues.get(desk, 1).state == "owned"


def test_an_action_has_owner_and_date_and_says_them_back(desk: Desk, take: Take) -> None:
    receipt = take("#action Ben by friday bring the list")
    action = actions.get(desk, 1)
    assert (action.owner, action.due) == ("Ben", dt.date(2026, 3, 6))
    assert receipt.text == "Ben by Fri 6 Mar 2026: bring the list"


def test_an_owner_is_the_known_person_of_that_given_name(desk: Desk, take: Take) -> None:
    take("#here Ben Sample (Sales), Ann Lee, Ann Poe")
    take("#action ben bring the list")
    take("#action Ann call them")
    take("#action Zoe write it up")
    assert [actions.get(desk, number).owner for number in (1, 2, 3)] == ["Ben Sample", "Ann", "Zoe"]


def test_attendance_goes_to_the_known_person_with_the_side_kept(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    take("#here Ben Sample (Sales), Cy")
    take("#left ben")
    assert [
        (one.person.name, one.person.side, one.presence) for one in meetings.attendance(desk, meeting)
    ] == [("Cy", None, "here"), ("Ben Sample", "sales", "left")]


def test_a_metric_is_set_for_the_month_before_the_meeting(desk: Desk, take: Take) -> None:
    receipt = take("#metric MQL 1,300 fair month")
    assert receipt.text == "MQL 1,300 leads for 2026-02"
    (value,) = metrics.history(desk, "mql")
    assert (value.period, value.actual, value.note, value.source) == (
        Period.parse("2026-02"),
        1300,
        "fair month",
        "typed",
    )


def test_a_term_is_shown_and_nothing_is_stored(desk: Desk, take: Take) -> None:
    before = rows(desk)
    assert take("#term marketing-qualified lead").shows_term == "mql"
    assert rows(desk) == before


def test_off_the_record_stores_nothing_anywhere(desk: Desk, take: Take) -> None:
    before = everything(desk)
    receipt = take("[off] a word nobody shall read")
    assert everything(desk) == before
    assert "nobody" not in receipt.text


# ---- refusals store nothing ----


@pytest.mark.parametrize(
    "line",
    [
        "",
        "  ",
        "hello",
        "#acton Ben x",
        "#action",
        "#action by friday x",
        "#issue",
        "#heard I99 x",
        "#heard x",
        "#term nothing-like-it",
        "#metric MQL many",
        "#metric lead 3",
        "#undo I99",
        "#undo nonsense",
        "s/old/new/",
        "#note \0",
        "#note \ud800",
    ],
)
def test_a_refused_line_stores_nothing_and_says_what_would_be_right(
    desk: Desk, take: Take, line: str
) -> None:
    before = rows(desk)
    with pytest.raises(SmeetingError) as refused:
        take(line)
    assert refused.value.hint
    assert rows(desk) == before


def test_a_line_needs_a_running_meeting(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="no meeting is running"):
        captures.take(desk, "#note x", at(0))


def test_a_blank_text_is_refused_also_from_elsewhere(desk: Desk) -> None:
    with pytest.raises(BadLineError, match="no text"):
        captures.record(desk, Capture(number=0, kind="issue", text=" \n", at=at(0).at), at(0))
    with pytest.raises(BadLineError, match="no text"):
        anonymous.drop(desk, "\t")


def test_there_is_no_receipt_while_another_program_holds_the_database(desk: Desk, take: Take) -> None:
    other = sqlite3.connect(desk.db.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError):
        take("#note lost?")
    other.execute("ROLLBACK")
    other.close()
    assert take("#note lost?").ref == "N1"


def test_what_has_a_receipt_is_there_for_another_connection(desk: Desk, take: Take) -> None:
    receipt = take("#note kept")
    other = sqlite3.connect(desk.db.path)
    assert other.execute("SELECT text FROM capture WHERE id = ?", (receipt.ref[1:],)).fetchone() == ("kept",)
    other.close()


def test_a_receipt_books_the_time_used_so_far(desk: Desk, meeting: Meeting, take: Take) -> None:
    take("#note kept", 4)
    assert meetings.get(desk, meeting.name).used_s == 240


# ---- while the room listens ----


def test_while_the_room_listens_actions_and_decisions_wait_and_fixes_are_offered_parking(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    meetings.go_to(desk, 2, at(1))
    fix = take("#issue we should just buy a new CRM")
    assert fix.offer == "#park we should just buy a new CRM"
    assert take("#issue the CRM loses numbers").offer == ""
    assert "for after the room" in take("#action Ben ask around").text
    take("#decision weekly")
    assert [one.after_room for one in captures.of_item(desk, meeting, 2)] == [False, False, True, True]


def test_outside_of_it_nothing_is_offered_or_put_off(desk: Desk, meeting: Meeting, take: Take) -> None:
    assert take("#issue we should just buy a new CRM").offer == ""
    take("#decision weekly")
    assert not any(one.after_room for one in captures.of_item(desk, meeting, 0))


# ---- corrections ----


def test_a_correction_changes_the_last_capture_once(desk: Desk, take: Take) -> None:
    take("#note first")
    take("#note teh list, teh end")
    assert take("s/teh/the/").text == "the list, teh end"
    assert desk.db.value("SELECT text FROM capture WHERE id = 1") == "first"


def test_a_correction_that_fits_nothing_or_leaves_nothing_is_refused(desk: Desk, take: Take) -> None:
    take("#note words")
    with pytest.raises(BadLineError, match="is not in N1"):
        take("s/Words/x/")
    with pytest.raises(BadLineError, match="leave N1 empty"):
        take("s/words//")
    take("#undo")
    with pytest.raises(NotFoundError, match="nothing was captured"):
        take("s/words/x/")


# ---- undo ----


@pytest.mark.parametrize(
    "line",
    ["#issue x", "#action Ben x", "#note x", "#metric MQL 12", "#here Ben", "#decision x", "#dispute MQL x"],
)
def test_undo_takes_the_last_line_back(desk: Desk, take: Take, line: str) -> None:
    take("#note before")
    kept = ("capture", "issue", "action", "metric_value", "attendance")
    before = {table: rows(desk)[table] for table in kept}
    take(line)
    assert {table: rows(desk)[table] for table in kept} != before
    assert take("#undo").text.startswith("taken back:")
    assert {table: rows(desk)[table] for table in kept} == before


def test_undo_again_takes_back_the_line_before(desk: Desk, take: Take) -> None:
    take("#note one")
    take("#note two")
    take("#undo")
    take("#undo")
    assert rows(desk)["capture"] == 0
    with pytest.raises(NotFoundError, match="nothing to take back"):
        take("#undo")


def test_a_number_is_never_given_twice(desk: Desk, take: Take) -> None:
    take("#note one")
    take("#undo")
    assert take("#note two").ref == "N2"


def test_undo_takes_back_a_correction_before_the_capture(desk: Desk, take: Take) -> None:
    take("#note teh")
    take("s/teh/the/")
    take("#undo")
    assert desk.db.value("SELECT text FROM capture") == "teh"
    take("#undo")
    assert rows(desk)["capture"] == 0


def test_undo_by_id_reaches_further_back(desk: Desk, take: Take) -> None:
    take("#issue one")
    take("#note two")
    take("#undo I1")
    assert [row["id"] for row in desk.db.rows("SELECT id FROM capture")] == [2]


def test_what_was_changed_since_is_not_taken_back_by_id(desk: Desk, take: Take) -> None:
    take("#issue one")
    take("#heard I1 yes")
    with pytest.raises(BadMoveError, match="came after it"):
        take("#undo I1")
    assert issues.get(desk, 1).heard == "yes"


def test_undo_passes_over_moves_of_the_meeting(desk: Desk, take: Take) -> None:
    take("#note one")
    meetings.move(desk, "next", at(2))
    take("#undo", 3)
    assert rows(desk)["capture"] == 0
    assert the_live(desk, at(4)).current == 1


def test_undo_leaves_alone_what_was_done_elsewhere(
    desk: Desk, take: Take, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    take("#note mine")
    captures.take(open_desk(folder, via="screen-2"), "#note theirs", at(2))
    take("#undo")
    assert [row["text"] for row in desk.db.rows("SELECT text FROM capture")] == ["theirs"]


def test_what_stands_in_older_minutes_is_not_taken_back(desk: Desk, take: Take) -> None:
    take("#issue from march")
    meetings.move(desk, "close", at(50))
    assert undoing.undo(desk, at(51), ref="I1").text == "taken back: I1 from march"
    meetings.move(desk, "reopen", at(52), name="2026-03-03-monthly")
    take("#issue from march, again", 53)
    meetings.move(desk, "close", at(55))
    meetings.start(desk, "monthly", at(0, days=28))
    with pytest.raises(BadMoveError, match="stands in the minutes of 2026-03-03-monthly"):
        take("#undo I2", days=28)
    assert issues.get(desk, 2).is_open


def test_undoing_a_dispute_gives_the_term_its_status_back(desk: Desk, take: Take) -> None:
    before = status_of(glossaries.find(desk, "persona"))
    assert before == "proposed"
    for undo in ("#undo", "#undo T2"):
        take("#dispute persona nobody has met one")
        assert status_of(glossaries.find(desk, "persona")) == "disputed"
        take(undo)
        assert status_of(glossaries.find(desk, "persona")) == before


def test_settled_words_stay_settled(desk: Desk, meeting: Meeting, take: Take) -> None:
    term = glossaries.find(desk, "lead")
    glossaries.settle(desk, meeting, term, "Words.", {"marketing": "like", "sales": "like"}, at(2))
    with pytest.raises(BadMoveError, match="stay settled"):
        take("#undo")


# ---- anonymous ----


def test_an_anonymous_issue_leaves_no_trace_but_its_text(desk: Desk, take: Take) -> None:
    before = rows(desk)
    receipt = take("#issue anon my boss forges the numbers")
    assert receipt.ref.startswith(anonymous.PREFIX)
    assert receipt.change is None
    assert "boss" not in receipt.text
    assert rows(desk) == before
    assert issues.waiting(desk) == 1
    assert everything(desk).count("forges") == 1


def test_its_key_alone_takes_it_back(desk: Desk, take: Take) -> None:
    receipt = take("#issue anon my boss forges the numbers")
    with pytest.raises(NotFoundError, match="nothing to take back"):
        take("#undo")
    with pytest.raises(NotFoundError, match="no anonymous issue waits"):
        take("#undo anon-0123")
    take(f"#undo {receipt.ref}")
    assert issues.waiting(desk) == 0
    assert "forges" not in everything(desk)


def test_opened_ones_have_no_history_either(desk: Desk, meeting: Meeting, take: Take) -> None:
    before = rows(desk)
    for text in ("one", "two", "three"):
        take(f"#issue anon {text}")
    assert len(anonymous.open_all(desk, meeting, at(2)).issues) == 3
    after = rows(desk)
    assert (after["change"], after["row_history"]) == (before["change"], before["row_history"])
    opened = issues.listed(desk)
    assert all(one.anonymous and one.capture.at is None and one.capture.side is None for one in opened)
    assert {one.capture.text for one in opened} == {"one", "two", "three"}
    with pytest.raises(BadMoveError, match="anonymous and has no history"):
        take("#undo I1")


def test_where_others_can_read_the_line_an_anonymous_one_is_refused(desk: Desk, meeting: Meeting) -> None:
    with pytest.raises(BadLineError, match="shell's history"):
        captures.take(desk, "#issue anon secret", at(1), overheard=True)
    assert issues.waiting(desk) == 0
    assert captures.take(desk, "#issue open", at(1), overheard=True).ref == "I1"
