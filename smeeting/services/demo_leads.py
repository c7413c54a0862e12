"""The demo's leads: what its CRM would export, made so that each month counts what its scorecard tells."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping

import msgspec

from smeeting.domain.periods import Period
from smeeting.domain.verdicts import VerdictWord
from smeeting.services.demo_numbers import FIRST, LAST, NUMBERS

HEADINGS = (
    "Record ID",
    "Create Date",
    "Lifecycle Stage",
    "Original Source",
    "Company name",
    "Became a Marketing Qualified Lead Date",
    "First outreach date",
    "Became a Sales Qualified Lead Date",
    "Became an Opportunity Date",
    "Became a Customer Date",
    "Total revenue",
)
"""The columns of a contacts export, those that the import looks at among them."""

VERDICTS: Mapping[dt.date, tuple[tuple[VerdictWord, str], ...]] = {
    dt.date(2026, 9, 1): (
        ("accepted", ""),
        ("rejected", "too small for us"),
        ("recycled", "no phone number or email that works"),
        ("recycled", "no need now, ask again later"),
    ),
    dt.date(2026, 10, 6): (
        ("recycled", "no phone number or email that works"),
        ("accepted", ""),
        ("accepted", ""),
        ("rejected", "too small for us"),
        ("recycled", "no phone number or email that works"),
    ),
}
"""What sales said of the newest leads in the last two sittings."""

_SOURCES = ("Organic search", "Paid search", "Referral", "Trade fair", "Webinar", "Social media")
_WEIGHTS = (30, 26, 12, 14, 10, 8)
_FIRST_NAMES = ("Alder", "Birch", "Cedar", "Dune", "Ember", "Fern", "Gorse", "Heath", "Islet", "Juniper")
_SECOND_NAMES = ("Campsite", "Gardens", "Guesthouse", "Harbour", "Hotel", "Nursery", "Park", "Yard")
_STAGES = ("customer", "opportunity", "salesqualifiedlead", "marketingqualifiedlead", "lead")
_MINUTE = dt.timedelta(minutes=1)
_DAY = dt.timedelta(days=1)


class _Journey(msgspec.Struct):
    """One lead on its way, with when it came to each step."""

    number: int
    source: str
    company: str
    created: dt.datetime
    mql: dt.datetime | None = None
    touched: dt.datetime | None = None
    sql: dt.datetime | None = None
    opportunity: dt.datetime | None = None
    won: dt.datetime | None = None
    worth: int = 0


def contacts_csv() -> str:
    """The export as text: the same every time, and no person in it."""
    lines = [",".join(HEADINGS)]
    lines += [",".join(_cells(journey)) for journey in sorted(_journeys(), key=lambda one: one.created)]
    return "\r\n".join(lines) + "\r\n"


def _journeys() -> list[_Journey]:
    chance = random.Random(20261103)
    made: list[_Journey] = []
    for month, mqls, sqls, wins in _wanted():
        made += _came(chance, month, mqls, 101 + len(made))
        for lead in _ready(chance, made, month, "mql", "sql", sqls):
            lead.sql = _later(chance, month, lead.mql)
            if chance.random() < 0.75:
                # The story ends with its last month.
                most = 3 if month == LAST else 9
                lead.opportunity = lead.sql + min(chance.randint(1, 9), most) * _DAY
        for lead in _ready(chance, made, month, "opportunity", "won", wins):
            lead.won, lead.worth = _later(chance, month, lead.opportunity), chance.randint(8, 90) * 100
    return made


def _wanted() -> Iterator[tuple[Period, int, int, int]]:
    """Each month's MQLs, SQLs and wins; a quarter before the scorecard begins, so that its first wins came
    from somewhere.
    """
    for back, early in ((3, (70, 12, 0)), (2, (76, 18, 3)), (1, (80, 20, 5))):
        yield FIRST.shifted(-back), *early
    told = {series.term_id: series.actuals for series in NUMBERS}
    for months, counts in enumerate(zip(told["mql"], told["sql"], told["won"], strict=True)):
        mqls, sqls, wins = (int(count or 0) for count in counts)
        yield FIRST.shifted(months), mqls, sqls, wins


def _came(chance: random.Random, month: Period, mqls: int, number: int) -> Iterator[_Journey]:
    """The new leads of a month: those that qualify in it, and a third more that never do."""
    for place in range(mqls + mqls // 3):
        qualified = _moment(chance, month)
        before = qualified - chance.randint(0, 4) * _DAY - chance.randint(5, 300) * _MINUTE
        created = before if before > _start(month) else qualified - chance.randint(2, 90) * _MINUTE
        source = chance.choices(_SOURCES, _WEIGHTS)[0]
        lead = _Journey(number + place, source, _company(chance), created)
        if place < mqls:
            lead.mql = qualified
        if chance.random() < 0.9:
            lead.touched = lead.created + int(chance.expovariate(1 / 26) * 60 + 20) * _MINUTE
        yield lead


def _ready(
    chance: random.Random, leads: list[_Journey], month: Period, before: str, after: str, count: int
) -> list[_Journey]:
    """Leads that took the step before by the middle of this month and not the one after, of the newest."""
    middle = _start(month) + 14 * _DAY
    waiting = [
        lead
        for lead in leads
        if getattr(lead, after) is None and (taken := getattr(lead, before)) is not None and taken < middle
    ]
    newest = sorted(waiting, key=lambda lead: lead.created, reverse=True)[: count * 3]
    return sorted(chance.sample(newest, min(count, len(newest))), key=lambda lead: lead.number)


def _later(chance: random.Random, month: Period, before: dt.datetime | None) -> dt.datetime:
    """A moment in the second half of a month, which is after the step before."""
    assert before is not None
    return _start(month) + (15 + chance.randint(0, 11)) * _DAY + chance.randint(480, 1020) * _MINUTE


def _moment(chance: random.Random, month: Period) -> dt.datetime:
    return _start(month) + chance.randint(0, 26) * _DAY + chance.randint(480, 1020) * _MINUTE


def _start(month: Period) -> dt.datetime:
    return dt.datetime.combine(month.first_day, dt.time.min)


def _company(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST_NAMES)} {chance.choice(_SECOND_NAMES)}"


def _cells(lead: _Journey) -> Iterator[str]:
    steps = (lead.won, lead.opportunity, lead.sql, lead.mql, lead.created)
    stage = next(name for name, step in zip(_STAGES, steps, strict=True) if step is not None)
    yield from (str(lead.number), _written(lead.created), stage, lead.source, lead.company)
    yield from map(_written, (lead.mql, lead.touched, lead.sql, lead.opportunity, lead.won))
    yield str(lead.worth or "")


def _written(moment: dt.datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
