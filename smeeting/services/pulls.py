"""Values that a company's own engine counts: asked for metric by metric, stored together."""

from collections.abc import Callable, Collection, Mapping
from functools import partial

import msgspec
from msgspec.structs import replace

from smeeting.domain.counts import refuse_negative
from smeeting.domain.errors import NotFoundError, SmeetingError
from smeeting.domain.glossary import Term
from smeeting.domain.instants import Instant
from smeeting.domain.metrics import Value
from smeeting.domain.pulls import PulledValues, read_rows
from smeeting.services.desk import Desk
from smeeting.services.metrics import measured
from smeeting.services.value_changes import Place, ValueChanges, changes, keep
from smeeting.storage.engines import Engines

SOURCE = "sql"
"""What a pulled value says of where it comes from."""


class PullProgress(msgspec.Struct, frozen=True):
    """Where a pull stands."""

    name: str
    """The metric that is asked for."""
    number: int
    """From 1."""
    count: int
    seconds: float
    """How long its query takes up to now."""


class PulledMetric(msgspec.Struct, frozen=True):
    """What was pulled of one metric."""

    term_id: str
    name: str
    new: tuple[Value, ...] = ()
    changed: tuple[tuple[Value, Value], ...] = ()
    """Before and after."""
    same: int = 0
    unknown: int = 0
    """Periods of which the engine knows nothing; what is known of them here stays."""
    seconds: float = 0.0
    """How long its query took."""
    fault: str = ""
    """Why nothing was taken, and the values known stay as they are; empty where the query went well."""


class PullReport(msgspec.Struct, frozen=True):
    """What a pull did, or with `dry_run` would do."""

    metrics: tuple[PulledMetric, ...]
    dry_run: bool

    @property
    def faults(self) -> tuple[PulledMetric, ...]:
        """The metrics that could not be pulled."""
        return tuple(one for one in self.metrics if one.fault)


class _Asked(msgspec.Struct, frozen=True):
    """One metric, asked for: its values, or the fault."""

    term: Term
    pulled: PulledValues = PulledValues({}, 0)
    seconds: float = 0.0
    fault: str = ""


def pull(
    desk: Desk,
    names: Collection[str],
    now: Instant,
    *,
    environ: Mapping[str, str],
    dry_run: bool = False,
    on_progress: Callable[[PullProgress], object] = lambda _: None,
) -> PullReport:
    """Ask the engines for the metrics named, or for every metric with a query, and keep what they say.

    A metric that fails keeps its values and does not stop the others; the report says why. `environ` holds
    the engines' addresses. Raises NotFoundError for a name that no such metric has, or where there is none.
    """
    asked = _ask_all(_terms(desk, names), environ, on_progress)
    report = _report(desk, asked, dry_run=dry_run)
    if not dry_run and any(one.new or one.changed for one in report.metrics):
        label = ", ".join(one.name for one in report.metrics if one.new or one.changed)
        with desk.change(now, "metric.pull", f"pull of {label}"):
            # Compared again under the lock: the queries may have taken minutes.
            report = _report(desk, asked, dry_run=False)
            for one in report.metrics:
                keep(desk, ValueChanges(one.new, one.changed, one.same))
    return report


def _terms(desk: Desk, names: Collection[str]) -> list[Term]:
    """The measured terms with a query, in the order of the names or of the glossary."""
    if not names:
        found = [term for term in desk.known_terms.measured if _has_query(term)]
        if not found:
            raise NotFoundError(
                "no metric is asked from an engine",
                "give one a `source: {url_env: CRM_URL, sql: SELECT ... AS period, ... AS value}`",
            )
        return found
    named = {term.id: term for term in (measured(desk, name) for name in names)}
    for term in named.values():
        if not _has_query(term):
            raise NotFoundError(
                f"{term.term} is not asked from an engine", "give its metric a `source:` with url_env and sql"
            )
    return list(named.values())


def _has_query(term: Term) -> bool:
    source = term.metric.source if term.metric else None
    return source is not None and source.sql is not None


def _ask_all(
    terms: Collection[Term], environ: Mapping[str, str], on_progress: Callable[[PullProgress], object]
) -> list[_Asked]:
    asked = []
    with Engines(environ) as engines:
        for number, term in enumerate(terms, 1):
            beginning = PullProgress(term.term, number, len(terms), 0.0)
            on_progress(beginning)
            tick = partial(_tell, on_progress, beginning)
            try:
                asked.append(_ask(engines, term, tick))
            except SmeetingError as error:
                asked.append(_Asked(term, fault=str(error)))
    return asked


def _tell(on_progress: Callable[[PullProgress], object], beginning: PullProgress, seconds: float) -> None:
    on_progress(replace(beginning, seconds=seconds))


def _ask(engines: Engines, term: Term, tick: Callable[[float], object]) -> _Asked:
    """Ask for one metric.

    Raises SmeetingError where anything at all is wrong with what comes back.
    """
    source = term.metric.source if term.metric else None
    assert source is not None
    assert source.sql is not None
    if source.url_env is None:
        raise SmeetingError("its source has no url_env", "name the environment variable with the address")
    answer = engines.at(source.url_env).ask(source.sql, source.timeout, tick)
    pulled = read_rows(answer.columns, answer.rows)
    for number in pulled.values.values():
        refuse_negative(term, number)
    return _Asked(term, pulled, answer.seconds)


def _report(desk: Desk, asked: Collection[_Asked], *, dry_run: bool) -> PullReport:
    """What was asked for, beside what is known now."""
    return PullReport(tuple(_compared(desk, one) for one in asked), dry_run)


def _compared(desk: Desk, asked: _Asked) -> PulledMetric:
    term = asked.term
    given: dict[Place, float] = {(term.id, period): number for period, number in asked.pulled.values.items()}
    made = changes(desk, given, lambda before, actual: replace(before, actual=actual, source=SOURCE))
    return PulledMetric(
        term.id, term.term, *made, unknown=asked.pulled.unknown, seconds=asked.seconds, fault=asked.fault
    )
