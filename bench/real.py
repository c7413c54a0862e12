"""`python -m bench.real [FOLDER]`: real exports in, and the figures that any correct count gives out.

The folder holds `olist/`, `crm/` and `leads/`; it is not part of this repository.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from smeeting.domain.funnels import share_text
from smeeting.domain.periods import Period
from smeeting.services import funnels, leads, metrics, starter, value_files
from smeeting.services.desk import Desk
from smeeting.storage.workspace import Workspace

DATA = Path(__file__).parents[2] / "shared" / "data"
_PROFILES = {
    "olist-leads": """object: lead
key: mql_id
tells: first_contact_date
source: origin
dates: {lead: first_contact_date, mql: first_contact_date}
""",
    "olist-deals": """object: deal
key: mql_id
tells: won_date
link: mql_id
link_to: lead
dates: {won: won_date}
""",
    "maven": """object: deal
key: opportunity_id
tells: deal_stage
stage: deal_stage
amount: close_value
closed: close_date
dates: {opportunity: engage_date}
stages: {Engaging: opportunity, Prospecting: sql}
source: product
sources: {GTXPro: GTX Pro}
""",
}
_WEEKLY = "terms:\n- term: Leads\n  metric: {unit: leads}\n- term: Budget\n  metric: {unit: money}\n"


class Figure(NamedTuple):
    """What a file is known to give, and what our tables say."""

    what: str
    known: str
    ours: str


def figures(data: Path, folder: Path) -> Iterator[Figure]:
    """Every figure, from workspaces made in a folder."""
    yield from _olist(data / "olist", _workspace(folder / "olist"))
    yield from _olist_by_month(data / "olist", _workspace(folder / "months"))
    yield from _maven(data / "crm", _workspace(folder / "maven"))
    yield from _weekly(data / "leads", _workspace(folder / "weekly"))


def _workspace(folder: Path) -> Desk:
    starter.init(folder)
    (folder / "profiles").mkdir()
    for name, text in _PROFILES.items():
        (folder / "profiles" / f"{name}.yaml").write_text(text)
    return Desk(Workspace(folder))


def _olist(data: Path, desk: Desk) -> Iterator[Figure]:
    names = ("olist_closed_deals_dataset.csv", "olist_marketing_qualified_leads_dataset.csv")
    with desk:
        report = leads.import_files(desk, [data / name for name in names], desk.now())
        yield Figure("Olist: leads, deals", "8000, 842", f"{report.files[1].new}, {report.files[0].new}")
        lead, _, won = funnels.funnel(desk, basis="cohort").steps
        yield Figure("Olist: overall conversion", "10.525 %", f"{100 * won.entered / lead.entered:.3f} %")
        days = f"{won.median_days:g}, {won.mean_days:.2f}, {won.negative}"
        yield Figure("Olist: days to won, median, mean, negative", "14, 48.44, 1", days)
        lagging = [
            month
            for month in map(Period.parse("2018-06").shifted, range(6))
            for came, _, gone in [funnels.funnel(desk, months=(month, month)).steps]
            if gone.entered and not came.entered and gone.conversion is None
        ]
        yield Figure("Olist: months with wins and no new lead", "6", str(len(lagging)))


def _olist_by_month(data: Path, desk: Desk) -> Iterator[Figure]:
    with desk:
        report = value_files.import_csv(desk, data / "monthly.csv", desk.now())
        yield Figure("Olist: values by month", "42", str(len(report.new)))
        (mql,) = metrics.scorecard(desk, Period.parse("2018-05"), ["mql"])
        yield Figure("Olist: leads of 2018-05", "1303", f"{mql.actual:g}")


def _maven(data: Path, desk: Desk) -> Iterator[Figure]:
    with desk:
        leads.import_files(desk, [data / "sales_pipeline.csv"], desk.now())
        rows = desk.db.rows("SELECT stage, count(*), sum(amount) FROM lead GROUP BY stage ORDER BY stage")
        found = {row[0]: (row[1], row[2] or 0) for row in rows}
        (won, worth), (lost, nothing) = found["won"], found["lost"]
        yield Figure("Maven: won, lost", "4238, 2473", f"{won}, {lost}")
        still = f"{found['opportunity'][0]}, {found['sql'][0]}"
        yield Figure("Maven: engaging, prospecting", "1589, 500", still)
        yield Figure("Maven: won of closed by count", "63.2 %", share_text(won / (won + lost)))
        yield Figure("Maven: won of closed by value", "100 %", share_text(worth / (worth + nothing)))
        yield Figure("Maven: value won", "10,005,534", f"{worth:,.0f}")


def _weekly(data: Path, desk: Desk) -> Iterator[Figure]:
    root = desk.workspace.root
    (root / "glossary.yaml").write_text(_WEEKLY)
    with (data / "weekly_leads_promotion_budget.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    first = Period.parse("2020-W01")
    with (root / "weeks.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("period", "metric", "value"))
        for number, row in enumerate(rows):
            writer.writerow((first.shifted(number), "Leads", row["Leads"]))
            writer.writerow((first.shifted(number), "Budget", row["Promotion_Budget"]))
    with desk:
        report = value_files.import_csv(desk, root / "weeks.csv", desk.now())
        yield Figure("Weekly leads: values", "160", str(len(report.new)))
        (week,) = metrics.scorecard(desk, first, ["Leads"])
        yield Figure("Weekly leads: the first week, not rounded", "756.48", f"{week.actual:g}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 where one is not what it is known to be, 2 where the folder is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.real", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    data = parser.parse_args(arguments).folder
    if not (data / "olist").is_dir():
        print(f"{data} holds no olist/, crm/ and leads/; name the folder that does", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="smeeting-real-") as folder:
        found = list(figures(data, Path(folder)))
    for figure in found:
        sign = "✓" if figure.ours == figure.known else "✗"
        print(f"{sign} {figure.what:44} {figure.known:>14} {figure.ours:>14}")
    return 0 if all(figure.ours == figure.known for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
