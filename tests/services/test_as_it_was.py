"""Minutes tell a meeting as it was, whatever is done to numbers, words and files afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.captures import Receipt
from smeeting.domain.glossary import Term
from smeeting.domain.meeting import Meeting
from smeeting.domain.periods import Period
from smeeting.services import agendas, captures, glossaries, meetings, metrics, minutes, targets
from smeeting.services.desk import Desk
from tests.services.conftest import at

Take = Callable[..., Receipt]
FEBRUARY = Period.parse("2026-02")


def show_in_monthly(desk: Desk, *shown: str) -> None:
    """Let the monthly agenda have an item of metrics for each of these lists."""
    items = "".join(
        f"  - {{kind: metrics, title: Part {n}, minutes: 5, show: {s}}}\n" for n, s in enumerate(shown)
    )
    (desk.workspace.agendas_dir / "monthly.yaml").write_text(f"title: Monthly\nitems:\n{items}")


def written(desk: Desk, name: str) -> Term:
    return glossaries.find(desk, name)


def test_metrics_are_shown_by_whatever_name_the_agenda_gives_them(desk: Desk) -> None:
    show_in_monthly(desk, "[Cost per lead, MQL]")
    meeting = meetings.start(desk, "monthly", at(0))
    assert [one.term_id for one in minutes.gather(desk, meeting).promises] == ["cost-per-lead", "mql"]


def test_a_name_the_glossary_lacks_is_warned_of_with_its_line(desk: Desk) -> None:
    show_in_monthly(desk, "[MQL]", "[nope]")
    faults = [fault for fault in agendas.check(desk) if "nope" in fault.message]
    assert [(fault.line, fault.level) for fault in faults] == [(4, "warning")]


def test_every_item_of_metrics_reaches_the_minutes(desk: Desk) -> None:
    show_in_monthly(desk, "[mql]", "[sql]")
    meeting = meetings.start(desk, "monthly", at(0))
    assert {one.term_id for one in minutes.gather(desk, meeting).promises} == {"mql", "sql"}


def test_an_agenda_without_metrics_has_none_in_its_minutes(desk: Desk) -> None:
    (desk.workspace.agendas_dir / "monthly.yaml").write_text("items: [{kind: notes, title: A, minutes: 5}]\n")
    assert minutes.gather(desk, meetings.start(desk, "monthly", at(0))).promises == ()


def closed(desk: Desk, meeting: Meeting) -> str:
    """The minutes of the meeting, now closed."""
    meetings.move(desk, "close", at(30), name=meeting.name)
    return minutes.markdown(desk, meetings.get(desk, meeting.name))


def test_values_that_come_on_a_later_day_leave_closed_minutes_as_they_were(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    take("#metric mql 120")
    before = closed(desk, meeting)
    assert "120 leads" in before
    term = metrics.measured(desk, "mql")
    metrics.set_actual(desk, term, FEBRUARY, 5, at(0, days=2))
    targets.set_alone(desk, term, FEBRUARY, 7, at(0, days=2))
    metrics.set_actual(desk, metrics.measured(desk, "won"), FEBRUARY, 9, at(0, days=3))
    assert minutes.markdown(desk, meetings.get(desk, meeting.name)) == before


def test_a_target_that_changes_in_the_glossary_leaves_closed_minutes_as_they_were(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    take("#metric mql 120")
    before = closed(desk, meeting)
    file = desk.workspace.glossary_file
    file.write_text(file.read_text().replace("target: 120", "target: 999"))
    assert "999" in file.read_text()
    assert minutes.markdown(desk, meetings.get(desk, meeting.name)) == before


def test_a_meeting_on_old_numbers_goes_on_looking_at_them(desk: Desk) -> None:
    old = Period.parse("2018-05")
    metrics.set_actual(desk, metrics.measured(desk, "mql"), old, 100, at(-60))
    meeting = meetings.start(desk, "monthly", at(0))
    metrics.set_actual(desk, metrics.measured(desk, "won"), FEBRUARY, 5, at(5))
    assert {one.period for one in minutes.gather(desk, meeting).promises} == {old}


def test_minutes_can_be_had_while_the_glossary_is_broken(
    folder: Path, desk: Desk, meeting: Meeting, take: Take, open_desk: Callable[..., Desk]
) -> None:
    take("#decision weekly")
    (folder / "glossary.yaml").write_text("terms: [")
    told = minutes.markdown(open_desk(folder, "another program"), meeting)
    assert "weekly" in told
    assert "The metrics can't be shown" in told


@pytest.mark.parametrize("status", ["deprecated", "draft", None])
def test_a_dispute_taken_back_leaves_the_status_as_it_was_written(
    desk: Desk, meeting: Meeting, status: str | None
) -> None:
    file = desk.workspace.glossary_file
    line = f", status: {status}" if status else ""
    file.write_text(f"terms:\n  - {{term: Old, definition: some words{line}}}\n")
    before = file.read_text()
    captures.take(desk, "#dispute Old why", at(1))
    assert written(desk, "Old").status == "disputed"
    captures.take(desk, "#undo", at(2))
    assert file.read_text() == before


def test_a_term_stays_disputed_while_another_dispute_of_it_stands(desk: Desk, take: Take) -> None:
    take("#dispute sal one")
    take("#dispute sal two")
    take("#undo")
    assert written(desk, "sal").status == "disputed"
    take("#undo")
    assert written(desk, "sal").status is None


def test_a_dispute_after_an_agreement_is_on_the_managers_page(
    desk: Desk, meeting: Meeting, take: Take
) -> None:
    glossaries.settle(
        desk, meeting, written(desk, "sal"), "new words", {"marketing": "like", "sales": "like"}, at(1)
    )
    assert "Disputed" not in minutes.markdown(desk, meeting)
    take("#dispute sal wait, no", 2)
    assert "Disputed: **SAL**" in minutes.markdown(desk, meeting)


def test_the_next_meeting_is_a_date_before_the_closing_sets_one(take: Take) -> None:
    assert take("#action Ben by next meeting send the list").text == "Ben by Fri 3 Apr 2026: send the list"


def test_words_that_are_no_date_are_not_taken_in_silence(take: Take) -> None:
    assert "no date was read" in take("#action Ben by 31 feb send the list").text
