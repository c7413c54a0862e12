"""The demo's numbers and words: they agree with the starter glossary and show every standing and state."""

import datetime as dt
from pathlib import Path

import pytest

from smeeting.domain.glossary import STATUSES, Agreement, Glossary, Metric, Status, status_of
from smeeting.domain.line import read_line
from smeeting.domain.line_values import SetMetric
from smeeting.domain.metrics import TREND_PERIODS, Standing, promise, reported_period
from smeeting.domain.periods import Period
from smeeting.services.demo_form import Series, Settled
from smeeting.services.demo_story import STORY
from smeeting.storage.glossaries import read_glossary

ROOT = Path(__file__).parents[2]
SIDES = ("marketing", "sales")


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    """The starter glossary with the demo's own entries, as the demo's workspace begins."""
    path = tmp_path_factory.mktemp("demo") / "glossary.yaml"
    path.write_text((ROOT / "glossary.yaml").read_text("utf-8") + STORY.glossary_lines, "utf-8")
    file = read_glossary(path, path.name)
    assert file.warnings == ()
    return file.glossary


def metric_of(glossary: Glossary, series: Series) -> Metric:
    term = glossary.get(series.term_id)
    assert term is not None
    assert term.metric is not None
    return term.metric


def standings(glossary: Glossary, held_on: dt.date) -> dict[str, Standing]:
    told = {}
    for series in STORY.series:
        term = glossary.get(series.term_id)
        assert term is not None
        values = {value.period: value for value in series.values()}
        told[term.id] = promise(term, reported_period(held_on), values).standing
    return told


def test_numbers_cover_thirteen_months_and_the_year_before_them() -> None:
    for series in STORY.series:
        values = series.values()
        assert values[-1].period == reported_period(STORY.today)
        assert len(values) >= TREND_PERIODS + 12
        # What is spent is no promise: it has no target.
        assert all(value.target is not None for value in values) or not series.targets


def test_a_target_holds_from_its_period_on_and_a_note_belongs_to_one() -> None:
    first = Period.parse("2026-01")
    series = Series("won", first, (3, None, 5), (("2026-01", 4), ("2026-03", 6)), (("2026-02", "lost"),))
    assert [(str(v.period), v.actual, v.target, v.note) for v in series.values()] == [
        ("2026-01", 3, 4, ""),
        ("2026-02", None, 4, "lost"),
        ("2026-03", 5, 6, ""),
    ]


def test_no_note_or_target_names_a_period_without_a_number() -> None:
    for series in STORY.series:
        periods = {str(value.period) for value in series.values()}
        assert {period for period, _ in (*series.notes, *series.targets)} <= periods


def test_each_measured_term_has_numbers(glossary: Glossary) -> None:
    assert {series.term_id for series in STORY.series} == {term.id for term in glossary.measured}


def test_today_promises_stand_every_way_in_both_directions(glossary: Glossary) -> None:
    told = standings(glossary, STORY.today)
    for side in SIDES:
        owed = {s.term_id for s in STORY.series if metric_of(glossary, s).promised_by == side}
        assert {told[term_id] for term_id in owed} == {"ahead", "behind", "missing"}


def test_the_targets_of_the_last_month_are_those_of_the_glossary(glossary: Glossary) -> None:
    for series in STORY.series:
        assert series.values()[-1].target == metric_of(glossary, series).target, series.term_id


def test_one_promise_is_behind_for_three_months_running(glossary: Glossary) -> None:
    days = (STORY.today, *(sitting.held_on for sitting in STORY.sittings[:-3:-1]))
    behind = [{name for name, how in standings(glossary, day).items() if how == "behind"} for day in days]
    assert set.intersection(*behind) == {"cost-per-lead"}


def test_numbers_said_in_a_meeting_are_those_of_the_sheet() -> None:
    sheet = {
        (series.term_id, value.period): value.actual for series in STORY.series for value in series.values()
    }
    told = [
        (reported_period(sitting.held_on), read_line(said.line, sides=SIDES, today=sitting.held_on))
        for sitting in STORY.sittings
        for part in sitting.parts
        for said in part.said
        if said.line.startswith("#metric")
    ]
    assert len(told) >= 3
    for period, line in told:
        assert isinstance(line, SetMetric)
        assert sheet[line.name, period] == line.value


def test_the_conversion_rate_is_what_its_two_counts_make() -> None:
    actuals = {series.term_id: series.actuals for series in STORY.series}
    for reached, entered, rate in zip(
        actuals["sql"], actuals["mql"], actuals["conversion-rate"], strict=True
    ):
        assert reached is not None
        assert entered is not None
        assert rate == round(reached / entered * 100)


def test_what_was_settled_are_terms_of_the_glossary_and_no_term_twice_in_a_meeting(
    glossary: Glossary,
) -> None:
    for sitting in STORY.sittings:
        settled = [settled.term_id for settled in sitting.settled]
        assert settled
        assert len(settled) == len(set(settled))
        assert all(glossary.get(term_id) for term_id in settled)


def test_an_uncomfortable_side_leaves_a_term_disputed() -> None:
    assert Settled(1, "won", "words", marketing="like", sales="uncomfortable").outcome == "disputed"
    assert Settled(1, "won", "words", marketing="like", sales="live with").outcome == "agreed"


def test_a_year_of_settling_leaves_terms_at_every_state(glossary: Glossary) -> None:
    agreed = {
        settled.term_id: Agreement(settled.definition)
        for sitting in STORY.sittings
        for settled in sitting.settled
        if settled.outcome == "agreed"
    }
    states: set[Status] = {"agreed" if term.id in agreed else status_of(term) for term in glossary}
    assert states == set(STATUSES)
    assert "sql" not in agreed
    assert len(agreed) >= 8


def test_the_demos_own_words_are_a_deprecated_one_and_a_draft(glossary: Glossary) -> None:
    suspect, signal = glossary.get("suspect"), glossary.get("signal")
    assert suspect is not None
    assert signal is not None
    assert (status_of(suspect), suspect.replaced_by) == ("deprecated", "lead")
    assert status_of(signal) == "draft"
