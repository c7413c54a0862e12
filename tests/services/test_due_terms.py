"""Which words the next vocabulary item looks at, worked out from the file, the history and the captures."""

from collections.abc import Callable

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.glossary import VoiceWord
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_fields import field_named
from smeeting.services import due_terms, glossaries, glossary_edits, meetings, term_history
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]
LIKED: dict[str, VoiceWord] = {"marketing": "like", "sales": "live with"}
SMALL = """\
version: 1
terms:
  - term: Draft
  - term: Persona
    definition: Who we write for.
  - term: Fight
    definitions: {marketing: One., sales: Two.}
  - term: MQL
    agreed:
      definition: A lead that fits.
      on: 2026-03-01
      voices: {marketing: like, sales: like}
"""


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A desk with a glossary of four terms, one agreed on the day before yesterday."""
    desk.workspace.glossary_file.write_text(SMALL, "utf-8")
    return desk


def due(desk: Desk, days: int = 0, show: str | tuple[str, ...] | None = "due") -> list[tuple[str, str]]:
    return [(one.term.id, one.reason) for one in due_terms.due(desk, show, at(55, days=days))]


def test_the_agenda_may_name_the_terms_itself(small: Desk) -> None:
    assert due(small, show=("mql", "Persona", "nothing")) == [
        ("mql", "on the agenda"),
        ("persona", "on the agenda"),
    ]
    assert due(small, show=()) == []


def test_without_a_meeting_before_nothing_was_changed_since_one(small: Desk) -> None:
    term_history.record(small, at(0))
    glossary_edits.set_fields(small, "mql", {field_named("owner", ()): "Ben"}, at(1))
    assert due(small) == [
        ("fight", "disputed"),
        ("persona", "proposed, never agreed"),
        ("draft", "draft, never agreed"),
    ]
    assert due(small, show=None) == due(small)


def test_words_changed_since_the_last_meeting_say_where(small: Desk, meeting: Meeting) -> None:
    glossary_edits.set_fields(small, "draft", {field_named("owner", ()): "Ben"}, at(9))
    meetings.move(small, "close", at(50))
    glossary_edits.set_fields(small, "mql", {field_named("owner", ()): "Ben"}, at(0, days=1))
    path = small.workspace.glossary_file
    path.write_text(path.read_text("utf-8").replace("Who we write for.", "Everybody."), "utf-8")
    assert due(small, days=2)[:3] == [
        ("fight", "disputed"),
        ("persona", "changed in the file since 2026-03-03"),
        ("mql", "changed in the program since 2026-03-03"),
    ]
    assert due(small, days=2)[3][0] == "draft"


def test_what_a_meeting_settled_is_no_change_to_look_at(small: Desk, meeting: Meeting) -> None:
    meetings.move(small, "close", at(50))
    second = meetings.start(small, "monthly", at(0, days=1))
    glossaries.settle(small, second, glossaries.find(small, "persona"), "Everybody.", LIKED, at(2, days=1))
    assert "persona" not in dict(due(small, days=1))


def test_words_named_this_month_that_are_not_agreed_are_due(small: Desk, take: Take) -> None:
    take("#note a draft and a draft, and personas")
    take("#note the Drafts of an MQL")
    assert due(small)[1:3] == [
        ("draft", "named 2 times this month, and not agreed"),
        ("persona", "named 1 time this month, and not agreed"),
    ]
    assert due(small, days=30) == due(small)
    assert due(small, days=33)[1:] == [
        ("persona", "proposed, never agreed"),
        ("draft", "draft, never agreed"),
    ]


def test_a_file_that_somebody_is_mending_stops_no_meeting(small: Desk, meeting: Meeting) -> None:
    meetings.move(small, "close", at(50))
    before = due(small, days=1)
    small.workspace.glossary_file.write_text("terms: [{term: A, term: B}]", "utf-8")
    assert due(small, days=1) == before


def test_words_the_glossary_lacks_are_counted_by_the_captures_that_name_them(small: Desk, take: Take) -> None:
    take("#note the SQO, the SQO and the MQL")
    take("#issue an SQO without a BDR")
    take("#issue anon a CPQ")
    assert due_terms.lacking(small, at(55)) == (("SQO", 2), ("BDR", 1))
    assert due_terms.lacking(small, at(0, days=40)) == ()
