"""A number of things is never below 0; money, hours and percent may be."""

import pytest

from smeeting.domain.counts import counts_things, refuse_negative
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Metric, MetricSource, Stage, Term

COUNTED = [
    Term("mql", "MQL", metric=Metric(unit="leads")),
    Term("won", "Won", metric=Metric(unit="Deals")),
    Term("sal", "SAL", metric=Metric(unit="SALs", source=MetricSource(count="sal"))),
    Term("lead", "Lead", metric=Metric(), stage=Stage(3, "marketing")),
]
OTHERS = [
    Term("cost", "Cost", metric=Metric(unit="€")),
    Term("cycle", "Sales cycle", metric=Metric(unit="days")),
    Term("growth", "Growth", metric=Metric(unit="%")),
    Term("pipeline", "Pipeline", metric=Metric(unit="€"), stage=Stage(9, "sales")),
    Term("score", "Score", metric=Metric()),
    Term("icp", "ICP"),
]


@pytest.mark.parametrize("term", COUNTED, ids=lambda term: term.id)
def test_things_are_counted_from_none_upwards(term: Term) -> None:
    assert counts_things(term)
    refuse_negative(term, 0)
    with pytest.raises(SmeetingError, match="-3 is below 0"):
        refuse_negative(term, -3)


@pytest.mark.parametrize("term", OTHERS, ids=lambda term: term.id)
def test_what_is_no_count_may_be_negative(term: Term) -> None:
    assert not counts_things(term)
    refuse_negative(term, -3)
