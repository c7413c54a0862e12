from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.durations import Durations
from smeeting.domain.funnels import Reached, funnel_of, share_text
from smeeting.domain.glossary import Basis, Stage, Term
from smeeting.domain.periods import Period

STAGES = (
    Term("lead", "Lead", stage=Stage(1, "marketing")),
    Term("mql", "MQL", stage=Stage(2, "marketing")),
    Term("sql", "SQL", stage=Stage(3, "sales")),
    Term("won", "Won", stage=Stage(4, "sales")),
)
_MARCH = Period.parse("2026-03")
_MONTHS = (_MARCH, _MARCH)
_NUMBERS = st.lists(st.integers(0, 50), min_size=4, max_size=4)
_BASES = st.sampled_from(("period", "cohort"))


def _reached(numbers: list[int]) -> dict[str, Reached]:
    return {term.id: Reached(number) for term, number in zip(STAGES, numbers, strict=True)}


@given(_NUMBERS, _BASES)
def test_no_conversion_is_above_one_or_missing_without_a_reason(numbers: list[int], basis: Basis) -> None:
    first, *others = funnel_of(STAGES, _reached(numbers), basis, _MONTHS).steps
    assert (first.conversion, first.reason) == (None, "")
    for step in others:
        usual = step.conversion is not None and 0 <= step.conversion <= 1
        assert usual == (not step.reason)


@given(_NUMBERS, _BASES)
def test_conversions_multiplied_lead_from_the_first_step_to_the_last(
    numbers: list[int], basis: Basis
) -> None:
    funnel = funnel_of(STAGES, _reached(numbers), basis, _MONTHS)
    shares = [step.conversion for step in funnel.steps[1:]]
    if funnel.overall is not None:
        assert 0 <= funnel.overall <= 1
        product = 1.0
        for share in shares:
            if share is None:
                return
            product *= share
        assert funnel.overall == pytest.approx(product)
    else:
        assert numbers[0] == 0 or numbers[0] < numbers[-1]


@given(st.lists(st.sampled_from(("marketing", "sales")), min_size=1, max_size=6))
def test_a_hand_off_is_where_the_owner_is_another_than_before(owners: list[str]) -> None:
    terms = [Term(f"s{at}", f"S{at}", stage=Stage(at, owner)) for at, owner in enumerate(owners)]
    steps = funnel_of(terms, {}, "period", None).steps
    changes = [before != after for before, after in pairwise(owners)]
    assert [step.is_hand_off for step in steps] == [False, *changes]


def test_a_month_with_wins_and_no_leads_has_no_conversion_and_says_why() -> None:
    steps = funnel_of(STAGES, {"won": Reached(57)}, "period", _MONTHS).steps
    assert steps[-1].conversion is None
    assert steps[-1].reason == "nobody entered SQL"
    assert funnel_of(STAGES, {"won": Reached(57)}, "period", _MONTHS).overall is None


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        ("period", "more entered SQL than MQL: some came in earlier months"),
        ("cohort", "some reached SQL without MQL"),
    ],
)
def test_more_than_all_is_marked(basis: Basis, why: str) -> None:
    step = funnel_of(STAGES, _reached([9, 4, 5, 1]), basis, _MONTHS).steps[2]
    assert (step.conversion, step.reason) == (1.25, why)


def test_a_step_tells_its_time_and_those_without_a_date() -> None:
    time = Durations.of([3, 5, 40, -1], missing=2)
    (step,) = funnel_of(STAGES[1:2], {"mql": Reached(9, 4, time)}, "period", _MONTHS, "Fair").steps
    assert (step.median_days, step.mean_days, step.timed, step.negative) == (4, 11.75, 4, 1)
    assert (step.entered, step.without_date, step.owner) == (9, 4, "marketing")


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [("2026-03", "2026-03", "2026-03"), ("2025-04", "2026-03", "2025-04 to 2026-03")],
)
def test_months_are_written_as_one_or_from_to(first: str, last: str, text: str) -> None:
    months = (Period.parse(first), Period.parse(last))
    assert funnel_of(STAGES, {}, "period", months).months_text == text
    assert funnel_of(STAGES, {}, "period", None).months_text == ""


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "–"),
        (0, "0 %"),
        (0.10525, "10.5 %"),
        (1, "100 %"),
        (0.9999, "99.9 %"),
        (0.0001, "0.1 %"),
        (2.5, "250 %"),
    ],
)
def test_shares_are_written_as_people_write_them(share: float | None, text: str) -> None:
    assert share_text(share) == text
