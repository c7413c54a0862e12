"""Links by what people write, both ways, and issues that are about where they were raised from."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.errors import BadMoveError, NotFoundError
from smeeting.domain.meeting import Meeting
from smeeting.domain.record_links import RecordLink
from smeeting.domain.term_examples import Candidate
from smeeting.services import (
    anonymous,
    captures,
    glossaries,
    issues,
    lead_reviews,
    record_links,
    term_examples,
    undoing,
)
from smeeting.services.desk import Desk
from smeeting.storage import leads as lead_store
from tests.services.conftest import at

Take = Callable[..., Receipt]


@pytest.fixture
def lead(demo_desk: Desk) -> str:
    """The key of a lead of the demo."""
    return lead_store.sample(demo_desk.db, "newest", 1)[0].key


@pytest.mark.parametrize(
    ("what", "link"),
    [
        ("MQL", RecordLink("term", "mql")),
        (" marketing-qualified lead ", RecordLink("term", "mql")),
        ("term:mql", RecordLink("term", "mql")),
        ("metric MQL", RecordLink("metric", "mql")),
        ("Metric: mql", RecordLink("metric", "mql")),
        ("A2", RecordLink("record", "2")),
        ("#2", RecordLink("record", "2")),
        ("2", RecordLink("record", "2")),
        ("n2", RecordLink("record", "2")),
    ],
)
def test_what_people_write_is_resolved(desk: Desk, take: Take, what: str, link: RecordLink) -> None:
    take("#issue cold")
    take("#action Ben call them")
    assert record_links.link(desk, 1, what, at(2)) == link
    assert [one.link for one in record_links.of(desk, 1) if one.how == "linked"] == [link]


def test_a_lead_is_known_by_its_key(demo_desk: Desk, lead: str) -> None:
    assert record_links.resolve(demo_desk, lead) == RecordLink("lead", lead)
    assert record_links.resolve(demo_desk, f"lead:{lead}") == RecordLink("lead", lead)
    with pytest.raises(NotFoundError, match="there is no lead"):
        record_links.resolve(demo_desk, "lead nope")


@pytest.mark.parametrize("what", ["nothing at all", "A99", "metric:Lead nurturing", "lead: \x00", "[/x]"])
def test_what_leads_to_nothing_is_refused_with_what_would_be_right(desk: Desk, take: Take, what: str) -> None:
    take("#issue cold")
    with pytest.raises(NotFoundError) as refused:
        record_links.link(desk, 1, what, at(2))
    assert refused.value.hint
    assert record_links.of(desk, 1) == ()


def test_a_link_to_itself_is_refused_and_a_second_one_changes_nothing(desk: Desk, take: Take) -> None:
    take("#issue cold")
    take("#note two")
    with pytest.raises(BadMoveError):
        record_links.link(desk, 1, "I1", at(2))
    record_links.link(desk, 1, "N2", at(2))
    record_links.link(desk, 1, "N2", at(3))
    undoing.undo(desk, at(4))
    assert record_links.of(desk, 1) == ()


def test_links_are_told_both_ways_with_what_the_text_names(desk: Desk, take: Take) -> None:
    take("#issue the MQL list is cold")
    take("#note two")
    record_links.link(desk, 2, "I1", at(2))
    assert [(one.how, one.name, one.text) for one in record_links.of(desk, 2)] == [
        ("linked", "I1", "the MQL list is cold")
    ]
    told = record_links.of(desk, 1)
    assert [(one.how, one.name) for one in told] == [("linked from", "N2"), ("named", "MQL")]
    record_links.link(desk, 1, "mql", at(3))
    assert [(one.how, one.name) for one in record_links.of(desk, 1)] == [
        ("linked", "MQL"),
        ("linked from", "N2"),
    ]


def test_a_link_is_taken_away_also_when_its_term_is_gone(desk: Desk, take: Take) -> None:
    take("#issue cold")
    record_links.link(desk, 1, "metric mql", at(2))
    with pytest.raises(NotFoundError, match="it is linked with MQL"):
        record_links.unlink(desk, 1, "sql", at(3))
    desk.workspace.glossary_file.write_text("terms: []\n")
    assert [one.name for one in record_links.of(desk, 1)] == ["mql"]
    record_links.unlink(desk, 1, "mql", at(3))
    assert record_links.of(desk, 1) == ()
    with pytest.raises(NotFoundError, match="it has no links"):
        record_links.unlink(desk, 1, "mql", at(3))


def test_links_are_told_while_the_glossary_is_broken(
    desk: Desk, take: Take, open_desk: Callable[..., Desk]
) -> None:
    take("#issue cold")
    record_links.link(desk, 1, "mql", at(2))
    desk.workspace.glossary_file.write_text("terms: [")
    other = open_desk(desk.workspace.root, "screen-2")
    assert [one.name for one in record_links.of(other, 1)] == ["mql"]


def test_an_issue_raised_from_a_metric_is_about_it_and_an_anonymous_one_is_not(
    desk: Desk, meeting: Meeting
) -> None:
    about = (RecordLink("metric", "mql"),)
    captures.take(desk, "#issue MQL is behind", at(1), about=about)
    captures.take(desk, "#note MQL is behind", at(1), about=about)
    captures.take(desk, "#issue anon MQL is behind", at(1), about=about)
    anonymous.open_all(desk, meeting, at(2))
    linked = [[one.link for one in record_links.of(desk, n) if one.how == "linked"] for n in (1, 2, 3)]
    assert linked == [list(about), [], []]
    undoing.undo(desk, at(2))
    undoing.undo(desk, at(2))
    assert desk.db.rows("SELECT 1 FROM record_link") == []


def test_an_issue_of_an_example_is_about_the_term_and_the_lead(desk: Desk, meeting: Meeting) -> None:
    term = glossaries.find(desk, "mql")
    said = {"marketing": True, "sales": False}
    example = term_examples.decide(desk, meeting, term, Candidate("a webinar"), said, at(1))
    of_lead = msgspec.structs.replace(example, lead_key="00Q1")
    receipt = term_examples.to_issue(desk, meeting, term, of_lead, at(2))
    found = record_links.of(desk, int(receipt.ref[1:]))
    assert [one.link for one in found if one.how == "linked"] == [
        RecordLink("term", "mql"),
        RecordLink("lead", "00Q1"),
    ]


def test_the_leads_of_a_reason_are_those_that_were_sent_back_for_it(demo_desk: Desk) -> None:
    found = lead_reviews.last_summary(demo_desk)
    assert found is not None
    meeting = next(one for one in _past(demo_desk) if one.name == found.meeting)
    for reason, times in found.frequent():
        keys = lead_reviews.sent_back(demo_desk, meeting, reason)
        assert len(keys) == min(times, lead_reviews.MOST_LINKED)
        given = {one.lead_key for one in found.verdicts if one.verdict != "accepted"}
        assert set(keys) <= given


def _past(desk: Desk) -> tuple[Meeting, ...]:
    from smeeting.services import meetings

    return meetings.past(desk)


# ---- duplicates ----


def test_the_likeliest_duplicate_comes_first_and_common_words_tell_nothing(desk: Desk, take: Take) -> None:
    for text in (
        "the fair leads came without phone numbers",
        "the form is too long",
        "leads of the fair had no phone",
        "the brochure is out of date",
        "the discount is not known",
        "a phone rang",
    ):
        take(f"#issue {text}")
    take("#note fair leads phone numbers")
    assert [one.capture.number for one in issues.like(desk, 1)][:2] == [3, 6]
    assert 2 not in [one.capture.number for one in issues.like(desk, 1)]
    issues.merge(desk, 3, 1, at(2))
    assert 3 not in [one.capture.number for one in issues.like(desk, 1)]
    assert issues.like(desk, 2) == ()
    assert len(issues.like(desk, 1, limit=1)) == 1


@pytest.mark.parametrize(
    "text", ['" OR *', "\U0001f600", "a-b c_d e'f", "ñandú große", "NEAR(x y)", "é" * 99]
)
def test_any_text_can_be_looked_for_like(desk: Desk, take: Take, text: str) -> None:
    take(f"#issue {text}")
    take(f"#issue {text}")
    assert [one.capture.number for one in issues.like(desk, 1)] in ([2], [])
    if text == "ñandú große":
        assert issues.like(desk, 1)


def test_merging_counts_both_sides_me_too_and_goes_on_for_all(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    for text in ("one", "two", "three"):
        take(f"#issue {text}")
    issues.me_too(desk, meeting, 1, "sales", at(2))
    issues.me_too(desk, meeting, 2, "sales", at(2))
    issues.me_too(desk, meeting, 2, "marketing", at(2))
    issues.merge(desk, 3, 2, at(3))
    kept = issues.merge(desk, 2, 1, at(4))
    assert (kept.times_raised, kept.me_too) == (3, {"sales": 2, "marketing": 1})
    assert [one.capture.text for one in issues.merged_into(desk, 1)] == ["two", "three"]
    assert [move.verb for move in issues.moves_of(desk, 3)] == ["merged", "merged"]
    with pytest.raises(BadMoveError, match="I3 goes on as I1; name that one"):
        issues.own(desk, 3, "Ann", dt.date(2026, 4, 1), at(5))
    undoing.undo(desk, at(6))
    assert issues.get(desk, 3).merged_into == 2
    assert issues.get(desk, 1).me_too == {"sales": 1}
