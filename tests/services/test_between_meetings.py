import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.captures import Capture
from smeeting.domain.filter_keys import Which
from smeeting.domain.instants import Instant
from smeeting.services import (
    actions,
    anonymous,
    captures,
    filters,
    glossaries,
    histories,
    issues,
    starter,
    undoing,
)
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace

NOW = Instant(at=dt.datetime(2026, 3, 4, 10, 0, tzinfo=dt.UTC), awake_ms=0, up_ms=0, boot="one")
TODAY = NOW.at.date()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    starter.init(tmp_path)
    return Desk(Workspace(root=tmp_path), via="test")


def _record(desk: Desk, kind: str, text: str, side: str | None = None, owner: str = "") -> None:
    capture = Capture(0, kind, text, side=side, at=NOW.at)  # type: ignore[arg-type]
    captures.record(desk, capture, NOW, owner=owner)


def _numbers(desk: Desk, text: str, which: Which) -> list[int]:
    found = filters.page(desk, filters.read(desk, text, which, NOW))
    return [one.number if isinstance(one, Capture) else one.capture.number for one in found]


def test_lists_are_filtered_by_words_taken_literally(desk: Desk) -> None:
    _record(desk, "issue", "100% of leads are cold", "sales")
    _record(desk, "issue", "nobody reads a_b", "marketing")
    found = {words: _numbers(desk, f"is:open {words}", "issues") for words in (
        "", "LEADS", "sales cold", "i2", "100%", "a_b", "NEAR", "sales nobody", "aired", 'a" OR "b',
    )}  # fmt: skip
    assert found == {
        "": [1, 2], "LEADS": [1], "sales cold": [1], "i2": [2], "100%": [1], "a_b": [2], "NEAR": [],
        "sales nobody": [], "aired": [1, 2], 'a" OR "b': [],
    }  # fmt: skip


def test_actions_are_filtered_and_all_of_them_are_newest_first(desk: Desk) -> None:
    for owner in ("Ben", "Mara", "Ben"):
        _record(desk, "action", "call back", owner=owner)
    assert _numbers(desk, "is:open ben", "actions") == [1, 3]
    assert [one.capture.number for one in actions.listed(desk, only_open=False)] == [3, 2, 1]
    actions.done(desk, 1, "", TODAY, NOW)
    assert _numbers(desk, "is:open ben call", "actions") == [3]


def test_a_history_tells_what_was_done_and_what_was_taken_back(desk: Desk) -> None:
    _record(desk, "issue", "cold leads")
    issues.own(desk, 1, "Ben", None, NOW)
    undoing.undo(desk, NOW)
    steps = histories.of_record(desk, issues.get(desk, 1))
    assert [(step.label, step.undone) for step in steps] == [
        ("issue: cold leads", False),
        ("I1 owned", False),
        ("I1 owned", True),
    ]


def test_of_an_anonymous_issue_only_what_the_room_did_is_known(desk: Desk) -> None:
    from smeeting.services import meetings

    meeting = meetings.start(desk, "monthly", NOW)
    anonymous.drop(desk, "I am afraid")
    anonymous.open_all(desk, meeting, NOW)
    (issue,) = issues.listed(desk)
    issues.own(desk, issue.capture.number, "Ben", None, NOW)
    steps = histories.of_record(desk, issues.get(desk, issue.capture.number))
    assert [step.label for step in steps] == [f"{issue.capture.ref} owned"]


def test_the_mark_differs_after_each_change_and_only_then(desk: Desk, tmp_path: Path) -> None:
    marks = [desk.mark()]
    assert desk.mark() == marks[0]
    _record(desk, "issue", "one")
    marks.append(desk.mark())
    with Desk(desk.workspace, via="other") as other:
        _record(other, "issue", "two")
    marks.append(desk.mark())
    (tmp_path / "glossary.yaml").write_text("terms: [{term: A}]\n")
    marks.append(desk.mark())
    (tmp_path / "agendas" / "pulse.yaml").unlink()
    marks.append(desk.mark())
    assert len(set(marks)) == len(marks)
    assert desk.mark() == marks[-1]


def test_a_terms_line_is_where_its_entry_begins(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text("version: 1\nterms:\n  - term: A\n\n  - id: b\n    term: B\n")
    assert [glossaries.line_of(desk, name) for name in ("a", "b", "none")] == [3, 5, 1]
    (tmp_path / "glossary.yaml").write_text("A: some text\nB: more\n")
    assert glossaries.line_of(desk, "b") == 2


def test_a_glossary_is_unread_until_somebody_read_it(desk: Desk, tmp_path: Path) -> None:
    assert desk.unread_glossary_bytes() == (tmp_path / "glossary.yaml").stat().st_size
    assert desk.glossary.terms
    assert desk.unread_glossary_bytes() == 0
    (tmp_path / "glossary.yaml").unlink()
    assert desk.unread_glossary_bytes() == 0
