"""The shared words: settled by the voices of all sides, kept in the database until the file can take them."""

import datetime as dt
from collections.abc import Callable

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import UNREADABLE, BadMoveError, NotFoundError
from smeeting.domain.glossary import VoiceWord, status_of
from smeeting.domain.meeting import Meeting
from smeeting.services import glossaries, meetings, status
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]
DAY = dt.date(2026, 3, 4)
LIKED: dict[str, VoiceWord] = {"marketing": "like", "sales": "live with"}
BROKEN = "version: 1\nterms:\n  - id: persona\n    term: Persona\n    term: Twice\n"
ALIASED = (
    "version: 1\nterms:\n  - &p\n    id: persona\n    term: Persona\n"
    "  - <<: *p\n    id: other\n    term: Other\n"
)


def settle(
    desk: Desk, meeting: Meeting, words: str = "Who we write for.", name: str = "persona"
) -> glossaries.Settled:
    return glossaries.settle(desk, meeting, glossaries.find(desk, name), words, LIKED, at(5))


def pending(desk: Desk) -> list[str]:
    return [one.name for one in glossaries.waiting(desk)]


def test_settled_words_are_in_the_file_and_in_the_database(desk: Desk, meeting: Meeting) -> None:
    settled = settle(desk, meeting, "  Who we write for. ")
    term = glossaries.find(desk, "Persona")
    assert term.agreed is not None
    assert (term.agreed.definition, term.agreed.on, term.agreed.meeting) == (
        "Who we write for.",
        dt.date(2026, 3, 3),
        meeting.name,
    )
    assert dict(term.agreed.voices) == LIKED
    assert status_of(term) == "agreed"
    assert settled.agreement.definition == "Who we write for."
    assert (settled.trouble, settled.agreement.in_file, pending(desk)) == ("", True, [])


def test_only_the_entry_changes(desk: Desk, meeting: Meeting) -> None:
    path = desk.workspace.glossary_file
    before = path.read_text("utf-8").splitlines()
    settle(desk, meeting)
    after = path.read_text("utf-8").splitlines()
    start = before.index("    term: Persona")
    assert after[:start] == before[:start]
    assert after[-200:] == before[-200:]


def test_one_uncomfortable_side_and_the_term_is_disputed(desk: Desk, meeting: Meeting) -> None:
    voices: dict[str, VoiceWord] = {"marketing": "like", "sales": "uncomfortable"}
    settled = glossaries.settle(desk, meeting, glossaries.find(desk, "persona"), "Words.", voices, at(5))
    assert settled.agreement.outcome == "disputed"
    term = glossaries.find(desk, "persona")
    assert (status_of(term), term.agreed) == ("disputed", None)


@pytest.mark.parametrize("voices", [{}, {"marketing": "like"}])
def test_no_agreement_without_a_voice_of_each_side(
    desk: Desk, meeting: Meeting, voices: dict[str, VoiceWord]
) -> None:
    before = desk.workspace.glossary_file.read_bytes()
    with pytest.raises(BadMoveError, match="Sales gave no voice yet"):
        glossaries.settle(desk, meeting, glossaries.find(desk, "persona"), "Words.", voices, at(5))
    assert desk.workspace.glossary_file.read_bytes() == before
    assert desk.db.value("SELECT count(*) FROM agreement") == 0


def test_no_agreement_without_words(desk: Desk, meeting: Meeting) -> None:
    with pytest.raises(BadMoveError, match="no words to agree on"):
        settle(desk, meeting, " \n")


def test_a_second_agreement_remembers_the_words_before(desk: Desk, meeting: Meeting) -> None:
    settle(desk, meeting, "First.")
    again = settle(desk, meeting, "Second.")
    assert (again.agreement.before, again.agreement.definition) == ("First.", "Second.")


# ---- a file that can't be edited ----


@pytest.mark.parametrize("text", [BROKEN, ALIASED], ids=["broken", "lent"])
def test_words_wait_in_the_database_while_the_file_cannot_be_edited(
    desk: Desk, meeting: Meeting, text: str
) -> None:
    path = desk.workspace.glossary_file
    term = glossaries.find(desk, "persona")
    whole = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    settled = glossaries.settle(desk, meeting, term, "Who we write for.", LIKED, at(5))
    assert settled.trouble
    assert path.read_text("utf-8") == text
    assert pending(desk) == ["Persona"]
    assert "agreed words in glossary.yaml: Persona" in status.look(desk, at(6)).missing
    path.write_text(whole, "utf-8")
    (written,) = glossaries.write_waiting(desk, at(7))
    assert written.trouble == ""
    assert pending(desk) == []
    assert status_of(glossaries.find(desk, "persona")) == "agreed"


def test_an_edit_that_would_touch_more_comes_with_what_to_paste(desk: Desk, meeting: Meeting) -> None:
    term = glossaries.find(desk, "persona")
    text = "version: 1\nbase: &b\n  persona: {term: Persona}\nterms:\n  <<: *b\n"
    desk.workspace.glossary_file.write_text(text, "utf-8")
    settled = glossaries.settle(desk, meeting, term, "Who we write for.", LIKED, at(5))
    assert settled.trouble
    assert desk.workspace.glossary_file.read_text("utf-8") == text
    assert pending(desk) == ["Persona"]


def test_without_a_file_words_wait(desk: Desk, meeting: Meeting) -> None:
    term = glossaries.find(desk, "persona")
    desk.workspace.glossary_file.unlink()
    settled = glossaries.settle(desk, meeting, term, "Who we write for.", LIKED, at(5))
    assert "smeeting init" in settled.trouble
    assert pending(desk) == ["Persona"]


@pytest.fixture
def waiting(desk: Desk, meeting: Meeting) -> str:
    """The whole glossary; on disk it is broken and words for Persona wait."""
    path = desk.workspace.glossary_file
    term, whole = glossaries.find(desk, "persona"), path.read_text("utf-8")
    path.write_text(BROKEN, "utf-8")
    assert glossaries.settle(desk, meeting, term, "Who we write for.", LIKED, at(5)).trouble
    return whole


def test_the_next_settlement_writes_what_waits(desk: Desk, meeting: Meeting, waiting: str) -> None:
    desk.workspace.glossary_file.write_text(waiting, "utf-8")
    settle(desk, meeting, "Why a deal was lost.", "lost")
    assert pending(desk) == []
    assert status_of(glossaries.find(desk, "persona")) == "agreed"


def test_the_next_meeting_writes_what_waits(desk: Desk, waiting: str) -> None:
    meetings.move(desk, "close", at(50))
    desk.workspace.glossary_file.write_text(waiting, "utf-8")
    meetings.start(desk, "monthly", at(0, days=28))
    assert pending(desk) == []
    agreed = glossaries.find(desk, "persona").agreed
    assert agreed is not None
    assert agreed.on == dt.date(2026, 3, 3)


def test_a_meeting_starts_although_words_still_wait(desk: Desk, waiting: str) -> None:
    meetings.move(desk, "close", at(50))
    meetings.start(desk, "monthly", at(0, days=28))
    assert pending(desk) == ["Persona"]


def test_what_waits_never_replaces_words_agreed_later(desk: Desk, waiting: str) -> None:
    later = "    term: Persona\n    agreed: {definition: Newer., on: 2026-03-09}\n"
    assert waiting.count("    term: Persona\n") == 1
    desk.workspace.glossary_file.write_text(waiting.replace("    term: Persona\n", later), "utf-8")
    glossaries.write_waiting(desk, at(7))
    agreed = glossaries.find(desk, "persona").agreed
    assert agreed is not None
    assert agreed.definition == "Newer."
    assert pending(desk) == []


# ---- finding and disputing ----


@pytest.fixture
def disputed(desk: Desk, take: Take) -> str:
    """The whole glossary; on disk it is broken, and a dispute of Persona waits."""
    path = desk.workspace.glossary_file
    glossaries.find(desk, "persona")
    whole = path.read_text("utf-8")
    path.write_text(BROKEN, "utf-8")
    receipt = take("#dispute persona nobody has met one")
    assert receipt.text.startswith("Persona is disputed; glossary.yaml stays as it is: ")
    return whole


def test_terms_are_found_by_any_name_and_the_nearest_is_named(desk: Desk) -> None:
    assert glossaries.find(desk, "Closed won").id == "won"
    with pytest.raises(NotFoundError, match="did you mean persona"):
        glossaries.find(desk, "personna")


def test_a_dispute_is_kept_although_the_file_cannot_say_so(desk: Desk, disputed: str) -> None:
    assert desk.db.value("SELECT term_id FROM capture") == "persona"
    assert glossaries.unwritten_disputes(desk) == ("Persona",)
    assert "the status disputed in glossary.yaml: Persona" in status.look(desk, at(2)).missing
    (tried,) = glossaries.write_waiting(desk, at(2))
    assert "glossary.yaml:5:" in tried.trouble
    assert desk.workspace.glossary_file.read_text("utf-8") == BROKEN


def test_it_is_written_when_the_file_is_whole_again(desk: Desk, take: Take, disputed: str) -> None:
    desk.workspace.glossary_file.write_text(disputed, "utf-8")
    (written,) = glossaries.write_waiting(desk, at(2))
    assert (written.name, written.status, written.trouble) == ("Persona", "disputed", "")
    assert glossaries.unwritten_disputes(desk) == ()
    assert status_of(glossaries.find(desk, "persona")) == "disputed"
    take("#undo")
    assert desk.workspace.glossary_file.read_text("utf-8") == disputed


def test_the_next_meeting_writes_a_dispute_that_waits(desk: Desk, disputed: str) -> None:
    meetings.move(desk, "close", at(50))
    desk.workspace.glossary_file.write_text(disputed, "utf-8")
    meetings.start(desk, "monthly", at(0, days=28))
    assert status_of(glossaries.find(desk, "persona")) == "disputed"


def test_a_dispute_that_was_taken_back_waits_no_more(desk: Desk, take: Take, disputed: str) -> None:
    take("#undo")
    desk.workspace.glossary_file.write_text(disputed, "utf-8")
    assert glossaries.unwritten_disputes(desk) == ()
    assert glossaries.write_waiting(desk, at(2)) == ()
    assert desk.workspace.glossary_file.read_text("utf-8") == disputed


def test_a_dispute_that_was_settled_meanwhile_waits_no_more(
    desk: Desk, meeting: Meeting, disputed: str
) -> None:
    desk.workspace.glossary_file.write_text(disputed, "utf-8")
    settle(desk, meeting)
    assert glossaries.unwritten_disputes(desk) == ()
    assert status_of(glossaries.find(desk, "persona")) == "agreed"


def test_a_dispute_that_waits_never_reopens_words_agreed_later(desk: Desk, disputed: str) -> None:
    voices = "voices: {marketing: like, sales: live with}"
    later = f"    term: Persona\n    agreed: {{definition: Newer., on: 2026-03-09, {voices}}}\n"
    newer = disputed.replace("    term: Persona\n", later)
    desk.workspace.glossary_file.write_text(newer, "utf-8")
    (outcome,) = glossaries.write_waiting(desk, at(7))
    assert (outcome.status, outcome.trouble) == ("agreed", "")
    assert desk.workspace.glossary_file.read_text("utf-8") == newer
    assert glossaries.unwritten_disputes(desk) == ()


def test_words_that_nobody_spoke_for_end_no_dispute_that_waits(desk: Desk, disputed: str) -> None:
    later = "    term: Persona\n    agreed: {definition: Newer., on: 2026-03-09}\n"
    desk.workspace.glossary_file.write_text(disputed.replace("    term: Persona\n", later), "utf-8")
    (outcome,) = glossaries.write_waiting(desk, at(7))
    assert (outcome.status, outcome.trouble) == ("disputed", "")
    term = glossaries.find(desk, "persona")
    assert (status_of(term), term.agreed and term.agreed.definition) == ("disputed", "Newer.")


def test_checking_tells_every_fault_in_the_order_of_lines(desk: Desk) -> None:
    desk.workspace.glossary_file.write_text(BROKEN, "utf-8")
    (fault, *_) = glossaries.faults(desk)
    assert (fault.line, fault.level, fault.rule) == (5, "error", "duplicate-key")
    lines = [one.line for one in glossaries.check(desk, (), DAY)]
    assert lines == [4, 5]


def test_checking_looks_at_the_files_it_is_given(desk: Desk) -> None:
    assert glossaries.check(desk, (), DAY) == ()
    gone = desk.workspace.root / "none.yaml"
    (fault,) = glossaries.check(desk, (desk.workspace.glossary_file, gone), DAY)
    assert (fault.level, fault.rule) == ("error", UNREADABLE)
