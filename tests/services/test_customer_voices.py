"""Customer voices: kept with side and stage, and what they become, once each and undone in one step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError, BadMoveError, NotFoundError
from smeeting.domain.meeting import Meeting
from smeeting.domain.record_links import RecordLink
from smeeting.services import (
    actions,
    captures,
    conversions,
    customer_voices,
    example_lists,
    issues,
    meetings,
    term_examples,
    undoing,
)
from smeeting.services import record_links as links
from smeeting.services.customer_voices import Became
from smeeting.services.desk import Desk
from smeeting.storage import captures as store
from smeeting.storage import record_links
from tests.services.conftest import at

Take = Callable[..., Receipt]
SAID = "they had three tools and no owner"


def _close(desk: Desk) -> None:
    meetings.move(desk, "close", at(30))


@pytest.mark.parametrize(
    ("line", "side", "stage", "text"),
    [
        (f"#voice sales opportunity: {SAID}", "sales", "opportunity", SAID),
        (f"#voice Sales Opportunity : {SAID}", "sales", "opportunity", SAID),
        (f"Voice: MQL: {SAID}", None, "mql", SAID),
        (f"#voice sales qualified lead: {SAID}", "sales", None, f"qualified lead: {SAID}"),
        (f"#voice {SAID}", None, None, SAID),
        ("#voice A camp owner: too dear", None, None, "A camp owner: too dear"),
        ("#voice anon: what it is", None, None, "anon: what it is"),
    ],
)
def test_a_voice_is_kept_with_the_side_and_the_stage(
    desk: Desk, take: Take, line: str, side: str | None, stage: str | None, text: str
) -> None:
    take(line)
    kept = store.get(desk.db, 1)
    assert (kept.kind, kept.side, kept.term_id, kept.text) == ("voice", side, stage, text)


def test_the_receipt_says_side_and_stage_back(take: Take) -> None:
    assert take(f"#voice sales opportunity: {SAID}").text == f"sales, Opportunity: {SAID}"
    assert take(f"#voice {SAID}").text == SAID


def test_a_stage_without_words_says_nothing(take: Take) -> None:
    with pytest.raises(BadLineError, match="missing"):
        take("#voice sales opportunity:")


def test_a_broken_glossary_keeps_nobody_from_saying_it(
    desk: Desk, take: Take, folder: Path, open_desk: Callable[..., Desk]
) -> None:
    take("#note the meeting runs")
    desk.workspace.glossary_file.write_text("terms: [", "utf-8")
    later = captures.take(open_desk(folder), f"#voice opportunity: {SAID}", at(2))
    assert later.text == f"opportunity: {SAID}"


def test_voices_are_listed_by_side_and_stage(desk: Desk, take: Take) -> None:
    take("#voice sales opportunity: one")
    take("#voice marketing mql: two")
    take("#voice three")
    take("#note four")
    texts = [one.capture.text for one in customer_voices.listed(desk)]
    assert texts == ["three", "two", "one"]
    stage = customer_voices.stage_id(desk, "OPPORTUNITY")
    assert [one.stage for one in customer_voices.listed(desk, stage=stage)] == ["Opportunity"]
    assert [one.capture.text for one in customer_voices.listed(desk, side="marketing")] == ["two"]
    with pytest.raises(NotFoundError, match="no stage"):
        customer_voices.stage_id(desk, "sla")


def test_a_voice_becomes_an_issue_with_links_both_ways_and_one_undo(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    take(f"#voice sales opportunity: {SAID}")
    receipt = customer_voices.to_issue(desk, 1, at(2))
    issue = issues.get(desk, 2)
    assert receipt.ref == "I2"
    assert issue.capture.text == f"A customer says: {SAID}"
    assert (issue.capture.side, issue.capture.term_id) == ("sales", "opportunity")
    assert issue.capture.meeting == meeting.name
    assert record_links.of_record(desk.db, 1) == (RecordLink("record", "2"),)
    assert record_links.of_record(desk.db, 2) == (RecordLink("record", "1"),)
    assert customer_voices.get(desk, 1).became == (Became("I2", "issue"),)
    with pytest.raises(BadMoveError, match="V1 became I2"):
        customer_voices.to_issue(desk, 1, at(3))
    take("#undo", 4)
    assert customer_voices.get(desk, 1).became == ()
    with pytest.raises(NotFoundError):
        issues.get(desk, 2)
    assert customer_voices.to_issue(desk, 1, at(5)).ref == "I3"


def test_a_voice_becomes_a_request_to_each_side_once(desk: Desk, take: Take) -> None:
    take(f"#voice sales {SAID}")
    _close(desk)
    assert customer_voices.asked_sides(store.get(desk.db, 1), ("marketing", "sales")) == ("marketing",)
    receipt = customer_voices.to_request(desk, 1, "marketing", at(40))
    action = actions.get(desk, 2)
    assert action.capture.text == f"A customer asks: {SAID}"
    assert (action.owner, action.capture.side, action.capture.meeting) == ("", "marketing", None)
    assert "nobody has it yet" in receipt.text
    with pytest.raises(BadMoveError, match="A2"):
        customer_voices.to_request(desk, 1, "marketing", at(41))
    customer_voices.to_request(desk, 1, "sales", at(42))
    undoing.undo(desk, at(43))
    assert [one.ref for one in customer_voices.get(desk, 1).became] == ["A2"]


def test_a_request_in_a_listening_item_is_for_after_the_room(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    place = next(at_ for at_, item in enumerate(meeting.items) if item.kind == "issues")
    meetings.go_to(desk, place, at(1))
    take(f"#voice {SAID}", 2)
    customer_voices.to_request(desk, 1, "marketing", at(3))
    assert actions.get(desk, 2).capture.after_room


def test_in_a_meeting_an_example_waits_for_the_sides(desk: Desk, take: Take) -> None:
    take(f"#voice {SAID}")
    customer_voices.to_example(desk, 1, "MQL", None, at(2))
    term = desk.glossary.find("mql")
    assert term is not None
    assert SAID in [one.text for one in term_examples.candidates(desk, term)]
    assert SAID not in (*term.counts, *term.does_not_count)
    with pytest.raises(BadMoveError, match="an example of MQL already"):
        customer_voices.to_example(desk, 1, "mql", counts=True, now=at(3))
    take("#undo", 4)
    assert SAID not in [one.text for one in term_examples.candidates(desk, term)]


@pytest.mark.parametrize("counts", [True, False])
def test_between_meetings_an_example_goes_into_the_entry(desk: Desk, take: Take, counts: bool) -> None:
    take(f"#voice {SAID}")
    _close(desk)
    before = desk.workspace.glossary_file.read_bytes()
    with pytest.raises(BadMoveError, match="no meeting is running"):
        customer_voices.to_example(desk, 1, "mql", None, at(40))
    customer_voices.to_example(desk, 1, "mql", counts, at(41))
    term = desk.glossary.get("mql")
    assert term is not None
    assert (SAID in term.counts, SAID in term.does_not_count) == (counts, not counts)
    assert customer_voices.get(desk, 1).became == (Became("MQL", "example"),)
    undoing.undo(desk, at(42))
    term = desk.glossary.get("mql")
    assert term is not None
    assert SAID not in (*term.counts, *term.does_not_count)
    assert desk.workspace.glossary_file.read_bytes() == before
    assert customer_voices.get(desk, 1).became == ()


def test_what_the_entry_had_before_stays_when_the_link_is_taken_back(desk: Desk, take: Take) -> None:
    take(f"#voice {SAID}")
    term = desk.glossary.get("mql")
    assert term is not None
    example_lists.put(desk, term, SAID, counts=True, now=at(4))
    customer_voices.to_example(desk, 1, "mql", counts=True, now=at(5))
    take("#undo", 6)
    assert record_links.of_record(desk.db, 1) == ()
    term = desk.glossary.get("mql")
    assert term is not None
    assert SAID in term.counts


def test_only_a_voice_becomes_something(desk: Desk, take: Take) -> None:
    take("#note not a customer")
    uses: tuple[Callable[[], Receipt], ...] = (
        lambda: customer_voices.to_issue(desk, 1, at(2)),
        lambda: customer_voices.to_request(desk, 1, "sales", at(2)),
        lambda: customer_voices.to_example(desk, 1, "mql", counts=True, now=at(2)),
    )
    for use in uses:
        with pytest.raises(BadMoveError, match="N1 is not what a customer said"):
            use()
    with pytest.raises(NotFoundError):
        customer_voices.to_issue(desk, 9, at(2))


def test_a_voice_is_told_without_what_it_became_and_was_taken_back(desk: Desk, take: Take) -> None:
    take(f"#voice {SAID}")
    take("#note they said so twice")
    links.link(desk, 1, "N2", at(2))
    take("#undo N2", 3)
    assert [one.became for one in customer_voices.listed(desk)] == [()]


def test_a_voice_becomes_one_issue_by_whatever_command(desk: Desk, take: Take) -> None:
    take(f"#voice sales {SAID}")
    assert conversions.convert(desk, 1, "issue", at(2)).ref == "I2"
    for make in (
        lambda: customer_voices.to_issue(desk, 1, at(3)),
        lambda: conversions.convert(desk, 1, "issue", at(3)),
    ):
        with pytest.raises(BadMoveError, match=r"V1 became I2 \(issue\) already"):
            make()
    conversions.convert(desk, 1, "action", at(4), owner="Ann")
    assert customer_voices.get(desk, 1).became == (Became("I2", "issue"), Became("A3", "action"))


@pytest.mark.parametrize("counts", [True, False])
def test_an_example_that_is_made_again_is_in_the_file_again(desk: Desk, take: Take, counts: bool) -> None:
    take(f"#voice {SAID}")
    customer_voices.to_example(desk, 1, "mql", counts=counts, now=at(2))
    written = desk.workspace.glossary_file.read_bytes()
    for minutes in (3, 5):
        undoing.undo(desk, at(minutes))
        assert desk.workspace.glossary_file.read_bytes() != written
        assert "stays as it is" not in undoing.redo(desk, at(minutes + 1)).text
        assert desk.workspace.glossary_file.read_bytes() == written
