from collections.abc import Callable
from pathlib import Path

import pytest

from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.funnels import Funnel
from smeeting.services import funnels
from smeeting.services.desk import Desk
from smeeting.storage import funnel_counts
from tests.storage.lead_rows import LeadRow, at, month, put_leads

LEADS = [
    LeadRow({"lead": at("2026-01-05"), "mql": at("2026-01-09"), "sql": at("2026-02-01")}, "Trade fair"),
    LeadRow({"lead": at("2026-01-06"), "mql": at("2026-02-09")}, "Google"),
    LeadRow({"lead": at("2026-02-07"), "touch": at("2026-02-08")}, "Google"),
    LeadRow({"lead": at("2026-02-08"), "lost": at("2026-02-11")}),
]
_JANUARY = (month("2026-01"), month("2026-01"))


@pytest.fixture
def desk(desk: Desk) -> Desk:
    with desk.traceless():
        put_leads(desk.db, LEADS)
        funnel_counts.refresh(desk.db, [term.id for term in desk.glossary.stages])
    return desk


def numbers(found: Funnel) -> dict[str, int]:
    return {step.stage_id: step.entered for step in found.steps}


def test_only_stages_that_leads_have_reached_are_steps_in_the_order_of_the_glossary(desk: Desk) -> None:
    found = funnels.funnel(desk)
    assert [(step.stage_id, step.owner, step.is_hand_off) for step in found.steps] == [
        ("lead", "marketing", False),
        ("mql", "marketing", False),
        ("sql", "sales", True),
    ]
    assert found.months == (month("2026-01"), month("2026-02"))


def test_a_period_counts_what_happened_and_a_cohort_what_became_of_those_who_came(desk: Desk) -> None:
    assert numbers(funnels.funnel(desk, months=_JANUARY)) == {"lead": 2, "mql": 1, "sql": 0}
    assert numbers(funnels.funnel(desk, months=_JANUARY, basis="cohort")) == {"lead": 2, "mql": 2, "sql": 1}
    step = funnels.funnel(desk, months=_JANUARY, basis="cohort").steps[1]
    assert (step.median_days, step.timed) == (19, 2)


def test_a_source_is_found_by_any_writing_of_its_name(desk: Desk) -> None:
    found = funnels.funnel(desk, source="trade_FAIR")
    assert found.source == "Trade fair"
    assert numbers(found) == {"lead": 1, "mql": 1, "sql": 1}
    assert numbers(funnels.funnel(desk, source=funnels.NO_SOURCE)) == {"lead": 1, "mql": 0, "sql": 0}


@pytest.mark.parametrize(
    ("name", "hint"), [("Gogle", "did you mean Google?"), ("zzz", "smeeting lead funnel --by-source")]
)
def test_an_unknown_source_names_the_nearest(desk: Desk, name: str, hint: str) -> None:
    with pytest.raises(NotFoundError, match="no lead came from") as refused:
        funnels.funnel(desk, source=name)
    assert hint in refused.value.hint


def test_sources_come_with_the_largest_first_and_add_up(desk: Desk) -> None:
    found = funnels.by_source(desk)
    assert [one.source for one in found] == ["Google", "Trade fair", funnels.NO_SOURCE]
    assert sum(one.steps[0].entered for one in found) == 4
    assert [one.source for one in funnels.by_source(desk, months=_JANUARY)] == ["Trade fair", "Google"]
    assert funnels.sources(desk) == ("Google", "Trade fair", funnels.NO_SOURCE)


def test_months_are_asked_for_with_open_ends() -> None:
    known = (month("2026-01"), month("2026-06"))
    between = funnels.months_between
    assert between(None, None, known) == known
    assert between("2026-03", None, known) == (month("2026-03"), month("2026-06"))
    assert between(None, "2026-02", known) == (month("2026-01"), month("2026-02"))
    assert between("2025-01", "2025-02", None) == (month("2025-01"), month("2025-02"))
    assert between("2025-01", None, None) is None


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2026-Q1", None, "'2026-Q1' is no month"),
        (None, "March", "'March' is no period"),
        ("2026-05", "2026-04", "2026-05 is after 2026-04"),
    ],
)
def test_what_are_no_months_is_refused(first: str | None, last: str | None, wrong: str) -> None:
    known = (month("2026-01"), month("2026-06"))
    with pytest.raises(SmeetingError, match=wrong):
        funnels.months_between(first, last, known)


def test_without_leads_there_are_no_steps(started_folder: Path, open_desk: Callable[..., Desk]) -> None:
    found = funnels.funnel(open_desk(started_folder))
    assert (found.steps, found.months, found.overall) == ((), None, None)
    assert funnels.by_source(open_desk(started_folder)) == ()
