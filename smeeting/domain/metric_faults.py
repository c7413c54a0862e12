"""What is wrong with how the glossary's metrics say where their numbers come from."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from smeeting.domain.circles import on_the_way_to_circles
from smeeting.domain.formulas import Formula, FormulaError, parse_formula
from smeeting.domain.glossary import Glossary, Metric, MetricSource, Term
from smeeting.domain.leads import MARKS
from smeeting.domain.text import MOST_HINTS, folded, nearest, shortened

_MOST_SHOWN = 300


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
    measured = glossary.measured
    known = _Known(glossary if measured else Glossary())
    for term in measured:
        metric = term.metric
        assert metric is not None
        if metric.source is not None:
            faults += [MetricFault(term.id, "source", *found) for found in _of_source(metric.source, known)]
        if metric.formula is not None:
            try:
                formulas[term.id] = parse_formula(metric.formula)
            except FormulaError as error:
                faults.append(MetricFault(term.id, "formula", error.message, error.hint))
            else:
                found = _of_formula(metric, formulas[term.id], known)
                faults += [MetricFault(term.id, "formula", *one) for one in found]
    faults += [MetricFault(term_id, "formula", *found) for term_id, found in _circles(formulas, known)]
    return tuple(faults)


class _Known:
    """The glossary's ids, to look many up."""

    def __init__(self, glossary: Glossary) -> None:
        self.terms: dict[str, Term] = {}
        for term in glossary:
            self.terms[folded(term.id)] = term
        stages = tuple(term.id for term in glossary.stages)
        self.stages = (*stages, *MARKS)
        self.all_stages = shortened(", ".join(self.stages), _MOST_SHOWN)
        self._stages = set(map(folded, stages))
        self._hints = 0

    def nearest_to(self, name: str, among: Iterable[str] | None = None) -> str | None:
        """The name most like `name` among those of all terms; None where none is, or after many questions."""
        self._hints += 1
        return nearest(name, self.terms if among is None else among) if self._hints <= MOST_HINTS else None

    def is_stage(self, name: str) -> bool:
        """Whether a name is that of a stage, or of a mark that every lead has."""
        return name in MARKS or folded(name) in self._stages


_Said = tuple[str, str]
"""What is wrong, and what would be right."""


def _of_formula(metric: Metric, formula: Formula, known: _Known) -> Iterator[_Said]:
    for name in formula.ids:
        term = known.terms.get(folded(name))
        if term is None:
            near = known.nearest_to(folded(name))
            fix = f"did you mean {known.terms[near].id}?" if near else "write the id of a term"
            yield f"the formula names {name!r}, which is no term's id", fix
        elif metric.basis == "cohort" and not known.is_stage(term.id):
            yield (
                f"the formula is of a cohort, and {name} is no stage of the funnel",
                f"give {name} a `stage:`, or leave out `basis: cohort`",
            )
        elif term.metric is None and term.stage is None and folded(name) not in MARKS:
            yield f"the formula names {name}, which is not measured", f"give {name} a `metric:`"
    if not formula.ids:
        yield "the formula names no term", "write ids of terms, such as won / lead"


def _of_source(source: MetricSource, known: _Known) -> Iterator[_Said]:
    ways = {
        "count": source.count,
        "amount": source.amount,
        "from": source.since,
        "answered": source.answered,
        "sql": source.sql,
    }
    given = [name for name, value in ways.items() if value is not None]
    if len(given) != 1:
        what = f"{' and '.join(given)} together" if given else "none of count, amount, from, answered and sql"
        yield (
            f"the source has {what}",
            "write one of count, amount, from (with to), answered, or sql (with url_env)",
        )
    if (source.since is None) != (source.to is None):
        yield "from and to belong together", "write both, such as `from: lead` and `to: won`"
    if (source.sql is None) != (source.url_env is None):
        yield "sql and url_env belong together", "name the environment variable with the address in url_env"
    for stage in (source.count, source.amount, source.since, source.to):
        if stage is not None and not known.is_stage(stage):
            near = known.nearest_to(stage, known.stages)
            fix = f"did you mean {near}?" if near else f"stages are {known.all_stages}"
            yield f"the source names {stage!r}, which is no stage of the funnel", fix


def _circles(formulas: dict[str, Formula], known: _Known) -> Iterator[tuple[str, _Said]]:
    """Each term whose formula leads back to itself, with the way round."""
    terms = known.terms
    follows: dict[str, list[str]] = {
        term_id: [terms[folded(name)].id for name in formula.ids if folded(name) in terms]
        for term_id, formula in formulas.items()
    }
    suspects = on_the_way_to_circles(follows)
    for term_id in filter(suspects.__contains__, formulas):
        if way := _way_back(term_id, follows):
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
