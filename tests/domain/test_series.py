"""A series ready to be drawn: what may be joined by a line, and where the axis has its marks."""

from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.periods import Period
from smeeting.domain.series import Series, runs, ticks

_VALUES = st.lists(st.none() | st.floats(-1e6, 1e6), max_size=30).map(tuple)


@given(_VALUES, st.sets(st.integers(1, 29)))
def test_every_value_is_in_one_stretch_and_none_spans_a_gap_or_a_break(
    values: tuple[float | None, ...], breaks: set[int]
) -> None:
    found = list(runs(values, tuple(breaks)))
    drawn = {start + step: value for start, stretch in found for step, value in enumerate(stretch)}
    assert drawn == {place: value for place, value in enumerate(values) if value is not None}
    assert sum(len(stretch) for _, stretch in found) == len(drawn)
    assert not any(start < place < start + len(stretch) for start, stretch in found for place in breaks)


@given(st.floats(-1e12, 1e12), st.floats(0, 1e12), st.integers(2, 12))
def test_the_axis_holds_all_values_with_few_marks_evenly_apart(low: float, span: float, most: int) -> None:
    marks = ticks(low, low + span, most)
    slack = max(abs(low), span, 1) * 1e-6
    assert marks[0] <= low + slack
    assert marks[-1] >= low + span - slack
    assert len(marks) <= most + 2


def test_the_axis_has_round_numbers() -> None:
    assert ticks(70, 164, 6) == [60, 80, 100, 120, 140, 160, 180]
    assert ticks(0.105, 0.31, 5) == [0.1, 0.2, 0.3, 0.4]
    assert ticks(5, 5, 4) == [4, 6]


def test_the_newest_periods_keep_their_breaks() -> None:
    months = tuple(Period.parse(f"2026-{month:02}") for month in range(1, 7))
    series = Series("MQL", "leads", months, (1, 2, 3, 4, 5, 6), (None,) * 6, (2, 4))
    newest = series.last(3)
    assert newest.actuals == (4, 5, 6)
    assert newest.breaks == (1,)
    assert not newest.is_empty
    assert Series("MQL", "", months, (None,) * 6, (None,) * 6).is_empty
