import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.captures import CAPTURE_KINDS, LETTERS, Action, Capture, CaptureKind, Issue, parse_ref

TODAY = dt.date(2026, 3, 4)
YESTERDAY = dt.date(2026, 3, 3)


@pytest.mark.parametrize("kind", CAPTURE_KINDS)
def test_every_kind_has_a_letter_of_its_own_and_reads_back(kind: CaptureKind) -> None:
    assert list(LETTERS.values()).count(LETTERS[kind]) == 1
    assert parse_ref(Capture(14, kind, "x").ref) == 14


@pytest.mark.parametrize(
    ("text", "number"),
    [("I14", 14), (" i14 ", 14), ("#14", 14), ("14", 14), ("#I14", 14), ("X14", None), ("I", None),
     ("", None), ("14a", None), ("-1", None), ("٣", None), ("9" * 16, None)],
)  # fmt: skip
def test_an_id_is_read_as_people_write_it(text: str, number: int | None) -> None:
    assert parse_ref(text) == number


@given(st.text())
def test_any_text_is_an_id_or_none(text: str) -> None:
    number = parse_ref(text)
    assert number is None or 0 <= number < 2**63


@pytest.mark.parametrize(("answer_by", "late"), [(None, False), (YESTERDAY, True), (TODAY, False)])
def test_only_an_open_issue_past_its_date_is_late(answer_by: dt.date | None, late: bool) -> None:
    capture = Capture(1, "issue", "x")
    assert Issue(capture, "owned", answer_by=answer_by).is_late(TODAY) is late
    assert not Issue(capture, "answered", answer_by=answer_by).is_late(TODAY)


@pytest.mark.parametrize(("due", "late"), [(None, False), (YESTERDAY, True), (TODAY, False)])
def test_only_an_open_action_past_its_date_is_late(due: dt.date | None, late: bool) -> None:
    capture = Capture(1, "action", "x")
    assert Action(capture, due=due).is_late(TODAY) is late
    assert not Action(capture, due=due, state="done").is_late(TODAY)
