"""What counts: examples that both sides decide, and what becomes of those they see differently."""

from collections.abc import Callable

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadLineError, BadMoveError
from smeeting.domain.glossary import Term
from smeeting.domain.meeting import Meeting
from smeeting.domain.term_examples import Candidate, Example, ExampleOutcome, outcome_of
from smeeting.services import glossaries, issues, leads, meetings, term_examples, undoing
from smeeting.services.desk import Desk
from smeeting.storage import term_examples as store
from tests.services.conftest import at
from tests.services.test_leads import write

YES, NO = {"marketing": True, "sales": True}, {"marketing": False, "sales": False}
MIXED = {"marketing": True, "sales": False}


@pytest.fixture
def mql(desk: Desk) -> Term:
    """A stage of the funnel, with two examples that count and two that do not."""
    return glossaries.find(desk, "mql")


def decide(
    desk: Desk, meeting: Meeting, candidate: Candidate | str, said: dict[str, bool], minutes: float = 1
) -> Example:
    one = Candidate(candidate) if isinstance(candidate, str) else candidate
    return term_examples.decide(desk, meeting, glossaries.find(desk, "mql"), one, said, at(minutes))


def lists(desk: Desk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    term = glossaries.find(desk, "mql")
    return term.counts, term.does_not_count


def texts(desk: Desk) -> list[str]:
    return [one.text for one in term_examples.candidates(desk, glossaries.find(desk, "mql"))]


@pytest.mark.parametrize(
    ("said", "outcome"), [(YES, "counts"), (NO, "does not count"), (MIXED, "open"), ({}, "open")]
)
def test_an_example_is_decided_when_all_say_the_same(said: dict[str, bool], outcome: ExampleOutcome) -> None:
    assert outcome_of(said) == outcome


def test_what_the_entry_lists_is_asked_until_it_is_decided(desk: Desk, meeting: Meeting, mql: Term) -> None:
    found = term_examples.candidates(desk, mql)
    assert [one.text for one in found] == [*mql.counts, *mql.does_not_count]
    assert [one.listed for one in found] == ["counts"] * 2 + ["does_not_count"] * 2
    decide(desk, meeting, found[0], YES)
    assert texts(desk) == [*mql.counts[1:], *mql.does_not_count]


def test_both_lists_take_what_all_sides_say(desk: Desk, meeting: Meeting, mql: Term) -> None:
    decide(desk, meeting, " Called us ", YES)
    decide(desk, meeting, "A robot", NO)
    assert lists(desk) == ((*mql.counts, "Called us"), (*mql.does_not_count, "A robot"))


def test_an_example_moves_to_the_list_it_belongs_in(desk: Desk, meeting: Meeting, mql: Term) -> None:
    decide(desk, meeting, mql.counts[0], NO)
    assert lists(desk) == (mql.counts[1:], (*mql.does_not_count, mql.counts[0]))
    decide(desk, meeting, mql.counts[0], YES)
    assert lists(desk) == ((*mql.counts[1:], mql.counts[0]), mql.does_not_count)


def test_one_they_see_differently_changes_no_list_and_is_asked_first(
    desk: Desk, meeting: Meeting, mql: Term
) -> None:
    before = desk.workspace.glossary_file.read_bytes()
    kept = decide(desk, meeting, mql.does_not_count[1], MIXED)
    assert (kept.outcome, kept.said) == ("open", MIXED)
    assert desk.workspace.glossary_file.read_bytes() == before
    first = term_examples.candidates(desk, mql)[0]
    assert (first.text, first.example) == (mql.does_not_count[1], kept)
    # Decided later, it is the same example.
    assert decide(desk, meeting, first, NO).id == kept.id
    assert [one.outcome for one in term_examples.of_term(desk, "mql")] == ["does not count"]


@pytest.mark.parametrize("said", [{}, {"sales": True}])
def test_each_team_speaks_for_itself(desk: Desk, meeting: Meeting, said: dict[str, bool]) -> None:
    with pytest.raises(BadMoveError, match="said nothing yet"):
        decide(desk, meeting, "Called us", said)
    with pytest.raises(BadLineError, match="no example"):
        decide(desk, meeting, "  ", YES)
    assert term_examples.of_term(desk, "mql") == ()


def test_a_closed_meeting_decides_nothing(desk: Desk, meeting: Meeting) -> None:
    meetings.move(desk, "close", at(5))
    before = desk.workspace.glossary_file.read_bytes()
    with pytest.raises(BadMoveError, match="closed"):
        decide(desk, meeting, "Called us", YES, 6)
    assert desk.workspace.glossary_file.read_bytes() == before


def test_an_example_that_was_taken_back_can_be_decided_again(desk: Desk, meeting: Meeting, mql: Term) -> None:
    decide(desk, meeting, "Called us", MIXED)
    on_screen = term_examples.candidates(desk, mql)[0]
    undoing.undo(desk, at(2), meeting=meeting)
    assert decide(desk, meeting, on_screen, YES).outcome == "counts"
    assert [one.text for one in term_examples.of_term(desk, "mql")] == ["Called us"]


# ---- what becomes of a difference ----


def test_a_difference_becomes_an_issue_with_what_each_side_said(
    desk: Desk, meeting: Meeting, mql: Term
) -> None:
    kept = decide(desk, meeting, "A student [b]x[/b]", MIXED)
    receipt = term_examples.to_issue(desk, meeting, mql, kept, at(3))
    issue = issues.get(desk, int(receipt.ref[1:]))
    assert issue.capture.text == (
        "Does this count as MQL? A student [b]x[/b] (Marketing: counts; Sales: does not)"
    )
    assert issue.capture.term_id == "mql"
    (example,) = term_examples.of_term(desk, "mql")
    assert (example.outcome, example.issue) == ("issue", issue.capture.number)
    assert "A student [b]x[/b]" not in texts(desk)


@pytest.mark.parametrize("counts", [True, False])
def test_a_difference_becomes_a_rule_in_one_of_the_lists(
    desk: Desk, meeting: Meeting, mql: Term, counts: bool
) -> None:
    kept = decide(desk, meeting, "A student", MIXED)
    made = term_examples.to_rule(desk, meeting, mql, kept, " Only with a budget. ", at(3), counts=counts)
    assert (made.outcome, made.rule) == ("rule", "Only with a budget.")
    assert ("Only with a budget." in lists(desk)[0]) is counts
    assert ("Only with a budget." in lists(desk)[1]) is not counts
    assert store.of_meeting(desk.db, meeting.name) == (made,)
    # The sides made the rule, so neither it nor the example is asked about.
    assert {"Only with a budget.", "A student"} & set(texts(desk)) == set()
    with pytest.raises(BadLineError, match="no words"):
        term_examples.to_rule(desk, meeting, mql, kept, " ", at(4), counts=counts)


def test_a_decision_is_taken_back_by_the_undo_of_the_meeting(
    desk: Desk, meeting: Meeting, take: Callable[..., Receipt]
) -> None:
    decide(desk, meeting, "A student", MIXED)
    assert "MQL, A student: open" in take("#undo").text
    assert term_examples.of_term(desk, "mql") == ()


# ---- real leads ----


@pytest.fixture
def with_leads(desk: Desk) -> Desk:
    """A desk with seven leads that reached the stage, two of them of one company, and one that did not."""
    rows = [f"{n},2026-01-0{n},marketingqualifiedlead,Fair,Firm {n},2026-01-1{n},," for n in range(1, 6)]
    rows += [f"{n},2026-02-0{n},marketingqualifiedlead,Fair,Dune,2026-02-1{n},," for n in (6, 7)]
    rows.append("8,2026-02-08,lead,Web,Nobody,,,")
    leads.import_files(desk, [write(desk, "contacts.csv", *rows)], at(0))
    return desk


def asked(desk: Desk) -> list[Candidate]:
    return [one for one in term_examples.candidates(desk, glossaries.find(desk, "mql")) if one.lead_key]


def test_the_newest_leads_that_reached_the_stage_are_asked_about(with_leads: Desk) -> None:
    found = asked(with_leads)
    assert len(found) == term_examples.LEADS
    assert [one.text for one in found[:3]] == ["Dune from Fair", "Dune from Fair", "Firm 5 from Fair"]
    assert any("MQL 2026-02-17" in line for line in found[0].details)
    assert "Nobody from Web" not in [one.text for one in found]
    # Persona is no stage.
    persona = glossaries.find(with_leads, "persona")
    assert not any(one.lead_key for one in term_examples.candidates(with_leads, persona))


def test_a_lead_is_asked_about_once_also_where_two_read_alike(with_leads: Desk, meeting: Meeting) -> None:
    before = with_leads.workspace.glossary_file.read_bytes()
    first, second = asked(with_leads)[:2]
    decide(with_leads, meeting, first, YES)
    assert asked(with_leads)[0].lead_key == second.lead_key
    decide(with_leads, meeting, second, NO)
    keys = [one.lead_key for one in asked(with_leads)]
    assert {first.lead_key, second.lead_key} & set(keys) == set()
    # A lead stays in the database.
    assert with_leads.workspace.glossary_file.read_bytes() == before


def test_leads_the_sides_see_differently_come_back_each_by_itself(with_leads: Desk, meeting: Meeting) -> None:
    first, second = asked(with_leads)[:2]
    for one in (first, second):
        decide(with_leads, meeting, one, MIXED)
    assert [one.lead_key for one in asked(with_leads)[:2]] == [first.lead_key, second.lead_key]
