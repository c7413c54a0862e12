"""The blind check: nobody reads the other side's words before their own are there."""

from collections.abc import Callable

import msgspec
import pytest

from smeeting.domain.blind_checks import BlindCheck
from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError, BadMoveError, SmeetingError
from smeeting.domain.glossary import status_of
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_fields import field_named
from smeeting.services import (
    blind_checks,
    glossaries,
    glossary_edits,
    meetings,
    minutes,
    search,
    undoing,
)
from smeeting.services.desk import Desk
from smeeting.storage import blind_texts, history
from tests.services.conftest import at

Take = Callable[..., Receipt]
SECRET = "only our own secret words"


def answer(desk: Desk, meeting: Meeting, side: str, text: str, minutes: float = 1) -> BlindCheck:
    return blind_checks.answer(desk, meeting, glossaries.find(desk, "persona"), side, text, at(minutes))


def look(desk: Desk, meeting: Meeting) -> BlindCheck:
    return blind_checks.look(desk, meeting, "persona")


def propose(desk: Desk, meeting: Meeting, words: str = "Both.", *, as_own: bool = False) -> None:
    term = glossaries.find(desk, "persona")
    blind_checks.propose(desk, meeting, term, words, at(9), as_own=as_own)


def test_a_check_begins_with_nobodys_words(desk: Desk, meeting: Meeting) -> None:
    check = look(desk, meeting)
    assert (check.answered, check.waiting, check.texts) == ((), ("marketing", "sales"), {})
    assert not check.is_complete


def test_texts_are_read_when_all_sides_have_given_one_and_not_before(desk: Desk, meeting: Meeting) -> None:
    first = answer(desk, meeting, "sales", " Whom we call. ")
    assert (first.answered, first.waiting, first.texts) == (("sales",), ("marketing",), {})
    assert look(desk, meeting) == first
    second = answer(desk, meeting, "marketing", "Who reads us.")
    assert second.texts == {"marketing": "Who reads us.", "sales": "Whom we call."}
    assert (second.is_complete, second.is_over) == (True, False)


def test_another_terminal_sees_the_same(desk: Desk, meeting: Meeting, open_desk: Callable[..., Desk]) -> None:
    other = open_desk(desk.workspace.root, via="other")
    answer(desk, meeting, "sales", SECRET)
    assert look(other, meeting).texts == {}
    assert answer(other, meeting, "marketing", "Who reads us.").is_complete
    assert look(desk, meeting).texts["sales"] == SECRET


def test_nothing_else_tells_a_text_before(desk: Desk, meeting: Meeting, take: Take) -> None:
    check = answer(desk, meeting, "sales", SECRET)
    seen = [msgspec.json.encode(check).decode(), repr(check)]
    seen += [repr(one) for one in history.changes(desk.db)]
    seen.append(minutes.markdown(desk, meeting))
    seen += [repr(one) for one in search.find(desk, "secret")]
    seen.append(repr(undoing.undo(desk, at(2), meeting=meeting)))
    assert not [one for one in seen if "secret" in one]
    assert look(desk, meeting).answered == ()


def test_the_label_of_a_change_names_the_team_alone(desk: Desk, meeting: Meeting) -> None:
    answer(desk, meeting, "sales", SECRET)
    assert history.changes(desk.db)[0].change.label == "what Persona means to Sales"


def test_a_side_may_write_its_text_anew_until_the_other_has_answered(desk: Desk, meeting: Meeting) -> None:
    answer(desk, meeting, "sales", "First.")
    answer(desk, meeting, "sales", "Second.")
    assert answer(desk, meeting, "marketing", "Theirs.").texts["sales"] == "Second."
    with pytest.raises(BadMoveError, match="can read it"):
        answer(desk, meeting, "sales", "Third, after reading.")
    assert look(desk, meeting).texts["sales"] == "Second."


@pytest.mark.parametrize(("side", "text"), [("sales", " \n"), ("legal", "words"), ("", "words")])
def test_a_text_needs_words_and_a_team_of_the_meeting(
    desk: Desk, meeting: Meeting, side: str, text: str
) -> None:
    with pytest.raises(BadLineError):
        answer(desk, meeting, side, text)
    assert look(desk, meeting).answered == ()


def test_what_cannot_be_stored_is_refused(desk: Desk, meeting: Meeting) -> None:
    with pytest.raises(SmeetingError):
        answer(desk, meeting, "sales", "nul\0")
    assert look(desk, meeting).answered == ()


def test_terms_and_meetings_have_checks_of_their_own(desk: Desk, meeting: Meeting) -> None:
    answer(desk, meeting, "sales", "Ours.")
    assert blind_checks.look(desk, meeting, "mql").answered == ()
    meetings.move(desk, "close", at(50))
    later = meetings.start(desk, "monthly", at(0, days=28))
    assert look(desk, later).answered == ()


def test_a_closed_meeting_takes_no_text(desk: Desk, meeting: Meeting) -> None:
    meetings.move(desk, "close", at(50))
    with pytest.raises(BadMoveError, match="closed"):
        answer(desk, meeting, "sales", "Late.", 51)


# ---- proposals ----


def test_no_proposal_before_all_sides_have_answered(desk: Desk, meeting: Meeting) -> None:
    before = desk.workspace.glossary_file.read_bytes()
    answer(desk, meeting, "sales", "Ours.")
    with pytest.raises(BadMoveError, match="not all sides"):
        propose(desk, meeting)
    answer(desk, meeting, "marketing", "Theirs.")
    with pytest.raises(BadLineError, match="no words"):
        propose(desk, meeting, " ")
    assert desk.workspace.glossary_file.read_bytes() == before


@pytest.mark.parametrize("as_own", [True, False])
def test_a_proposal_is_written_and_agrees_on_nothing(desk: Desk, meeting: Meeting, as_own: bool) -> None:
    answer(desk, meeting, "sales", "Ours.")
    answer(desk, meeting, "marketing", "Theirs.")
    own = glossaries.find(desk, "persona").definitions
    propose(desk, meeting, " Both. ", as_own=as_own)
    term = glossaries.find(desk, "persona")
    assert (term.definition, term.agreed) == ("Both.", None)
    assert term.definitions == ({"sales": "Ours.", "marketing": "Theirs."} if as_own else own)
    assert status_of(term) != "agreed"
    assert look(desk, meeting).is_over


def test_a_meeting_that_is_closed_proposes_nothing(desk: Desk, meeting: Meeting) -> None:
    answer(desk, meeting, "sales", "Ours.")
    answer(desk, meeting, "marketing", "Theirs.")
    meetings.move(desk, "close", at(8))
    before = desk.workspace.glossary_file.read_bytes()
    with pytest.raises(BadMoveError, match="closed"):
        propose(desk, meeting)
    assert desk.workspace.glossary_file.read_bytes() == before


def test_after_a_proposal_another_check_is_as_blind_as_the_first(desk: Desk, meeting: Meeting) -> None:
    answer(desk, meeting, "sales", "Ours.")
    answer(desk, meeting, "marketing", "Theirs.")
    propose(desk, meeting)
    assert blind_texts.of_meeting(desk.db, meeting.name) == {
        "persona": {"sales": "Ours.", "marketing": "Theirs."}
    }
    again = answer(desk, meeting, "marketing", SECRET)
    assert (again.answered, again.waiting, again.texts, again.is_over) == (
        ("marketing",),
        ("sales",),
        {},
        False,
    )
    # The texts of the first check are read, the one of the second is not.
    assert "secret" not in repr(blind_texts.of_meeting(desk.db, meeting.name))
    last = answer(desk, meeting, "sales", "Ours again.")
    assert last.texts == {"marketing": SECRET, "sales": "Ours again."}


def test_taking_a_text_back_hides_the_other_again(desk: Desk, meeting: Meeting) -> None:
    answer(desk, meeting, "sales", "Ours.")
    answer(desk, meeting, "marketing", "Theirs.")
    undoing.undo(desk, at(3), meeting=meeting)
    check = look(desk, meeting)
    assert (check.answered, check.texts) == (("sales",), {})


def test_a_proposal_somebody_wrote_meanwhile_is_not_written_over(desk: Desk, meeting: Meeting) -> None:
    seen = glossaries.find(desk, "persona")
    answer(desk, meeting, "sales", "Whom we call.")
    answer(desk, meeting, "marketing", "Who reads us.")
    words = field_named("definition", ())
    glossary_edits.set_fields(desk, "persona", {words: "Theirs."}, at(4))
    with pytest.raises(glossary_edits.ClashError, match="changed by someone else meanwhile"):
        blind_checks.propose(desk, meeting, seen, "Ours.", at(5))
    assert glossaries.find(desk, "persona").definition == "Theirs."
    assert not look(desk, meeting).is_over
