"""What minutes tell of words: settled, changed, said unseen, counted; and as they were then."""

from collections.abc import Callable

from smeeting.domain.captures import Receipt
from smeeting.domain.glossary import VoiceWord
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_examples import Candidate
from smeeting.domain.term_fields import field_named
from smeeting.domain.voices import Round
from smeeting.services import (
    blind_checks,
    glossaries,
    glossary_edits,
    meetings,
    minutes,
    term_examples,
    term_history,
)
from smeeting.services.desk import Desk
from tests.services.conftest import at

LIKED: dict[str, VoiceWord] = {"marketing": "like", "sales": "live with"}
OWNER = field_named("owner", ())


def text_of(desk: Desk, meeting: Meeting) -> str:
    return minutes.markdown(desk, meetings.get(desk, meeting.name))


def closed(desk: Desk, meeting: Meeting, minute: float = 30, *, days: int = 0) -> Meeting:
    meetings.move(desk, "close", at(minute, days=days), name=meeting.name)
    return meetings.get(desk, meeting.name)


def test_rounds_of_voices_and_what_was_heard_are_told_with_the_old_words(
    desk: Desk, meeting: Meeting
) -> None:
    term = glossaries.find(desk, "persona")
    earlier = Round("Anybody.", {"marketing": "like", "sales": "uncomfortable"}, "too wide")
    glossaries.settle(desk, meeting, term, "Who we write for.", LIKED, at(5), rounds=(earlier,))
    text = text_of(desk, meeting)
    assert "- **Persona** was asked as: Anybody. (Marketing: like, Sales: uncomfortable)\n" in text
    assert "  - Heard: too wide\n" in text
    assert "- **Persona** is agreed as: Who we write for.\n" in text


def test_what_was_said_unseen_and_what_counts_is_told(desk: Desk, meeting: Meeting) -> None:
    term = glossaries.find(desk, "persona")
    for side, words in (("marketing", "one we know"), ("sales", "one who buys")):
        blind_checks.answer(desk, meeting, term, side, words, at(2))
    assert "one we know" not in text_of(desk, meeting)
    blind_checks.propose(desk, meeting, term, "one we know who buys", at(3))
    said = {"marketing": True, "sales": False}
    example = term_examples.decide(desk, meeting, term, Candidate("A cousin"), said, at(4))
    term_examples.to_rule(desk, meeting, term, example, "No family", at(5), counts=False)
    text = text_of(desk, meeting)
    assert "- **Persona**\n  - Marketing: one we know\n  - Sales: one who buys\n" in text
    assert "- **Persona**: A cousin (Marketing: yes, Sales: no); now a rule: No family\n" in text


def test_edits_between_two_meetings_are_told_in_the_second_with_the_old_text(
    desk: Desk, meeting: Meeting
) -> None:
    first = closed(desk, meeting)
    before = text_of(desk, first)
    sales = field_named("sales", ("sales",))
    glossary_edits.set_fields(desk, "persona", {sales: "A buyer."}, at(0, days=3))
    file = desk.workspace.glossary_file
    file.write_text(file.read_text("utf-8").replace("A buyer.", "A buyer with a name."), "utf-8")
    term_history.record(desk, at(0, days=4))
    second = meetings.start(desk, "monthly", at(0, days=30))
    text = text_of(desk, second)
    assert "- **Persona** changed in the program by Sales, Fri 6 Mar 2026\n" in text
    assert "- **Persona** changed in the file, Sat 7 Mar 2026\n" in text
    assert "  - sales says: A buyer with a name.\n    - Before: A buyer.\n" in text
    assert text_of(desk, first) == before
    closed(desk, second, 30, days=30)
    told = text_of(desk, second)
    glossary_edits.set_fields(desk, "persona", {sales: "Later."}, at(0, days=33))
    assert text_of(desk, second) == told


def test_past_minutes_link_words_to_what_they_meant_then(
    desk: Desk, meeting: Meeting, take: Callable[..., Receipt]
) -> None:
    term = glossaries.find(desk, "persona")
    glossaries.settle(desk, meeting, term, "Who we write for.", LIKED, at(5))
    take("#note our personas are old, and no persona buys", 6)
    closed(desk, meeting)
    text = text_of(desk, meeting)
    assert "our [personas](#term-persona) are old, and no persona buys" in text
    assert "### Term: Persona\n\nWho we write for. (agreed, Tue 3 Mar 2026)\n" in text
    found = glossaries.find(desk, "persona")
    glossary_edits.rename(desk, found, "Reader", at(0, days=2))
    glossary_edits.set_fields(desk, "persona", {OWNER: "Anna"}, at(0, days=2))
    assert text_of(desk, meeting) == text


def test_a_meeting_of_a_time_before_the_history_has_no_links(
    desk: Desk, meeting: Meeting, take: Callable[..., Receipt]
) -> None:
    take("#note our personas are old", 6)
    with desk.traceless():
        desk.db.conn.execute("DELETE FROM term_version")
    assert "note, 10:06: our personas are old" in text_of(desk, meeting).replace("11:06", "10:06")
