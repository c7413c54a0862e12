"""Formulas: arithmetic over terms' ids, checked against exact fractions, and refused with the place."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.formulas import Amount, FormulaError, evaluate, parse_formula
from smeeting.domain.periods import Period

MARCH = Period.parse("2026-03")
KNOWN = {"won": 10.0, "lost": 30.0, "lead": 0.0, "cost-per-lead": 7.0}


def look(name: str, period: Period) -> Amount:
    return Amount(KNOWN.get(name), "" if name in KNOWN else f"no {name} in {period}")


def value(text: str) -> float | None:
    return evaluate(parse_formula(text), MARCH, look).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 * won / (won + lost)", 25),
        ("won - lost - 1", -21),
        ("won - (lost - 1)", -19),
        ("2 * 3 + 4", 10),
        ("2 + 3 * 4", 14),
        ("12 / 3 / 2", 2),
        ("-won*-2", 20),
        ("cost-per-lead * 2", 14),
        ("1.5", 1.5),
        ("  ( 1 )  ", 1),
    ],
)
def test_arithmetic_is_that_of_school(text: str, expected: float) -> None:
    assert value(text) == expected


@st.composite
def written(draw: st.DrawFn, depth: int = 4) -> tuple[str, Fraction | None]:
    """A formula of whole numbers, and what it comes to in exact fractions; None where it divides by 0."""
    if depth == 0 or draw(st.booleans()):
        number = draw(st.integers(0, 99))
        return str(number), Fraction(number)
    (left, a), (right, b) = draw(written(depth - 1)), draw(written(depth - 1))
    sign = draw(st.sampled_from("+-*/"))
    text = f"({left}) {sign} ({right})"
    if a is None or b is None or (sign == "/" and b == 0):
        return text, None
    return text, {"+": a + b, "-": a - b, "*": a * b}[sign] if sign != "/" else a / b


@given(written())
def test_every_formula_comes_to_what_exact_arithmetic_says(made: tuple[str, Fraction | None]) -> None:
    text, exact = made
    found = evaluate(parse_formula(text), MARCH, look)
    if exact is None:
        assert found.value is None
        assert "0" in found.reason
    else:
        assert found.value == pytest.approx(float(exact), rel=1e-9, abs=1e-9)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_the_place(text: str) -> None:
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    assert evaluate(formula, MARCH, look) is not None


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        ("", "character 1", "write a number"),
        ("1 +", "character 4", "write a number"),
        ("won lost", "character 5", "between two values"),
        ("(won", "character 5", "write ) here"),
        ("won ** 2", "character 6", "write a number"),
        ("exp(won)", "character 4", "known are median, sum, last"),
        ("sum(3)", "character 5", "sum(mql, 3)"),
        ("last(won, 0)", "character 11", "from 1 to 60"),
        ("last(won, 1.5)", "character 11", "from 1 to 60"),
        ("won; drop", "character 4", "between two values"),
        ("__import__('os')", "character 1", "write a number"),
        ("9" * 400, "character 1", "at most 30 digits"),
        ("(" * 30, "character 21", "at most 20"),
    ],
)
def test_what_is_no_formula_is_told_with_its_place(text: str, place: str, fix: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert place in caught.value.message
    assert fix in caught.value.hint


def test_a_formula_may_not_be_endless() -> None:
    with pytest.raises(FormulaError, match="too long"):
        parse_formula("1+" * 300 + "1")


def test_missing_values_and_division_by_nothing_say_why() -> None:
    assert evaluate(parse_formula("won / lead"), MARCH, look) == Amount(
        None, "lead is 0, and nothing is divided by 0"
    )
    assert evaluate(parse_formula("spend / visits"), MARCH, look) == Amount(
        None, "no spend in 2026-03; no visits in 2026-03"
    )
    assert evaluate(parse_formula("-spend"), MARCH, look).reason == "no spend in 2026-03"
    huge = f"{'9' * 30} * " * 12 + "1"
    assert evaluate(parse_formula(huge), MARCH, look).reason == "the number is too large"


def _series(name: str, period: Period) -> Amount:
    values = {"2026-03": 5.0, "2026-02": 1.0, "2025-12": 9.0}
    return Amount(values.get(str(period)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("median(x, 4)", 5), ("median(x, 2)", 3), ("last(x)", 5), ("sum(x, 2)", 6), ("sum(x, 3)", None)],
)
def test_functions_look_at_the_last_periods(text: str, expected: float | None) -> None:
    found = evaluate(parse_formula(text), MARCH, _series)
    assert found.value == expected
    assert bool(found.reason) == (expected is None)


def test_the_last_value_known_is_found_behind_a_gap() -> None:
    assert evaluate(parse_formula("last(x, 3)"), MARCH.shifted(-1).shifted(2), _series).value == 5


def test_ids_and_how_far_back_they_look_are_known() -> None:
    formula = parse_formula("marketing_spend / sum(won, 3) + last(won, 6) - won")
    assert formula.ids == ("marketing_spend", "won")
    assert formula.reach == 5
