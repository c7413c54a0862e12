import csv
import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from smeeting.domain.durations import Durations
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.services import counts, funnels, metrics
from smeeting.services.counts import CountReport
from smeeting.services.desk import Desk
from smeeting.storage import values
from tests.services.conftest import at as now
from tests.storage.lead_rows import LeadRow, at, month, put_leads

GLOSSARY = """\
terms:
  - {id: lead, term: Lead, stage: {order: 1, owner: marketing}}
  - id: mql
    term: MQL
    stage: {order: 2, owner: marketing}
    metric: {unit: leads, source: {count: mql}}
  - id: won
    term: Won
    stage: {order: 3, owner: sales}
    metric: {unit: deals, target: 9}
  - {id: lost, term: Lost}
  - {id: revenue, term: Revenue, metric: {unit: €, source: {amount: won}}}
  - {id: cycle, term: Cycle, metric: {unit: days, source: {from: lead, to: won}}}
  - {id: touch-time, term: First touch, metric: {unit: hours, source: {from: lead, to: touch}}}
  - {id: answered, term: Answered, metric: {unit: "%", source: {from: lead, to: touch, within: 24}}}
  - {id: rate, term: Rate, metric: {unit: "%", formula: 100 * won / mql, basis: cohort, window: 30}}
  - {id: ever, term: Ever, metric: {unit: "%", formula: 100 * won / lead, basis: cohort}}
  - {id: ratio, term: Ratio, metric: {formula: won / mql}}
  - {id: broken, term: Broken, metric: {formula: won / (, basis: cohort}}
  - {id: other, term: Other, metric: {formula: won / shows, basis: cohort}}
  - {id: shows, term: Shows, metric: {source: {count: shown}}}
  - {id: spent, term: Spent, metric: {source: {from: shown, to: never}}}
"""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.workspace.glossary_file.write_text(GLOSSARY)
    return desk


def stored(desk: Desk, leads: list[LeadRow], *, minute: int = 0) -> CountReport:
    """What counting says after these leads took the place of all others."""
    with desk.change(now(minute), "lead.import", "import"):
        for table in ("lead_stage", "lead", "lead_source"):
            desk.db.conn.execute(f"DELETE FROM {table}")
        put_leads(desk.db, leads)
        return counts.store(desk)


def actuals(desk: Desk, term_id: str) -> dict[str, float | None]:
    return {str(one.period): one.actual for one in reversed(values.of_term(desk.db, term_id))}


def note(desk: Desk, term_id: str, period: str) -> str:
    found = values.get(desk.db, term_id, month(period))
    assert found is not None
    assert found.source == "leads"
    return found.note


def test_every_stage_gets_its_numbers_and_a_month_without_any_gets_0(desk: Desk) -> None:
    report = stored(
        desk,
        [
            LeadRow({"lead": at("2026-01-05"), "mql": at("2026-01-07"), "lost": at("2026-04-01")}),
            LeadRow({"lead": at("2026-01-20"), "mql": at("2026-03-02"), "won": None}),
        ],
    )
    assert actuals(desk, "lead") == {"2026-01": 2}
    assert actuals(desk, "mql") == {"2026-01": 1, "2026-02": 0, "2026-03": 1}
    assert actuals(desk, "lost") == {"2026-01": 0, "2026-02": 0, "2026-03": 0, "2026-04": 1}
    assert actuals(desk, "won") == {}
    assert report.undated == {"won": 1}
    assert {"lead", "mql", "lost"} <= set(report.terms)
    assert not {"ratio", "broken", "other", "shows", "spent"} & set(report.terms)


def test_a_month_with_wins_and_no_leads_has_no_lead_value_and_no_cohort_value(desk: Desk) -> None:
    stored(
        desk,
        [
            LeadRow({"lead": at("2026-01-05"), "mql": at("2026-01-07"), "won": at("2026-01-30")}),
            LeadRow({"lead": at("2026-01-06"), "mql": at("2026-01-09"), "won": at("2026-03-15")}),
        ],
    )
    assert actuals(desk, "mql") == {"2026-01": 1 + 1}
    assert actuals(desk, "won") == {"2026-01": 1, "2026-02": 0, "2026-03": 1}
    assert actuals(desk, "rate") == {"2026-01": 50, "2026-02": None, "2026-03": None}
    assert note(desk, "rate", "2026-02") == "no lead entered MQL in 2026-02"


def test_a_cohort_counts_what_its_own_leads_did_within_the_window(desk: Desk) -> None:
    january = [
        LeadRow({"mql": at("2026-01-31", 1439), "won": at("2026-03-02", 1439)}),  # The 30th day.
        LeadRow({"mql": at("2026-01-31"), "won": at("2026-03-03")}),  # A day too late.
        LeadRow({"mql": at("2026-01-31"), "won": None}),
        LeadRow({"mql": at("2026-01-31")}),
        LeadRow({"mql": None, "won": at("2026-03-31")}),
    ]
    stored(desk, january)
    assert actuals(desk, "rate")["2026-01"] == 25
    assert note(desk, "rate", "2026-01") == "1 without a date"


def test_a_cohort_that_still_has_time_is_not_judged(desk: Desk) -> None:
    leads = [
        LeadRow({"lead": at("2026-01-15"), "mql": at("2026-01-15"), "won": at("2026-01-16")}),
        LeadRow({"lead": at("2026-03-02")}),
    ]
    stored(desk, leads)
    assert actuals(desk, "rate") == {"2026-01": None, "2026-02": None, "2026-03": None}
    assert note(desk, "rate", "2026-01") == "the leads of 2026-01 have until 2026-03-02"
    assert actuals(desk, "ever") == {"2026-01": 100, "2026-02": None, "2026-03": 0}
    stored(desk, [*leads, LeadRow({"lead": at("2026-03-03")})])
    assert actuals(desk, "rate")["2026-01"] == 100


def test_durations_are_medians_with_the_mean_the_missing_and_the_negative_beside_them(desk: Desk) -> None:
    stored(
        desk,
        [
            LeadRow({"lead": at("2026-01-05", 900), "won": at("2026-02-01", 5)}),
            LeadRow({"lead": at("2026-02-04"), "won": at("2026-02-02", 1000)}),
            LeadRow({"lead": at("2026-01-05"), "won": at("2026-02-28")}),
            LeadRow({"won": at("2026-02-20")}),
            LeadRow({"lead": at("2026-02-20"), "touch": at("2026-02-20", 90)}),
        ],
    )
    assert actuals(desk, "cycle") == {"2026-02": 27}
    assert note(desk, "cycle", "2026-02") == "mean 26.3 of 3, 1 negative, 1 without a date"
    assert actuals(desk, "touch-time") == {"2026-02": 1.5}


def test_the_share_in_time_counts_who_was_never_touched_and_not_who_still_has_time(desk: Desk) -> None:
    stored(
        desk,
        [
            LeadRow({"lead": at("2026-01-05"), "touch": at("2026-01-06")}),
            LeadRow({"lead": at("2026-01-05"), "touch": at("2026-01-06", 1)}),
            LeadRow({"lead": at("2026-01-05")}),
            LeadRow({"lead": at("2026-01-05"), "touch": None}),
            LeadRow({"lead": at("2026-01-30", 1)}),
            LeadRow({"mql": at("2026-01-31")}),
        ],
    )
    assert actuals(desk, "answered") == {"2026-01": pytest.approx(100 / 3)}
    assert note(desk, "answered", "2026-01") == "1 of 3, 1 never, 1 with time left, 1 without a date"


def test_amounts_are_n_a_where_no_record_has_one(desk: Desk) -> None:
    stored(
        desk,
        [
            LeadRow({"lead": at("2026-01-01"), "won": at("2026-01-05")}, amount=100),
            LeadRow({"won": at("2026-01-06")}, amount=None),
            LeadRow({"won": at("2026-03-06")}, amount=None),
        ],
    )
    assert actuals(desk, "revenue") == {"2026-01": 100, "2026-02": 0, "2026-03": None}
    assert note(desk, "revenue", "2026-03") == "1 without an amount"


def test_a_value_of_people_stays_and_is_told_where_it_differs(desk: Desk) -> None:
    term = metrics.measured(desk, "mql")
    for period, number in (("2026-01", 5), ("2026-02", 1)):
        metrics.set_actual(desk, term, month(period), number, now(0), note="by hand")
    leads = [LeadRow({"mql": at(day)}) for day in ("2026-01-05", "2026-02-05", "2026-03-05")]
    report = stored(desk, leads, minute=1)
    assert actuals(desk, "mql") == {"2026-01": 5, "2026-02": 1, "2026-03": 1}
    (kept,) = report.kept
    assert (kept.value.period, kept.value.actual, kept.counted) == (month("2026-01"), 5, 1)
    assert kept.value.note == "by hand"


def test_a_target_that_was_set_before_stays(desk: Desk) -> None:
    with desk.change(now(0), "metric.set", "target"):
        values.put(desk.db, Value("mql", month("2026-01"), None, 40, "agreed in May", ""))
    stored(desk, [LeadRow({"mql": at("2026-01-05")})], minute=1)
    found = values.get(desk.db, "mql", month("2026-01"))
    assert found == Value("mql", month("2026-01"), 1, 40, "agreed in May", "leads")


def test_counting_twice_writes_nothing_the_second_time(desk: Desk) -> None:
    leads = [LeadRow({"lead": at("2026-01-05"), "mql": at("2026-01-07"), "won": at("2026-03-30")})]
    assert stored(desk, leads).written > 0
    before = desk.db.rows("SELECT * FROM row_history")
    assert stored(desk, leads, minute=1).written == 0
    assert desk.db.rows("SELECT * FROM row_history") == before


def test_what_is_no_longer_counted_is_n_a_again(desk: Desk) -> None:
    stored(desk, [LeadRow({"lead": at("2026-01-05"), "won": at("2026-02-01")}, amount=9)])
    report = stored(desk, [LeadRow({"lead": at("2026-01-05")})], minute=1)
    for term_id in ("won", "revenue", "cycle"):
        assert not [actual for actual in actuals(desk, term_id).values() if actual is not None]
    assert report.written > 0
    assert actuals(desk, "lead") == {"2026-01": 1}
    assert stored(desk, [], minute=2).terms == ()
    assert actuals(desk, "lead") == {"2026-01": None}


def test_the_speed_of_first_touch_is_told_for_all_and_by_source(desk: Desk) -> None:
    leads = [
        LeadRow({"lead": at("2026-01-05"), "touch": at("2026-01-05", 60)}, "Fair"),
        LeadRow({"lead": at("2026-01-05"), "touch": at("2026-01-05", 180)}, "Fair"),
        LeadRow({"lead": at("2026-01-05"), "touch": at("2026-01-04", 1380)}),
        LeadRow({"lead": at("2026-01-09")}, "Fair"),
        LeadRow({"lead": at("2026-02-09")}, "Web"),
    ]
    stored(desk, leads)
    january = (month("2026-01"), month("2026-01"))
    every, fair, none = counts.speed(desk, january)
    assert every.hours == Durations.of([1, 3, -1])
    assert (every.hours.median, every.hours.negative) == (1, 1)
    assert (every.answers.within, every.answers.never, every.answers.share) == (3, 1, 0.75)
    assert (fair.source, fair.answers.words) == ("Fair", "2 of 3, 1 never")
    assert none.source == funnels.NO_SOURCE
    assert counts.speed(desk, january, 2)[0].answers.late == 1
    assert counts.speed(desk, (month("2026-03"), month("2026-03"))) == ()


def test_without_leads_there_is_no_speed(desk: Desk) -> None:
    assert counts.speed(desk, (month("2026-01"), month("2026-03"))) == ()


class Olist(NamedTuple):
    leads: list[LeadRow]
    won: int


@pytest.fixture(scope="session")
def olist(shared: Path) -> Olist:
    """The leads of a real funnel, as `mql`, and when they were won."""
    folder = shared / "data" / "olist"
    deals = _rows(folder / "olist_closed_deals_dataset.csv")
    won = {row["mql_id"]: _minutes(row["won_date"]) for row in deals}
    leads = []
    for row in _rows(folder / "olist_marketing_qualified_leads_dataset.csv"):
        entered: dict[str, int | None] = {"mql": _minutes(row["first_contact_date"])}
        if row["mql_id"] in won:
            entered["won"] = won[row["mql_id"]]
        leads.append(LeadRow(entered, row["origin"] or None))
    return Olist(leads, len(won))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _minutes(text: str) -> int:
    day, _, time = text.partition(" ")
    hours, minutes = time.split(":") if time else ("0", "0")
    year, month_, date = map(int, day.split("."))
    return at(dt.date(year, month_, date).isoformat(), int(hours) * 60 + int(minutes))


def test_the_real_funnel_gives_the_figures_that_any_correct_count_gives(
    desk: Desk, olist: Olist, shared: Path
) -> None:
    desk.workspace.glossary_file.write_text(
        GLOSSARY.replace("{from: lead, to: won}", "{from: mql, to: won}").replace(", window: 30", "")
    )
    stored(desk, olist.leads)
    expected: dict[str, dict[str, float]] = {"mql": {}, "won": {}, "sales-cycle": {}}
    with (shared / "data" / "olist" / "monthly.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            expected[row["metric"]][row["period"]] = float(row["value"])
    assert actuals(desk, "mql") == expected["mql"]
    assert actuals(desk, "won") == expected["won"]
    assert actuals(desk, "cycle") == expected["sales-cycle"]
    rates = actuals(desk, "rate")
    assert [period for period, rate in rates.items() if rate is None] == [
        str(month("2018-06").shifted(more)) for more in range(6)
    ]
    mql, won = funnels.funnel(desk, basis="cohort").steps
    assert (mql.entered, won.entered) == (8000, 842)
    assert won.conversion == pytest.approx(0.10525)
    assert (round(won.mean_days or 0, 2), won.median_days, won.negative) == (48.44, 14, 1)
    later = funnels.funnel(desk, months=(Period.parse("2018-06"), Period.parse("2018-11"))).steps[-1]
    assert (later.entered, later.conversion, later.reason) == (177, None, "nobody entered MQL")
