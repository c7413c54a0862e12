"""The rows of the words' history, of blind texts and of examples."""

import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Agreement, Glossary, Term, VoiceWord
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_examples import Example
from smeeting.domain.term_history import TermVersion
from smeeting.domain.voices import TermAgreement
from smeeting.storage import agreements, blind_texts, history, term_examples, term_versions
from smeeting.storage.database import Database
from smeeting.storage.glossaries import GlossaryFile, glossary_of
from tests.storage.conftest import NOW, change

VOICES: dict[str, VoiceWord] = {"marketing": "like", "sales": "like"}
HOUR = dt.timedelta(hours=1)
NASTY = "'); DROP TABLE term_version; -- \x1b[31m \"{}\\ ‮ 🙂"


def file(*terms: str) -> GlossaryFile:
    return glossary_of(
        "terms:\n" + "".join(f"  - {one}\n" for one in terms), Path("glossary.yaml"), "glossary.yaml"
    )


def keep(db: Database, read: GlossaryFile, hours: int = 0) -> list[str]:
    """Record a file, and tell which terms differed."""
    found = term_versions.unrecorded(db, read, NOW + hours * HOUR, "file", None, "")
    with db.write(None):
        term_versions.add(db, found)
        term_versions.mark_recorded(db, read)
    return [one.term_id for one in found]


def ids(glossary: Glossary) -> list[str]:
    return [term.id for term in glossary]


def test_only_terms_that_differ_from_the_newest_rows_are_kept(db: Database) -> None:
    assert keep(db, file("{term: A}", "{term: B}")) == ["a", "b"]
    assert keep(db, file("{term: A}", "{term: B}")) == []
    assert keep(db, file("{term: B, long: Bee}", "{term: A}"), 1) == ["b"]
    assert keep(db, file("{term: A}"), 2) == ["b"]
    assert keep(db, file("{term: A}", "{term: C}"), 3) == ["c"]
    assert keep(db, file("{term: A}", "{term: B}"), 4) == ["b", "c"]


def test_versions_are_read_back_as_they_were_kept(db: Database, meeting: Meeting) -> None:
    term = Term("a", NASTY, agreed=Agreement(NASTY, NOW.date(), meeting.name, VOICES), counts=(NASTY,))
    one = TermVersion("a", NASTY, NOW, "program", term, NASTY, meeting.name, "sales")
    gone = TermVersion("a", NASTY, NOW + HOUR, "file", None)
    with db.write(None):
        term_versions.add(db, [one, gone])
    assert term_versions.of_term(db, "a") == (one, gone)
    assert term_versions.of_term(db, "b") == ()
    assert (term_versions.begins(db), term_versions.ends(db)) == (NOW, NOW + HOUR)


def test_the_glossary_is_told_as_it_stood_at_a_time(db: Database) -> None:
    keep(db, file("{term: A}", "{term: B}"))
    keep(db, file("{term: A, long: Ay}"), 1)
    assert ids(term_versions.glossary_at(db, NOW - HOUR)) == []
    assert ids(term_versions.glossary_at(db, NOW)) == ["a", "b"]
    then = term_versions.glossary_at(db, NOW + 2 * HOUR)
    assert [term.long for term in then] == ["Ay"]


def test_versions_since_a_time_come_with_the_one_before(db: Database) -> None:
    keep(db, file("{term: A}", "{term: B}"))
    keep(db, file("{term: A, long: one}", "{term: B}"), 1)
    keep(db, file("{term: A, long: two}", "{term: B}"), 2)
    longs = [
        (one.term_id, one.term.long if one.term else "") for one in term_versions.all_since(db, NOW + HOUR)
    ]
    assert longs == [("a", "one"), ("a", "two")]
    assert term_versions.all_since(db, NOW + 2 * HOUR) == ()
    assert len(term_versions.all_since(db, None)) == 4


def test_without_rows_there_is_no_history(db: Database) -> None:
    assert (term_versions.begins(db), term_versions.ends(db), term_versions.all_since(db, None)) == (
        None,
        None,
        (),
    )
    read = file("{term: A}")
    assert term_versions.with_history(db, read) is read.glossary


def test_what_the_teams_agreed_on_last_passes_over_disputes(db: Database, meeting: Meeting) -> None:
    def settle(words: str, outcome: str = "agreed", term_id: str = "a") -> None:
        one = TermAgreement(term_id, "A", outcome, words, "", VOICES, NOW.date(), meeting.name, True)
        with db.write(change()):
            agreements.add(db, one, NOW)

    settle("one")
    settle("two")
    settle("three", "disputed")
    settle("other", "disputed", "b")
    assert {key: one.definition for key, one in agreements.newest_agreed(db).items()} == {"a": "two"}


# ---- blind texts ----


def test_a_text_takes_the_place_of_its_sides_own(db: Database, meeting: Meeting) -> None:
    with db.write(change()):
        blind_texts.put(db, meeting.name, "a", "sales", "first")
        blind_texts.put(db, meeting.name, "a", "marketing", NASTY)
        blind_texts.put(db, meeting.name, "a", "sales", "second")
    assert blind_texts.of_term(db, meeting.name, "a") == {
        "sales": ("second", False),
        "marketing": (NASTY, False),
    }
    assert blind_texts.of_meeting(db, meeting.name) == {}
    with db.write(change()):
        blind_texts.end(db, meeting.name, "a")
    assert blind_texts.of_meeting(db, meeting.name) == {"a": {"sales": "second", "marketing": NASTY}}
    with db.write(change()):
        blind_texts.put(db, meeting.name, "a", "sales", "third")
    assert blind_texts.of_meeting(db, meeting.name) == {"a": {"marketing": NASTY}}


@pytest.mark.parametrize("text", ["nul\0", "\ud800"])
def test_what_no_database_can_hold_is_refused(db: Database, meeting: Meeting, text: str) -> None:
    with pytest.raises(SmeetingError), db.write(change()):
        blind_texts.put(db, meeting.name, "a", "sales", text)
    assert blind_texts.of_term(db, meeting.name, "a") == {}


# ---- examples ----


def test_an_example_is_changed_in_its_place_and_kept_anew_where_it_is_gone(
    db: Database, meeting: Meeting
) -> None:
    one = Example(0, "a", NASTY, {"sales": True, "marketing": False}, "open", meeting.name, NOW)
    with db.write(change()):
        key = term_examples.put(db, one)
    with db.write(change()) as number:
        decided = Example(
            key, "a", NASTY, {"sales": True, "marketing": True}, "counts", meeting.name, NOW, "deal:1"
        )
        assert term_examples.put(db, decided) == key
    assert term_examples.of_term(db, "a") == term_examples.of_meeting(db, meeting.name) == (decided,)
    history.undo_change(db, number, at=NOW, via="test")
    assert [each.outcome for each in term_examples.of_term(db, "a")] == ["open"]
    history.undo_change(db, number - 1, at=NOW, via="test")
    assert term_examples.of_term(db, "a") == ()
    with db.write(change()):
        term_examples.put(db, decided)
    assert [each.outcome for each in term_examples.of_term(db, "a")] == ["counts"]
