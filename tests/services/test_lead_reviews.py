"""The lead review: the same few leads on every terminal, one verdict each, undone like everything else."""

from collections.abc import Callable

import pytest

from smeeting.domain.agenda import Item
from smeeting.domain.errors import BadMoveError, FaultsError, NotFoundError
from smeeting.domain.meeting import Meeting
from smeeting.services import lead_reviews, meetings, minutes, undoing
from smeeting.services.desk import Desk
from smeeting.storage import funnel_counts
from tests.services.conftest import at
from tests.storage.lead_rows import LeadRow, put_leads
from tests.storage.lead_rows import at as minute

AGENDA = """title: Leads
teams: [Marketing, Sales]
items:
  - kind: leads
    minutes: 10
    review: {sample: SAMPLE, leads: 3}
"""


@pytest.fixture
def leads(desk: Desk) -> Desk:
    """A workspace with six leads, of which the last came last and the first is worth most."""
    rows = [
        LeadRow(
            {"lead": minute(f"2026-02-0{day}"), "touch": minute(f"2026-02-0{day}", 60 * day)},
            "Fair" if day % 2 else "Web",
            1000 / day,
        )
        for day in range(1, 7)
    ]
    with desk.traceless():
        put_leads(desk.db, rows)
        desk.db.conn.execute(
            "UPDATE lead SET came = (SELECT min(at) FROM lead_stage WHERE lead_stage.lead_id = lead.id)"
        )
        funnel_counts.refresh(desk.db, [term.id for term in desk.glossary.stages])
    return desk


def begin(desk: Desk, sample: str = "newest", *, minutes: float = 0, days: int = 0) -> Meeting:
    agenda = desk.workspace.agendas_dir / "looks.yaml"
    agenda.write_text(AGENDA.replace("SAMPLE", sample))
    return meetings.start(desk, "looks", at(minutes, days=days))


def ids(desk: Desk, meeting: Meeting) -> list[int]:
    return [lead.id for lead in lead_reviews.sample(desk, meeting, 0)]


def test_the_sample_is_what_the_agenda_says(leads: Desk) -> None:
    assert ids(leads, begin(leads)) == [6, 5, 4]
    meetings.move(leads, "close", at(5))
    assert ids(leads, begin(leads, "biggest", minutes=6)) == [1, 2, 3]


def test_a_random_sample_is_the_same_on_every_terminal(leads: Desk, open_desk: Callable[..., Desk]) -> None:
    meeting = begin(leads, "random")
    other = open_desk(leads.workspace.root, "other")
    assert ids(leads, meeting) == ids(other, meetings.get(other, None))
    assert len(set(ids(leads, meeting))) == 3


def test_what_was_judged_before_is_not_looked_at_again_and_what_is_judged_stays(leads: Desk) -> None:
    first = begin(leads)
    lead = lead_reviews.sample(leads, first, 0)[0]
    lead_reviews.judge(leads, first, 0, lead, "accepted", at(1))
    assert ids(leads, first) == [6, 5, 4]
    meetings.move(leads, "close", at(2))
    meetings.move(leads, "finalise", at(3), name=first.name)
    second = begin(leads, days=7)
    assert ids(leads, second) == [5, 4, 3]


def test_leads_that_come_in_the_middle_hide_none_that_was_judged(leads: Desk) -> None:
    meeting = begin(leads)
    for lead in lead_reviews.sample(leads, meeting, 0)[1:]:
        lead_reviews.judge(leads, meeting, 0, lead, "accepted", at(1))
    with leads.traceless():
        leads.db.conn.execute("UPDATE lead SET came = came + 10000000 WHERE id = 1")
    assert ids(leads, meeting) == [5, 4, 1]


def test_a_lead_that_is_sent_back_needs_a_reason(leads: Desk) -> None:
    meeting = begin(leads)
    lead = lead_reviews.sample(leads, meeting, 0)[0]
    with pytest.raises(BadMoveError, match="a lead that is rejected needs a reason"):
        lead_reviews.judge(leads, meeting, 0, lead, "rejected", at(1), reason=" ")
    assert lead_reviews.verdict_on(leads, meeting, lead) is None


def test_a_verdict_is_changed_and_taken_back(leads: Desk) -> None:
    meeting = begin(leads)
    lead = lead_reviews.sample(leads, meeting, 0)[0]
    lead_reviews.judge(leads, meeting, 0, lead, "rejected", at(1), reason="too small")
    lead_reviews.remark(leads, meeting, 0, lead, at(2), worked="the guide")
    lead_reviews.judge(leads, meeting, 0, lead, "accepted", at(3))
    found = lead_reviews.verdict_on(leads, meeting, lead)
    assert found is not None
    assert (found.verdict, found.reason, found.worked) == ("accepted", "", "the guide")
    undoing.undo(leads, at(4), meeting=meeting)
    found = lead_reviews.verdict_on(leads, meeting, lead)
    assert found is not None
    assert (found.verdict, found.reason) == ("rejected", "too small")
    undoing.undo(leads, at(5), meeting=meeting)
    undoing.undo(leads, at(6), meeting=meeting)
    assert lead_reviews.verdict_on(leads, meeting, lead) is None


def test_nothing_is_remarked_where_there_is_no_verdict(leads: Desk) -> None:
    meeting = begin(leads)
    lead = lead_reviews.sample(leads, meeting, 0)[0]
    with pytest.raises(NotFoundError, match="no verdict on this lead yet"):
        lead_reviews.remark(leads, meeting, 0, lead, at(1), did_not="the call")


def test_a_closed_meeting_takes_no_verdict(leads: Desk) -> None:
    meeting = begin(leads)
    lead = lead_reviews.sample(leads, meeting, 0)[0]
    meetings.move(leads, "close", at(1))
    meetings.move(leads, "finalise", at(2), name=meeting.name)
    with pytest.raises(BadMoveError):
        lead_reviews.judge(leads, meeting, 0, lead, "accepted", at(3))


def test_the_last_review_is_found_again(leads: Desk) -> None:
    assert lead_reviews.last_summary(leads) is None
    meeting = begin(leads)
    for lead, reason in zip(
        lead_reviews.sample(leads, meeting, 0), ("", "too small", "too small"), strict=True
    ):
        lead_reviews.judge(
            leads, meeting, 0, lead, "recycled" if reason else "accepted", at(1), reason=reason
        )
    found = lead_reviews.last_summary(leads)
    assert found is not None
    assert (found.meeting, found.overall.accepted) == (meeting.name, 1)
    assert found.frequent() == (("too small", 2),)


def test_a_review_is_held_against_those_before_it_and_never_against_itself_or_later_ones(leads: Desk) -> None:
    first = begin(leads)
    newest = lead_reviews.sample(leads, first, 0)
    lead_reviews.judge(leads, first, 0, newest[0], "accepted", at(1))
    assert lead_reviews.summary(leads, first).overall.share_before is None
    meetings.move(leads, "close", at(2))
    meetings.move(leads, "finalise", at(3), name=first.name)
    second = begin(leads, days=7)
    other = lead_reviews.sample(leads, second, 0)[0]
    lead_reviews.judge(leads, second, 0, other, "rejected", at(1, days=7), reason="too small")
    found = lead_reviews.summary(leads, second).overall
    assert (found.share, found.share_before) == (0, 1)
    assert lead_reviews.summary(leads, first).overall.share_before is None


def test_the_minutes_tell_verdicts_and_speed_and_later_leads_do_not_change_them(leads: Desk) -> None:
    meeting = begin(leads)
    lead = lead_reviews.sample(leads, meeting, 0)[0]
    lead_reviews.judge(leads, meeting, 0, lead, "recycled", at(1), reason="no | phone")
    lead_reviews.remark(leads, meeting, 0, lead, at(2), worked="the [guide]")
    text = minutes.markdown(leads, meeting)
    assert r"no \| phone (1)" in text
    assert r"What worked: the \[guide]" in text
    assert "First touch: median 3.5 hours" in text
    assert "### Funnel" in text
    meetings.move(leads, "close", at(3))
    closed = minutes.markdown(leads, meetings.get(leads, meeting.name))
    with leads.traceless():
        leads.db.conn.execute("UPDATE lead_stage SET at = at + 100000")
        funnel_counts.refresh(leads.db, [term.id for term in leads.glossary.stages])
    assert minutes.markdown(leads, meetings.get(leads, meeting.name)) == closed
    assert "### Funnel" in closed


def test_a_glossary_that_cannot_be_read_does_not_keep_a_meeting_open(leads: Desk) -> None:
    begin(leads)
    leads.workspace.glossary_file.write_text("terms: [")
    with Desk(leads.workspace) as fresh:
        assert meetings.move(fresh, "close", at(3)).state == "closed"


@pytest.mark.parametrize(
    ("review", "part"),
    [
        ("{sample: oldest}", "sample is “oldest”, which is not known"),
        ("{leads: 0}", "leads is “0”, which is no whole number from 1 to 20"),
        ("{reasons: []}", "reasons has 0 of at least 1 entries"),
        ("{reasons: [a, b, c, d, e, f, g, h, i, j]}", "reasons has 10 entries, more than 9"),
        ("newest", "review is not a map"),
    ],
)
def test_a_bad_review_in_an_agenda_is_told_with_its_place(desk: Desk, review: str, part: str) -> None:
    path = desk.workspace.agendas_dir / "bad.yaml"
    path.write_text(AGENDA.replace("{sample: SAMPLE, leads: 3}", review))
    with pytest.raises(FaultsError) as told:
        desk.agenda("bad")
    assert part in str(told.value)
    assert "bad.yaml:6:" in str(told.value)


def test_an_item_without_a_review_looks_at_the_five_newest() -> None:
    assert Item("leads", "Leads", 5).review is None
