"""The scorecard in the shell: who owes whom, how it stands, and beside what other times."""

from smeeting.domain.agenda import Team
from smeeting.domain.glossary import Metric, Term
from smeeting.domain.metrics import Compared, Promise, Value, promise
from smeeting.domain.periods import Period
from smeeting.render.scorecards import scorecard_text
from smeeting.render.widths import width_of

MARCH = Period.parse("2026-03")
TEAMS = (Team("Marketing"), Team("Sales"))


def made(name: str, actual: float | None, by: str | None = "marketing", to: str | None = "sales") -> Promise:
    term = Term(name.casefold(), name, owner="Ann", metric=Metric(by, to, "leads", target=40))
    months = {
        MARCH.shifted(-back): Value(term.id, MARCH.shifted(-back), 20.0 + back) for back in range(1, 13)
    }
    return promise(term, MARCH, {**months, MARCH: Value(term.id, MARCH, actual)})


def test_promises_stand_under_who_owes_whom_with_the_balance() -> None:
    promises = [made("A", 50), made("B", 30), made("C", 3, "sales", "marketing"), made("D", None, None)]
    text = scorecard_text(promises, TEAMS, 80).splitlines()
    titles = [line for line in text if "owes" in line or "nobody" in line]
    assert titles == [
        "Marketing owes Sales:  ✓ 1 kept  ✗ 1 broken",
        "Sales owes Marketing:  ✗ 1 broken",
        "Promised by nobody",
    ]
    assert [line.split()[:5] for line in text if line[:1] in "✓✗?" and line] == [
        ["✓", "A", "50", "40", "+10"],
        ["✗", "B", "30", "40", "-10"],
        ["✗", "C", "3", "40", "-37"],
        ["?", "D", "–", "40", "–"],
    ]


def test_under_each_stand_other_times_owner_note_and_why_it_is_missing() -> None:
    one = made("A", 50)
    assert "   last 21 · a quarter ago 23 · a year ago 32 · owner Ann" in scorecard_text([one], TEAMS, 80)
    missing = Promise(**{name: getattr(one, name) for name in one.__struct_fields__} | {
        "actual": None, "reason": "no lost in 2026-03", "note": "two\nlines", "year_ago": None,
        "before": Compared(MARCH.shifted(-1), None), "quarter_ago": Compared(MARCH.shifted(-3), 0, True),
    })  # fmt: skip
    details = scorecard_text([missing], TEAMS, 200).splitlines()[-1]
    assert details == (
        "   n/a: no lost in 2026-03 · a quarter ago 0 (it meant something else) · owner Ann · note: two␊lines"
    )


def test_it_fits_80_cells_and_obeys_nothing_in_a_text() -> None:
    odd = made("\x1b[31mSales-qualified lead of a very long name indeed, and longer still", 50)
    text = scorecard_text([odd, made("B", 1_234_567.89)], (Team("\x1b[0m"),), 80)
    assert "\x1b" not in text
    assert max(map(width_of, text.splitlines())) <= 80


def test_a_reason_that_is_the_note_too_is_told_once() -> None:
    one = made("A", 50)
    same = Promise(**{name: getattr(one, name) for name in one.__struct_fields__} | {
        "actual": None, "reason": "they have until May", "note": "they have until May",
    })  # fmt: skip
    assert scorecard_text([same], TEAMS, 200).count("they have until May") == 1
