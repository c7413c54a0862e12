"""Which words a vocabulary item looks at: in what order, and why."""

import datetime as dt

import pytest

from smeeting.domain.due_terms import REVIEW_AFTER_DAYS, due_terms
from smeeting.domain.glossary import Agreement, Glossary, Term, VoiceWord

TODAY = dt.date(2026, 9, 1)
VOICES: dict[str, VoiceWord] = {"marketing": "like", "sales": "like"}
IN_FORCE = dt.date(2026, 8, 1)


def agreed(name: str, on: dt.date | None = IN_FORCE, **more: object) -> Term:
    return Term(name, name, agreed=Agreement("words", on, voices=VOICES), **more)  # type: ignore[arg-type]


DISPUTED = Term("disputed", "disputed", definitions={"marketing": "one", "sales": "two"})
PROPOSED = Term("proposed", "proposed", definition="words")
DRAFT = Term("draft", "draft")
RECENT = agreed("recent")
LONG_AGO = agreed("long-ago", dt.date(2026, 1, 1))
LONGER_AGO = agreed("longer-ago", dt.date(2025, 1, 1))
GONE = Term("gone", "gone", status="deprecated", definition="words")


def due(
    *terms: Term, changed: dict[str, str] | None = None, used: dict[str, int] | None = None
) -> list[tuple[str, str]]:
    found = due_terms(Glossary(terms), changed or {}, used or {}, TODAY)
    return [(one.term.id, one.reason) for one in found]


def test_disputed_then_changed_then_used_then_those_looked_at_longest_ago() -> None:
    terms = (LONG_AGO, DRAFT, LONGER_AGO, PROPOSED, RECENT, GONE, DISPUTED)
    changed = {"recent": "in the file since 2026-08-04", "disputed": "x", "gone": "x"}
    assert due(*terms, changed=changed, used={"draft": 2, "recent": 5, "gone": 1}) == [
        ("disputed", "disputed"),
        ("recent", "changed in the file since 2026-08-04"),
        ("draft", "named 2 times this month, and not agreed"),
        ("proposed", "proposed, never agreed"),
        ("longer-ago", "agreed 2025-01-01, time to look again"),
        ("long-ago", "agreed 2026-01-01, time to look again"),
    ]


def test_within_a_reason_the_order_is_that_of_the_file() -> None:
    other = Term("b", "b", definitions={"marketing": "one", "sales": "two"})
    assert [one for one, _ in due(other, DISPUTED)] == ["b", "disputed"]
    assert [one for one, _ in due(DISPUTED, other)] == ["disputed", "b"]


def test_words_that_are_agreed_and_named_are_not_due() -> None:
    assert due(RECENT, used={"recent": 9}) == []
    assert due(PROPOSED, used={"proposed": 1}) == [("proposed", "named 1 time this month, and not agreed")]


def test_proposals_come_before_drafts() -> None:
    assert [one for one, _ in due(DRAFT, PROPOSED)] == ["proposed", "draft"]


@pytest.mark.parametrize(
    ("term", "is_due"),
    [
        (agreed("a", TODAY - dt.timedelta(days=REVIEW_AFTER_DAYS)), True),
        (agreed("a", TODAY - dt.timedelta(days=REVIEW_AFTER_DAYS - 1)), False),
        (agreed("a", review_by=TODAY - dt.timedelta(days=1)), True),
        (agreed("a", review_by=TODAY + dt.timedelta(days=1)), False),
        (agreed("a", dt.date(2020, 1, 1), review_by=TODAY + dt.timedelta(days=1)), False),
        (agreed("a", dt.date(2026, 12, 1)), False),
        (Term("a", "A", definition="words", review_by=TODAY + dt.timedelta(days=1)), True),
        (Term("a", "A", agreed=Agreement("words", TODAY), review_by=TODAY + dt.timedelta(days=1)), True),
        (GONE, False),
    ],
)
def test_agreed_words_are_due_after_half_a_year_or_on_a_day_of_their_own(term: Term, is_due: bool) -> None:
    assert bool(due(term)) is is_due


def test_agreed_words_without_a_day_are_due() -> None:
    assert due(agreed("a", None)) == [("a", "agreed nobody knows when")]


def test_words_changed_after_they_were_agreed_are_looked_at_as_proposals() -> None:
    changed = Term("a", "A", agreed=Agreement("new", IN_FORCE, voices=VOICES, was="words"))
    assert due(changed) == [("a", "proposed, as agreed words were changed")]


def test_in_an_empty_glossary_nothing_is_due() -> None:
    assert due(changed={"x": "y"}, used={"x": 1}) == []
