"""The history of the words: what it keeps, what it notices, and how a term stood when."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.glossary import VoiceWord, status_of
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_fields import field_named
from smeeting.domain.term_history import TermChange
from smeeting.services import glossaries, glossary_edits, meetings, term_history
from smeeting.services.desk import Desk
from tests.services.conftest import BEGIN, at

LIKED: dict[str, VoiceWord] = {"marketing": "like", "sales": "live with"}
SMALL = """\
version: 1
terms:
  - term: Persona
    agreed:
      definition: Who we write for.
      on: 2026-03-01
      voices: {marketing: like, sales: like}
  - term: Churn
    definition: Who leaves us.
"""


def put(desk: Desk, text: str, *, days: float = 0) -> None:
    """Save the glossary in an editor, so many days after the first meeting began."""
    path = desk.workspace.glossary_file
    path.write_text(text, "utf-8")
    time = (BEGIN + dt.timedelta(days=days)).timestamp()
    os.utime(path, (time, time))


def edit(desk: Desk, old: str, new: str, *, days: float = 0) -> None:
    text = desk.workspace.glossary_file.read_text("utf-8")
    assert text.count(old) == 1
    put(desk, text.replace(old, new), days=days)


def settle(desk: Desk, meeting: Meeting, words: str, minutes: float = 5, name: str = "persona") -> None:
    found = glossaries.find(desk, name)
    assert not glossaries.settle(desk, meeting, found, words, LIKED, at(minutes)).trouble


def state(desk: Desk, name: str = "persona") -> tuple[str, str]:
    """A term's status, and the words as they were agreed where they were changed since."""
    term = glossaries.find(desk, name)
    return status_of(term), term.agreed.was if term.agreed else ""


def told(desk: Desk, since: dt.datetime | None = None, days: int = 300) -> list[tuple[str, str, str]]:
    """Each change: the term, what happened, and where."""
    found = term_history.changes(desk, since, at(0, days=days))
    return [(one.version.term_id, one.kind, one.version.source) for one in found]


def fields(change: TermChange) -> list[tuple[str, str, str]]:
    return [(one.field, one.old, one.new) for one in change.fields]


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A desk with two terms, whose history began when they were saved."""
    put(desk, SMALL)
    assert term_history.record(desk, at(0)) == 2
    return desk


# ---- what is kept ----


def test_what_was_there_when_the_history_began_was_not_changed(small: Desk) -> None:
    assert told(small) == []
    assert [one.kind for one in term_history.timeline(small, "churn")] == ["known"]


def test_nothing_is_kept_twice(small: Desk) -> None:
    assert term_history.record(small, at(5)) == 0
    put(small, SMALL + "# a comment\n", days=1)
    assert term_history.record(small, at(0, days=2)) == 0
    assert told(small) == []


def test_a_change_in_the_file_is_kept_with_its_time_and_both_texts(small: Desk) -> None:
    edit(small, "Who leaves us.", "Who left.", days=1)
    assert term_history.record(small, at(0, days=3)) == 1
    (change,) = term_history.changes(small, None, at(0, days=3))
    version = change.version
    assert (version.at, version.source) == (BEGIN + dt.timedelta(days=1), "file")
    assert (version.meeting, version.side) == (None, "")
    assert fields(change) == [("definition", "Who leaves us.", "Who left.")]


def test_a_change_in_the_file_is_told_of_before_it_is_kept(small: Desk) -> None:
    edit(small, "Who leaves us.", "Who left.", days=1)
    assert told(small) == [("churn", "changed", "file")]
    assert small.db.value("SELECT count(*) FROM term_version") == 2
    (change,) = term_history.changes(small, BEGIN, at(0, days=3))
    assert (change.kind, fields(change)) == ("changed", [("definition", "Who leaves us.", "Who left.")])


def test_a_file_copied_here_with_an_older_time_was_changed_now(small: Desk) -> None:
    edit(small, "Who leaves us.", "Who left.", days=-30)
    term_history.record(small, at(0, days=3))
    (change,) = term_history.changes(small, BEGIN + dt.timedelta(days=2), at(0, days=3))
    assert change.version.at == BEGIN + dt.timedelta(days=3)


@pytest.mark.parametrize("seconds", [10**13, -(10**10)])
def test_a_time_of_the_file_that_no_calendar_has_is_not_believed(small: Desk, seconds: int) -> None:
    path = small.workspace.glossary_file
    path.write_text(SMALL.replace("Who leaves us.", "Who left."), "utf-8")
    try:
        os.utime(path, (seconds, seconds))
    except (OSError, OverflowError):
        pytest.skip("no such time can be given to a file here")
    term_history.record(small, at(0, days=3))
    assert told(small) == [("churn", "changed", "file")]


def test_terms_are_added_and_removed_also_as_all_that_is_asked_for(small: Desk) -> None:
    put(small, SMALL + "  - term: Retention\n", days=1)
    term_history.record(small, at(0, days=1))
    put(small, SMALL, days=2)
    term_history.record(small, at(0, days=2))
    assert told(small) == [("retention", "added", "file"), ("retention", "removed", "file")]
    assert told(small, BEGIN) == told(small)
    assert told(small, BEGIN + dt.timedelta(days=1)) == [("retention", "removed", "file")]
    assert told(small, BEGIN + dt.timedelta(days=2)) == []
    assert [one.kind for one in term_history.timeline(small, "retention")] == ["added", "removed"]


def test_a_change_in_the_program_tells_the_meeting_and_the_side(desk: Desk, meeting: Meeting) -> None:
    words = field_named("sales", meeting.sides)
    glossary_edits.set_fields(desk, "persona", {words: "Whom we call."}, at(2))
    change = term_history.timeline(desk, "persona")[-1]
    assert (change.version.source, change.version.meeting) == ("program", meeting.name)
    assert (change.version.side, change.version.at) == ("sales", at(2).at)


def test_a_change_in_the_program_without_a_meeting_names_none(small: Desk) -> None:
    glossary_edits.set_fields(small, "churn", {field_named("owner", ()): "Ben"}, at(0, days=1))
    change = term_history.timeline(small, "churn")[-1]
    assert (change.version.source, change.version.meeting, change.version.side) == ("program", None, "")


def test_what_somebody_else_changed_before_is_not_called_the_programs(small: Desk) -> None:
    edit(small, "Who leaves us.", "Who left.", days=1)
    glossary_edits.set_fields(small, "churn", {field_named("owner", ()): "Ben"}, at(0, days=2))
    assert told(small) == [("churn", "changed", "file"), ("churn", "changed", "program")]


def test_a_settlement_is_the_meetings(desk: Desk, meeting: Meeting) -> None:
    settle(desk, meeting, "Who we write for.")
    change = term_history.timeline(desk, "persona")[-1]
    assert (change.version.source, change.version.meeting) == ("meeting", meeting.name)
    assert ("agreed.definition", "", "Who we write for.") in fields(change)


def test_no_database_is_made_to_notice_something(folder: Path, open_desk: Callable[..., Desk]) -> None:
    (folder / "smeeting.db").unlink()
    desk = open_desk(folder)
    term_history.notice(desk, at(0))
    assert term_history.changes(desk, None, at(0)) == ()
    assert glossaries.find(desk, "persona").id == "persona"
    assert not (folder / "smeeting.db").exists()


@pytest.mark.parametrize("text", ["terms:\n  - term: A\n    term: B\n", ""])
def test_a_file_that_cannot_be_read_changes_nothing(small: Desk, text: str) -> None:
    put(small, text, days=1)
    assert term_history.record(small, at(0, days=1)) == 0
    assert told(small) == []
    small.workspace.glossary_file.unlink()
    assert term_history.record(small, at(0, days=1)) == 0
    assert told(small) == []


def test_starting_a_meeting_keeps_what_was_changed_before(small: Desk) -> None:
    edit(small, "Who leaves us.", "Who left.", days=1)
    meetings.start(small, "monthly", at(0, days=2))
    (change,) = term_history.timeline(small, "churn")[1:]
    assert change.version.source == "file"


# ---- agreed words that were changed ----


def test_words_changed_in_the_file_are_proposed_again_before_and_after_they_are_kept(small: Desk) -> None:
    assert state(small) == ("agreed", "")
    edit(small, "Who we write for.", "Whom we sell to.", days=1)
    assert state(small) == ("proposed", "Who we write for.")
    term_history.record(small, at(0, days=1))
    assert state(small) == ("proposed", "Who we write for.")
    edit(small, "Whom we sell to.", "Everybody.", days=2)
    assert state(small) == ("proposed", "Who we write for.")
    edit(small, "Everybody.", "Who we write for.", days=3)
    assert state(small) == ("agreed", "")


def test_another_desk_sees_it_too(small: Desk, open_desk: Callable[..., Desk]) -> None:
    edit(small, "Who we write for.", "Whom we sell to.", days=1)
    term_history.record(small, at(0, days=1))
    assert state(open_desk(small.workspace.root)) == ("proposed", "Who we write for.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Who leaves us.", "Who left."),
        ("term: Persona", "id: persona\n    term: Buyer"),
        ("sales: like}\n", "sales: like}\n    counts: [A person]\n"),
    ],
)
def test_other_changes_leave_the_agreement_as_it_is(small: Desk, old: str, new: str) -> None:
    edit(small, old, new, days=1)
    assert state(small) == ("agreed", "")


def test_words_changed_in_the_program_are_proposed_again(desk: Desk, meeting: Meeting) -> None:
    settle(desk, meeting, "Who we write for.")
    assert state(desk) == ("agreed", "")
    field = field_named("agreed.definition", ())
    glossary_edits.set_fields(desk, "persona", {field: "Everybody."}, at(6))
    assert state(desk) == ("proposed", "Who we write for.")
    version = term_history.timeline(desk, "persona")[-1].version
    assert (version.source, version.was) == ("program", "Who we write for.")


def test_a_fresh_agreement_ends_that(desk: Desk, meeting: Meeting) -> None:
    settle(desk, meeting, "Who we write for.")
    edit(desk, "Who we write for.", "Everybody.", days=0.01)
    assert state(desk) == ("proposed", "Who we write for.")
    settle(desk, meeting, "Nearly everybody.", 30)
    assert state(desk) == ("agreed", "")


def test_also_one_on_the_changed_words_by_the_same_voices_in_the_same_meeting(
    desk: Desk, meeting: Meeting, open_desk: Callable[..., Desk]
) -> None:
    settle(desk, meeting, "Who we write for.")
    field = field_named("agreed.definition", ())
    glossary_edits.set_fields(desk, "persona", {field: "Everybody."}, at(6))
    before = desk.workspace.glossary_file.read_bytes()
    settle(desk, meeting, "Everybody.", 7)
    assert desk.workspace.glossary_file.read_bytes() == before
    assert state(desk) == ("agreed", "")
    assert state(open_desk(desk.workspace.root)) == ("agreed", "")
    version = term_history.timeline(desk, "persona")[-1].version
    assert (version.source, version.was) == ("meeting", "")
    # What comes after it is measured by it.
    edit(desk, "definition: Everybody.", "definition: Nobody.", days=0.1)
    assert state(desk) == ("proposed", "Everybody.")


def test_a_dispute_over_the_changed_words_agrees_on_nothing(desk: Desk, meeting: Meeting) -> None:
    settle(desk, meeting, "Who we write for.")
    voices: dict[str, VoiceWord] = {"marketing": "like", "sales": "uncomfortable"}
    term = glossaries.find(desk, "persona")
    glossaries.settle(desk, meeting, term, "Everybody.", voices, at(6))
    edit(desk, "definition: Who we write for.", "definition: Everybody.", days=0.01)
    text = desk.workspace.glossary_file.read_text("utf-8").replace("status: disputed", "status: agreed")
    put(desk, text, days=0.02)
    assert state(desk) == ("proposed", "Who we write for.")


def test_words_that_were_changed_before_the_history_began_are_held_against_the_meetings(
    desk: Desk, meeting: Meeting
) -> None:
    settle(desk, meeting, "Who we write for.")
    with desk.traceless():
        desk.db.conn.execute("DELETE FROM term_version")
        desk.db.conn.execute("DELETE FROM setting WHERE name = 'glossary-recorded'")
    edit(desk, "Who we write for.", "Everybody.", days=1)
    assert state(desk) == ("proposed", "Who we write for.")
    term_history.record(desk, at(0, days=1))
    assert state(desk) == ("proposed", "Who we write for.")


def test_an_entry_taken_out_and_put_back_with_other_words_is_proposed(desk: Desk, meeting: Meeting) -> None:
    settle(desk, meeting, "Who we write for.")
    whole = desk.workspace.glossary_file.read_text("utf-8")
    put(desk, SMALL.replace("Persona", "Other"), days=1)
    term_history.record(desk, at(0, days=1))
    put(desk, whole.replace("Who we write for.", "Everybody."), days=2)
    assert state(desk) == ("proposed", "Who we write for.")
    put(desk, whole, days=3)
    assert state(desk) == ("agreed", "")


def test_while_the_meetings_words_wait_for_the_file_the_words_in_it_are_not_called_changed(
    desk: Desk, meeting: Meeting
) -> None:
    settle(desk, meeting, "Who we write for.")
    whole = desk.workspace.glossary_file.read_text("utf-8")
    term = glossaries.find(desk, "persona")
    put(desk, "terms: [{term: A, term: B}]", days=0.01)
    assert glossaries.settle(desk, meeting, term, "Everybody.", LIKED, at(20)).trouble
    put(desk, whole.replace("    term: Persona\n", "    term: Persona\n    owner: Ben\n"), days=0.02)
    term_history.record(desk, at(40))
    assert state(desk) == ("agreed", "")
    assert [one.trouble for one in glossaries.write_waiting(desk, at(41))] == [""]
    assert state(desk) == ("agreed", "")
    assert glossaries.find(desk, "persona").agreed is not None


# ---- times that people name ----


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2026-03-04", "2026-03-04", "2026-03-05"),
        ("2026-02", "2026-02-01", "2026-03-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
    ],
)
def test_a_day_or_a_month_begins_and_ends_at_midnight_where_the_teams_meet(
    desk: Desk, text: str, begin: str, end: str
) -> None:
    for zone, hours in (("UTC", 0), ("Asia/Tokyo", 9)):
        path = desk.agenda_paths()["monthly"]
        lines = path.read_text("utf-8").splitlines()
        changed = [f"timezone: {zone}" if line.startswith("timezone:") else line for line in lines]
        path.write_text("\n".join(changed), "utf-8")
        shift = dt.timedelta(hours=hours)
        assert term_history.begin_of(desk, text) == dt.datetime.fromisoformat(f"{begin}T00:00Z") - shift
        assert term_history.end_of(desk, text) == dt.datetime.fromisoformat(f"{end}T00:00Z") - shift


def test_a_meeting_is_its_end(desk: Desk, meeting: Meeting) -> None:
    assert term_history.end_of(desk, meeting.name) == at(0).at
    meetings.move(desk, "close", at(50))
    assert term_history.end_of(desk, meeting.name) == term_history.begin_of(desk, meeting.name) == at(50).at


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-02-30", "9999-12", "9999-12-31", "yesterday", "2026", "' OR 1=1 --", "-1"]
)
def test_what_is_neither_a_day_nor_a_meeting_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(NotFoundError, match="neither a date nor a meeting"):
        term_history.end_of(desk, text)


def test_the_first_day_of_all_is_a_day_everywhere(desk: Desk) -> None:
    path = desk.agenda_paths()["monthly"]
    path.write_text(path.read_text("utf-8").replace("timezone: UTC", "timezone: Asia/Tokyo"), "utf-8")
    assert term_history.begin_of(desk, "0001-01-01").year == 1


# ---- how a term stood ----


def stood(desk: Desk, name: str, days: float) -> term_history.Then:
    term = glossaries.find(desk, name)
    return term_history.at_time(desk, term, BEGIN + dt.timedelta(days=days))


def test_a_term_is_told_as_it_stood_and_since_when(small: Desk) -> None:
    edit(small, "Who leaves us.", "Who left.", days=1)
    term_history.record(small, at(0, days=1))
    edit(small, "Who left.", "Who is gone.", days=3)
    term_history.record(small, at(0, days=3))
    found = [stood(small, "churn", days) for days in (0, 0.9, 1, 2.9, 3, 100)]
    assert [one.term and one.term.definition for one in found] == [
        "Who leaves us.",
        "Who leaves us.",
        "Who left.",
        "Who left.",
        "Who is gone.",
        "Who is gone.",
    ]
    assert found[3].since == BEGIN + dt.timedelta(days=1)


def test_words_changed_after_they_were_agreed_are_told_as_proposed_then(small: Desk) -> None:
    edit(small, "Who we write for.", "Everybody.", days=1)
    term_history.record(small, at(0, days=1))
    before, after = stood(small, "persona", 0).term, stood(small, "persona", 2).term
    assert before is not None
    assert after is not None
    assert (status_of(before), status_of(after)) == ("agreed", "proposed")


def test_a_term_that_was_not_there_yet_or_away_is_said_not_to_be(small: Desk) -> None:
    put(small, SMALL + "  - term: Retention\n", days=2)
    term_history.record(small, at(0, days=2))
    put(small, SMALL, days=4)
    term_history.record(small, at(0, days=4))
    put(small, SMALL + "  - term: Retention\n", days=6)
    term_history.record(small, at(0, days=6))
    for days, there in ((1, False), (3, True), (5, False), (7, True)):
        then = stood(small, "retention", days)
        assert (then.term is not None) is there
        assert ("was not in the glossary then" in then.remark) is not there


def test_before_the_history_only_what_was_agreed_is_known(desk: Desk, meeting: Meeting) -> None:
    settle(desk, meeting, "Who we write for.", 5)
    settle(desk, meeting, "Everybody.", 9)
    with desk.traceless():
        desk.db.conn.execute("UPDATE term_version SET at = '2026-06-01T00:00:00.000000+00:00'")
    for minutes, words in ((6, "Who we write for."), (10, "Everybody.")):
        then = stood(desk, "persona", minutes / 24 / 60)
        assert then.term is not None
        assert then.term.agreed is not None
        assert (then.term.agreed.definition, then.since) == (words, None)
        assert then.remark == "only what was agreed is known of that time"
    with pytest.raises(
        NotFoundError, match="nothing is known of Persona at that time; its history begins on"
    ):
        stood(desk, "persona", 0)


def test_without_a_history_that_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match="no history is kept yet"):
        stood(desk, "persona", 0)


def test_reading_writes_nothing(small: Desk) -> None:
    edit(small, "Who we write for.", "Everybody.", days=1)
    before = {path: path.read_bytes() for path in small.workspace.root.rglob("*") if path.is_file()}
    told(small)
    state(small)
    stood(small, "persona", 0)
    term_history.timeline(small, "persona")
    term_history.end_of(small, "2026-03")
    assert {path: path.read_bytes() for path in small.workspace.root.rglob("*") if path.is_file()} == before


def test_a_broken_history_leaves_the_words_readable(small: Desk, open_desk: Callable[..., Desk]) -> None:
    edit(small, "Who we write for.", "Everybody.", days=1)
    term_history.record(small, at(0, days=1))
    with small.traceless():
        small.db.conn.execute("UPDATE term_version SET body = '{', was = 'x'")
    edit(small, "Everybody.", "Nobody.", days=2)
    desk = open_desk(small.workspace.root)
    found = glossaries.find(desk, "persona")
    assert found.agreed is not None
    assert found.agreed.definition == "Nobody."
    with pytest.raises(SmeetingError):
        term_history.timeline(desk, "persona")
