"""What follows from a meeting's minutes."""

import datetime as dt

import msgspec

from smeeting.domain.captures import Action
from smeeting.domain.minutes import (
    Minutes,
    actions_by_owner,
    agreed_anew,
    agreed_newly,
    captured_in,
    disputes,
    flipped,
    kept_and_broken,
    number_of,
    of_kind,
    present,
)
from smeeting.domain.people import Attendee, Person
from tests.render.sample import agreement, capture, complete, empty, meeting, promise


def with_parts(**parts: object) -> Minutes:
    return msgspec.structs.replace(empty(), **parts)


def test_promises_are_sorted_by_direction_and_by_what_became_of_them() -> None:
    to_sales, to_marketing = kept_and_broken(complete().promises)
    assert (to_sales.promised_by, to_sales.promised_to) == ("marketing", "sales")
    assert [one.term_id for one in to_sales.kept] == ["mql"]
    assert [one.term_id for one in to_sales.broken] == ["cost-per-lead"]
    assert [one.term_id for one in to_sales.missing] == ["assets"]
    assert [one.term_id for one in to_marketing.promises] == ["sla"]


def test_what_nobody_promised_is_neither_kept_nor_broken() -> None:
    assert kept_and_broken([promise("visits", "Visits", 5, 4, promised_by=None)]) == ()


def test_only_kept_and_broken_flip_into_each_other() -> None:
    pairs = [((9, 10), (10, 10)), ((10, 10), (9, 10)), ((None, 10), (9, 10)), ((10, 10), (11, 10))]
    before = [promise(str(at), "", *then) for at, (then, _) in enumerate(pairs)]
    now = [promise(str(at), "", *here) for at, (_, here) in enumerate(pairs)]
    flips = flipped([*now, promise("new", "", 1, 2)], before)
    assert [(flip.now.term_id, flip.is_for_the_better) for flip in flips] == [("0", True), ("1", False)]


def test_everything_recorded_in_an_item_is_told_by_number() -> None:
    assert [number_of(one) for one in captured_in(complete(), 2)] == [5, 7, 8, 9, 11, 20]
    assert [number_of(one) for one in captured_in(complete(), None)] == [12, 21]
    assert [one.number for one in of_kind(complete(), "note")] == [6, 12]


def test_actions_go_by_owner_then_date_and_the_ownerless_come_last() -> None:
    def action(number: int, owner: str, due: int | None = None) -> Action:
        return Action(capture(number, "action", "", 0), owner, dt.date(2026, 11, due) if due else None)

    given = (action(1, ""), action(2, "ben"), action(3, "Ben", 9), action(4, "Anna"), action(5, "Anna", 7))
    ordered = actions_by_owner(with_parts(actions=given))
    assert [number_of(one) for one in ordered] == [5, 4, 3, 2, 1]


def test_actions_from_before_stay_while_they_are_open() -> None:
    assert [number_of(one) for one in actions_by_owner(complete())] == [13, 4, 11]


def test_agreed_words_count_as_changed_only_where_they_differ() -> None:
    minutes = with_parts(
        agreements=(
            agreement("a", "A", "same", before="same "),
            agreement("b", "B", "new", before="old"),
            agreement("c", "C", "first"),
            agreement("d", "D", "", outcome="disputed"),
        )
    )
    assert [one.name for one in agreed_newly(minutes)] == ["A", "C"]
    assert [one.name for one in agreed_anew(minutes)] == ["B"]


def test_a_disputed_term_is_named_once_with_every_reason() -> None:
    minutes = with_parts(
        agreements=(agreement("sql", "SQL", "", outcome="disputed"),),
        captures=(
            capture(2, "dispute", "second", 0, term_id="sql"),
            capture(1, "dispute", "first", 0, term_id="sql"),
            capture(3, "dispute", "unknown word", 0),
        ),
    )
    assert [(one.name, one.reasons) for one in disputes(minutes)] == [
        ("SQL", ("first", "second")),
        ("T3", ("unknown word",)),
    ]


def test_a_dispute_settled_in_the_same_meeting_is_no_dispute() -> None:
    raised = capture(1, "dispute", "why", 0, term_id="sql")
    settled = agreement("sql", "SQL", "words")
    assert disputes(with_parts(captures=(raised,), agreements=(settled,))) == ()


def test_people_of_an_unknown_side_belong_to_none() -> None:
    minutes = with_parts(
        attendees=(
            Attendee(Person("Zoe", "sales"), "here"),
            Attendee(Person("Adam", "sales"), "here"),
            Attendee(Person("Gone", "support"), "here"),
        )
    )
    assert present(minutes, "sales", "here") == ("Adam", "Zoe")
    assert present(minutes, None, "here") == ("Gone",)
    assert present(minutes, "sales", "left") == ()


def test_minutes_are_a_draft_until_the_meeting_is_closed() -> None:
    drafts = {
        state: Minutes(meeting(state=state)).is_draft for state in ("running", "paused", "closed", "final")
    }
    assert drafts == {"running": True, "paused": True, "closed": False, "final": False}
