import datetime as dt
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.durations import Durations, day_of
from smeeting.domain.funnels import Reached
from smeeting.domain.glossary import Basis
from smeeting.domain.lead_times import UNDATED, month_of
from smeeting.domain.periods import Period
from smeeting.storage import funnel_counts, funnels
from smeeting.storage.database import Database, unmade_database
from tests.storage.lead_rows import LeadRow, at, month, put_leads

STAGES = ("lead", "mql", "won")
_SOURCES = ("Fair", "Google", None)
_TIMES = st.one_of(st.none(), st.integers(at("2025-11-20"), at("2026-03-10")))
_LEADS = st.lists(
    st.builds(
        LeadRow,
        st.dictionaries(st.sampled_from((*STAGES, "lost")), _TIMES, min_size=1),
        st.sampled_from(_SOURCES),
    ),
    max_size=25,
)
_ALL_TIME = (month("2025-01"), month("2026-12"))


def counted(db: Database, leads: list[LeadRow], stages: tuple[str, ...] = STAGES) -> Database:
    with db.write(None):
        put_leads(db, leads)
        funnel_counts.refresh(db, stages)
    return db


class Model:
    """The funnel counted lead by lead, as slowly and plainly as can be."""

    def __init__(self, leads: list[LeadRow], within: tuple[Period, Period], basis: Basis) -> None:
        self._within = within
        self.numbers: Counter[str] = Counter()
        self.undated: Counter[str] = Counter()
        self.days: defaultdict[str, list[int]] = defaultdict(list)
        for lead in leads:
            self._add(lead, basis)

    def _add(self, lead: LeadRow, basis: Basis) -> None:
        ordered = [(stage, lead.entered[stage]) for stage in STAGES if lead.entered.get(stage) is not None]
        came = ordered[0][1] if ordered else None
        for stage, when in lead.entered.items():
            self.undated[stage] += when is None
            counts = came if basis == "cohort" else when
            if not self._is_asked(counts):
                continue
            self.numbers[stage] += 1
            before = [time for other, time in ordered if STAGES.index(other) < _place(stage)]
            if before and when is not None and stage in STAGES:
                assert before[-1] is not None
                self.days[stage].append(day_of(when) - day_of(before[-1]))

    def _is_asked(self, when: int | None) -> bool:
        return when is not None and self._within[0] <= month_of(when) <= self._within[1]

    def reached(self, stage: str) -> Reached:
        return Reached(self.numbers[stage], self.undated[stage], Durations.of(self.days[stage]))


def _place(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else len(STAGES)


@given(
    _LEADS,
    st.sampled_from(("period", "cohort")),
    st.sampled_from([_ALL_TIME, (month("2025-12"), month("2026-01")), (month("2026-02"), month("2026-02"))]),
)
def test_what_is_kept_is_what_a_plain_count_of_each_lead_gives(
    leads: list[LeadRow], basis: Basis, within: tuple[Period, Period]
) -> None:
    db = counted(unmade_database(None), leads)  # type: ignore[arg-type]
    try:
        model, found = Model(leads, within, basis), funnels.reached(db, within, basis)
        assert set(found) == funnels.stages(db) == {stage for lead in leads for stage in lead.entered}
        assert found == {stage: model.reached(stage) for stage in found}
        by_source = funnels.reached_by_source(db, within, basis)
        for number, name in funnels.sources(db).items():
            of_source = Model([lead for lead in leads if (lead.source or "") == name], within, basis)
            assert by_source[number] == {stage: of_source.reached(stage) for stage in by_source[number]}
            assert by_source[number] == funnels.reached(db, within, basis, number)
    finally:
        db.close()


def test_without_leads_there_is_nothing(db: Database) -> None:
    counted(db, [])
    assert (funnels.stages(db), funnels.months(db), funnels.sources(db)) == (frozenset(), None, {})
    assert (funnels.last_time(db), funnels.undated(db), funnels.worths(db, "won")) == (None, {}, {})
    assert funnels.reached(db, _ALL_TIME, "period") == {}


def test_counting_again_takes_the_place_of_what_was_counted(db: Database) -> None:
    counted(db, [LeadRow({"lead": at("2026-01-05"), "won": at("2026-02-01")})])
    db.conn.execute("DELETE FROM lead_stage WHERE stage = 'won'")
    with db.write(None):
        funnel_counts.refresh(db, STAGES)
    assert funnels.stages(db) == {"lead"}
    assert db.value("SELECT count(*) FROM stage_lag") == 0


def test_the_first_and_last_month_are_those_with_a_date(db: Database) -> None:
    counted(
        db,
        [
            LeadRow({"lead": at("2025-12-31", 1439), "won": at("2026-02-01")}),
            LeadRow({"lead": at("2026-01-01"), "mql": None}),
        ],
    )
    assert funnels.months(db) == (month("2025-12"), month("2026-02"))
    assert funnels.months(db, "lead") == (month("2025-12"), month("2026-01"))
    assert funnels.months(db, "mql") is None
    assert funnels.entered(db, "lead") == {month("2025-12"): 1, month("2026-01"): 1}
    assert funnels.undated(db) == {"mql": 1}


def test_a_lead_of_several_records_is_counted_once_from_its_first_date(db: Database) -> None:
    counted(db, [LeadRow({"lead": at("2026-01-05")}), LeadRow({"lost": None})])
    db.conn.execute("INSERT INTO lead_stage VALUES (1, 'lead', 7, ?)", (at("2026-01-02"),))
    db.conn.execute("INSERT INTO lead_stage VALUES (1, 'lead', 8, NULL)")
    db.conn.execute("INSERT INTO lead_stage VALUES (1, 'won', 7, ?)", (at("2026-01-04"),))
    with db.write(None):
        funnel_counts.refresh(db, STAGES)
    found = funnels.reached(db, _ALL_TIME, "period")
    assert (found["lead"].entered, found["lead"].without_date) == (1, 0)
    assert found["won"].time.median == 2


def test_amounts_are_summed_by_the_month_and_those_without_are_told(db: Database) -> None:
    counted(
        db,
        [
            LeadRow({"won": at("2026-01-05")}, amount=100.5),
            LeadRow({"won": at("2026-01-31", 1439)}, amount=None),
            LeadRow({"won": at("2026-02-01")}, amount=7),
            LeadRow({"won": None}, amount=900),
        ],
    )
    assert funnels.worths(db, "won") == {
        month("2026-01"): funnels.Worth(100.5, 1, 1),
        month("2026-02"): funnels.Worth(7, 1, 0),
    }


def test_waits_are_of_those_whose_first_entry_is_in_the_months(db: Database) -> None:
    leads = [
        LeadRow({"lead": at("2026-01-05"), "touch": at("2026-01-06")}, "Fair"),
        LeadRow({"lead": at("2026-01-31", 1439)}),
        LeadRow({"lead": at("2026-02-01"), "touch": at("2026-02-01")}),
        LeadRow({"lead": at("2026-01-07"), "touch": None}),
        LeadRow({"lead": at("2025-12-01")}),
    ]
    counted(db, leads)
    # The last one came in December already; another record of it says January.
    db.conn.execute("INSERT INTO lead_stage VALUES (5, 'lead', 9, ?)", (at("2026-01-09"),))
    assert sorted(funnels.waits(db, "lead", "touch", (month("2026-01"), month("2026-01"))), key=str) == [
        (0, at("2026-01-07"), UNDATED),
        (0, at("2026-01-31", 1439), None),
        (1, at("2026-01-05"), at("2026-01-06")),
    ]


def test_days_are_kept_for_the_largest_sources_and_for_all(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funnel_counts, "_TIMED_SOURCES", 1)
    small = LeadRow({"lead": at("2026-01-01"), "mql": at("2026-01-11")}, "Aside")
    large = LeadRow({"lead": at("2026-01-01"), "mql": at("2026-01-03")}, "Fair")
    counted(db, [small, large, large])
    by_name = {name: number for number, name in funnels.sources(db).items()}
    of = {name: funnels.reached(db, _ALL_TIME, "period", number) for name, number in by_name.items()}
    assert of["Fair"]["mql"].time.median == 2
    assert of["Aside"]["mql"].entered == 1
    assert of["Aside"]["mql"].time == Durations()
    assert funnels.reached(db, _ALL_TIME, "period")["mql"].time.known == 3


def test_many_leads_are_counted_a_part_at_a_time(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(funnel_counts, "_LEADS_AT_ONCE", 2)
    counted(db, [LeadRow({"lead": at("2026-01-01", day * 1440)}) for day in range(7)])
    assert funnels.entered(db, "lead") == {month("2026-01"): 7}


def test_dates_before_1970_are_in_their_month(db: Database) -> None:
    counted(db, [LeadRow({"lead": at("1969-12-31", 1439)})])
    assert funnels.entered(db, "lead") == {Period.of(dt.date(1969, 12, 31)): 1}
