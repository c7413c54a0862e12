"""What is wrong with how the glossary's metrics say where their numbers come from."""

from collections.abc import Iterator
from typing import NamedTuple

from smeeting.domain.formulas import Formula, FormulaError, parse_formula
from smeeting.domain.glossary import Glossary, Metric, MetricSource
from smeeting.domain.leads import MARKS
from smeeting.domain.text import folded, nearest


class MetricFault(NamedTuple):
    """One fault, and the key of the metric it lies under."""

    term_id: str
    key: str
    """`formula` or `source`."""
    message: str
    hint: str


def metric_faults(glossary: Glossary) -> tuple[MetricFault, ...]:
    """What can't be worked out: formulas that can't be read, unknown ids, circles, sources of no kind."""
    faults: list[MetricFault] = []
    formulas: dict[str, Formula] = {}
    for term in glossary.measured:
        metric = term.metric
        assert metric is not None
        if metric.source is not None:
            faults += [
                MetricFault(term.id, "source", *found) for found in _of_source(metric.source, glossary)
            ]
        if metric.formula is not None:
            try:
                formulas[term.id] = parse_formula(metric.formula)
            except FormulaError as error:
                faults.append(MetricFault(term.id, "formula", error.message, error.hint))
            else:
                found = _of_formula(metric, formulas[term.id], glossary)
                faults += [MetricFault(term.id, "formula", *one) for one in found]
    faults += [MetricFault(term_id, "formula", *found) for term_id, found in _circles(formulas, glossary)]
    return tuple(faults)


_Said = tuple[str, str]
"""What is wrong, and what would be right."""


def _of_formula(metric: Metric, formula: Formula, glossary: Glossary) -> Iterator[_Said]:
    known = {folded(term.id): term for term in glossary}
    for name in formula.ids:
        term = known.get(folded(name))
        if term is None:
            near = nearest(folded(name), known)
            fix = f"did you mean {known[near].id}?" if near else "write the id of a term"
            yield f"the formula names {name!r}, which is no term's id", fix
        elif metric.basis == "cohort" and not _is_stage(term.id, glossary):
            yield (
                f"the formula is of a cohort, and {name} is no stage of the funnel",
                f"give {name} a `stage:`, or leave out `basis: cohort`",
            )
        elif term.metric is None and term.stage is None and folded(name) not in MARKS:
            yield f"the formula names {name}, which is not measured", f"give {name} a `metric:`"
    if not formula.ids:
        yield "the formula names no term", "write ids of terms, such as won / lead"


def _of_source(source: MetricSource, glossary: Glossary) -> Iterator[_Said]:
    ways = {
        "count": source.count,
        "amount": source.amount,
        "from": source.since,
        "sql": source.sql,
    }
    given = [name for name, value in ways.items() if value is not None]
    if len(given) != 1:
        what = f"{' and '.join(given)} together" if given else "none of count, amount, from and sql"
        yield f"the source has {what}", "write one of count, amount, from (with to), or sql (with url_env)"
    if (source.since is None) != (source.to is None):
        yield "from and to belong together", "write both, such as `from: lead` and `to: won`"
    if (source.sql is None) != (source.url_env is None):
        yield "sql and url_env belong together", "name the environment variable with the address in url_env"
    for stage in (source.count, source.amount, source.since, source.to):
        if stage is not None and not _is_stage(stage, glossary):
            stages = [term.id for term in glossary.stages]
            near = nearest(stage, (*stages, *MARKS))
            fix = f"did you mean {near}?" if near else f"stages are {', '.join((*stages, *MARKS))}"
            yield f"the source names {stage!r}, which is no stage of the funnel", fix


def _is_stage(name: str, glossary: Glossary) -> bool:
    return name in MARKS or any(folded(term.id) == folded(name) for term in glossary.stages)


def _circles(formulas: dict[str, Formula], glossary: Glossary) -> Iterator[tuple[str, _Said]]:
    """Each term whose formula leads back to itself, with the way round."""
    ids = {folded(term.id): term.id for term in glossary}
    follows: dict[str, list[str]] = {
        term_id: [ids[folded(name)] for name in formula.ids if folded(name) in ids]
        for term_id, formula in formulas.items()
    }
    for term_id in formulas:
        way = _way_back(term_id, follows)
        if way:
            yield (
                term_id,
                (f"the formula goes in a circle: {' → '.join(way)}", "let one of them be typed or counted"),
            )


def _way_back(term_id: str, follows: dict[str, list[str]]) -> list[str]:
    """The shortest way from a term along formulas to itself; empty where there is none."""
    ways, seen = [[term_id]], {term_id}
    while ways:
        way = ways.pop(0)
        for name in follows.get(way[-1], ()):
            if name == term_id:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
