import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.durations import Durations
from smeeting.domain.funnels import Funnel, Reached, funnel_of
from smeeting.domain.glossary import Basis, Stage, Term
from smeeting.domain.periods import Period
from smeeting.render.funnels import bar, chart_lines, funnel_lines, remarks, sources_title, title_text
from smeeting.render.widths import width_of

_MONTHS = (Period.parse("2026-01"), Period.parse("2026-03"))
_TERMS = (
    Term("mql", "MQL", stage=Stage(1, "marketing")),
    Term("sql", "SQL", stage=Stage(2, "sales")),
    Term("won", "Won", stage=Stage(3, "sales")),
)


def _funnel(mql: int, sql: int, won: int, basis: Basis = "period", source: str | None = None) -> Funnel:
    reached = {
        "mql": Reached(mql, 41),
        "sql": Reached(sql, 0, Durations.of([3, 4, 40])),
        "won": Reached(won, 0, Durations.of([-2, 15])),
    }
    return funnel_of(_TERMS, reached, basis, _MONTHS, source)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 80))
def test_a_bar_fits_is_full_only_for_the_most_and_never_empty_for_any(
    number: int, most: int, width: int
) -> None:
    drawn = bar(min(number, most), most, width)
    assert width_of(drawn) <= width
    assert bool(drawn.strip()) == (min(number, most) > 0)
    assert bar(most, most, width) == ("█" * width if most else "")


def test_the_chart_draws_each_stage_and_who_hands_over() -> None:
    assert chart_lines(_funnel(1200, 600, 150), 60) == [
        "Stage  Owner      Leads                    Goes on    Median",
        "MQL    marketing  1,200  ████████████████",
        "── hand-off: marketing → sales ──",
        "SQL    sales        600  ████████           50.0 %    4 days",
        "Won    sales        150  ██                 25.0 %  6.5 days",
    ]


def test_the_table_for_the_minutes_has_the_same_numbers() -> None:
    assert funnel_lines(_funnel(8, 4, 6)) == [
        "Leads that entered each stage, 2026-01 to 2026-03:",
        "",
        "| Stage | Owner     | Leads | Of the stage before | Median days | Mean days |",
        "| ----- | --------- | ----: | ------------------: | ----------: | --------: |",
        "| MQL   | marketing |     8 |                   – |           – |         – |",
        "| SQL   | → sales   |     4 |              50.0 % |           4 |      15.7 |",
        "| Won   | sales     |     6 |             150 % ! |         6.5 |       6.5 |",
        "",
        "- MQL: 41 leads of any time reached it nobody knows when",
        "- Won: more entered Won than SQL: some came in earlier months",
        "- Won: 1 lead entered it before the stage before",
    ]


def test_wins_without_leads_are_n_a_with_the_reason() -> None:
    lines = funnel_lines(_funnel(0, 0, 57))
    assert any(line.startswith("| Won") and "n/a" in line for line in lines)
    assert "- Won: nobody entered SQL" in lines
    assert not any("SQL: nobody" in line for line in lines)


def test_a_cohort_tells_how_many_got_through() -> None:
    assert remarks(_funnel(8000, 900, 842, "cohort"))[-1] == "Overall 10.5 %: 842 Won of 8,000"
    assert not any("Overall" in line for line in remarks(_funnel(8000, 900, 842)))


@pytest.mark.parametrize(
    ("basis", "source", "title"),
    [
        ("period", None, "Leads that entered each stage, 2026-01 to 2026-03"),
        ("period", "Fair", "Leads from Fair that entered each stage, 2026-01 to 2026-03"),
        ("cohort", "Fair", "How far the leads from Fair got that came 2026-01 to 2026-03"),
    ],
)
def test_the_title_says_what_is_counted(basis: Basis, source: str | None, title: str) -> None:
    assert title_text(_funnel(1, 1, 1, basis, source)) == title


def test_the_title_of_several_sources_names_none() -> None:
    assert sources_title(_funnel(1, 1, 1)) == "Leads that entered each stage by source, 2026-01 to 2026-03"
    assert "each source" in sources_title(_funnel(1, 1, 1, "cohort"))


def test_no_stage_gives_no_table() -> None:
    assert funnel_lines(funnel_of((), {}, "period", None)) == []


def test_names_from_people_stay_text() -> None:
    term = Term("x", "*a*|b\x1b[31m", stage=Stage(1, "<b>"))
    funnel = funnel_of((term,), {"x": Reached(1)}, "period", _MONTHS, "[x](y)\n# z")
    text = "\n".join(funnel_lines(funnel))
    assert "\x1b" not in text + "".join(chart_lines(funnel, 80))
    assert r"\*a\*\|b" in text
    assert "\n#" not in text
