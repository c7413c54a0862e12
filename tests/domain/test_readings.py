"""What metrics read: a value that was given, or what the formula comes to; circles end in words."""

from hypothesis import given
from hypothesis import strategies as st

from smeeting.domain.glossary import Basis, Glossary, Metric, MetricSource, Stage, Term
from smeeting.domain.metric_faults import metric_faults
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.domain.readings import Readings, needed

MARCH = Period.parse("2026-03")


def term(term_id: str, formula: str | None = None, basis: Basis = "period") -> Term:
    return Term(term_id, term_id.upper(), metric=Metric(formula=formula, basis=basis))


def readings(terms: list[Term], **values: float) -> Readings:
    return Readings(
        Glossary(tuple(terms)),
        {name.replace("_", "-"): {MARCH: Value(name, MARCH, actual)} for name, actual in values.items()},
    )


def test_a_formula_is_worked_out_through_others_and_hyphens_are_underscores() -> None:
    cost = term("cost", "marketing_spend / leads")
    half = term("half", "cost / 2")
    terms = [half, cost, term("marketing-spend"), term("leads")]
    found = readings(terms, marketing_spend=500, leads=10)
    assert found.amount(half, MARCH).value == 25


def test_a_value_that_was_given_wins_over_the_formula() -> None:
    cost = term("cost", "spend / leads")
    assert readings([cost, term("spend"), term("leads")], cost=3, spend=1, leads=1).amount(cost, MARCH) == (
        3,
        "",
    )


def test_what_is_missing_is_named() -> None:
    cost = term("cost", "spend / leads")
    found = readings([cost, term("spend"), term("leads")], spend=5).amount(cost, MARCH)
    assert found == (None, "no leads in 2026-03")
    assert readings([cost], spend=5).amount(cost, MARCH).reason.startswith("there is no term 'spend'")
    broken = term("broken", "1 +")
    assert "the formula ends" in readings([broken]).amount(broken, MARCH).reason


def test_a_cohort_is_not_divided_here() -> None:
    rate = term("rate", "won / leads", "cohort")
    assert "counted from leads" in readings([rate], won=1, leads=2).amount(rate, MARCH).reason


@given(st.lists(st.sets(st.integers(0, 11), max_size=12), min_size=12, max_size=12))
def test_any_web_of_formulas_is_worked_out_or_told_to_be_a_circle(web: list[set[int]]) -> None:
    terms = [
        term(f"t{place}", " + ".join(f"t{name}" for name in sorted(names)) or "1")
        for place, names in enumerate(web)
    ]
    glossary = Glossary(tuple(terms))
    found = Readings(glossary, {})
    told = {fault.term_id for fault in metric_faults(glossary) if "circle" in fault.message}
    for each in terms:
        amount = found.amount(each, MARCH)
        assert (amount.value is None) == bool(amount.reason)
        if each.id in told:
            assert amount.value is None
    if not told:
        assert all(found.amount(each, MARCH).value for each in terms)


def test_what_a_formula_rests_on_is_gathered_through_others() -> None:
    terms = (term("a", "sum(b, 3)"), term("b", "last(c, 2) + d"), term("c"), term("d"), term("e"))
    ids, reach = needed(Glossary(terms), [terms[0]])
    assert ids == {"a", "b", "c", "d"}
    assert reach == 3


def _faults(*terms: Term) -> list[str]:
    return [f"{fault.term_id} {fault.key}: {fault.message}" for fault in metric_faults(Glossary(terms))]


def test_formulas_that_cannot_be_worked_out_are_told() -> None:
    assert _faults(term("a", "b + 1"), term("b", "a"), term("c", "c")) == [
        "a formula: the formula goes in a circle: a → b → a",
        "b formula: the formula goes in a circle: b → a → b",
        "c formula: the formula goes in a circle: c → c",
    ]
    (unknown,) = metric_faults(Glossary((term("cost", "spent / 2"), term("spend"))))
    assert unknown.message == "the formula names 'spent', which is no term's id"
    assert unknown.hint == "did you mean spend?"
    assert "is not measured" in _faults(term("cost", "words"), Term("words", "Words"))[0]
    assert "names no term" in _faults(term("two", "1 + 1"))[0]
    assert "character 4" in _faults(term("bad", "1 +"))[0]


def test_a_cohort_is_of_stages() -> None:
    lead = Term("lead", "Lead", stage=Stage(1, "marketing"))
    assert _faults(lead, term("rate", "won / lead", "cohort"), term("won")) == [
        "rate formula: the formula is of a cohort, and won is no stage of the funnel"
    ]


def test_a_source_has_one_way_to_its_numbers() -> None:
    lead = Term("lead", "Lead", stage=Stage(1, "marketing"))

    def told(source: MetricSource) -> list[str]:
        return _faults(lead, Term("x", "X", metric=Metric(source=source)))

    assert told(MetricSource(count="lead")) == []
    assert told(MetricSource(since="lead", to="touch", within=24)) == []
    assert told(MetricSource(url_env="CRM_URL", sql="SELECT 1")) == []
    assert "none of count" in told(MetricSource())[0]
    assert "count and sql together" in told(MetricSource(count="lead", sql="SELECT 1", url_env="U"))[0]
    assert "from and to belong together" in told(MetricSource(since="lead"))[0]
    assert "sql and url_env belong together" in told(MetricSource(sql="SELECT 1"))[0]
    assert "'leed', which is no stage" in told(MetricSource(count="leed"))[0]
