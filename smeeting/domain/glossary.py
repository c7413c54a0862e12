"""The glossary: what each team means by a word, and what both agreed."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal, get_args

import msgspec

from smeeting.domain.text import folded, slug

Status = Literal["draft", "proposed", "disputed", "agreed", "deprecated"]
STATUSES: tuple[Status, ...] = get_args(Status)

VoiceWord = Literal["like", "live with", "uncomfortable"]
VOICE_WORDS: tuple[VoiceWord, ...] = get_args(VoiceWord)

Better = Literal["higher", "lower"]


class Agreement(msgspec.Struct, frozen=True, omit_defaults=True):
    """The words both teams agreed on, and when."""

    definition: str
    on: dt.date | None = None
    meeting: str | None = None
    """The name of the meeting, such as `2026-03-04-monthly`."""
    voices: dict[str, VoiceWord] = {}
    """Side to what it said."""


class Stage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in the funnel; where the owner changes there is a hand-off."""

    order: int
    owner: str
    """A side."""


Basis = Literal["period", "cohort"]


class MetricSource(msgspec.Struct, frozen=True, omit_defaults=True, rename={"since": "from"}):
    """Where a metric's values come from when nobody types them. One of `count`, `amount`, `since`, `sql`."""

    count: str | None = None
    """A stage: how many leads entered it in a period."""
    amount: str | None = None
    """A stage: what the leads that entered it in a period are worth together."""
    since: str | None = None
    """A stage, `from` in the file: the median time from there `to` another, in the metric's unit."""
    to: str | None = None
    within: float | None = None
    """Hours: the share of leads, in %, that got from `since` to `to` in so many, instead of the median."""
    url_env: str | None = None
    """The environment variable that holds the address of the company's own database."""
    sql: str | None = None
    """A query for rows of period and value."""
    timeout: int = 60
    """Seconds the query may take."""


class Metric(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a term is measured, and who owes it to whom."""

    promised_by: str | None = None
    """A side."""
    promised_to: str | None = None
    """A side."""
    unit: str = ""
    better: Better = "higher"
    target: float | None = None
    formula: str | None = None
    """Of other terms' ids; see `domain.formulas`."""
    basis: Basis = "period"
    """`cohort`: of the leads that came in a period, whenever they went on; `period`: what happened in it."""
    window: int | None = None
    """Days a cohort has to go on; None for no end."""
    source: MetricSource | None = None


class Term(msgspec.Struct, frozen=True, omit_defaults=True):
    """A word both teams use."""

    id: str
    """Never changes; the term may be renamed."""
    term: str
    long: str = ""
    status: Status | None = None
    """What the file says. `status_of` says what holds."""
    owner: str = ""
    definition: str = ""
    """A wording no team has spoken for yet."""
    definitions: dict[str, str] = {}
    """Side to the team's own words."""
    agreed: Agreement | None = None
    counts: tuple[str, ...] = ()
    does_not_count: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    stage: Stage | None = None
    metric: Metric | None = None
    replaced_by: str | None = None
    review_by: dt.date | None = None
    extra: dict[str, Any] = {}
    """What other tools keep of it, by the tool's name."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name people may use for it, its id first."""
        return tuple(name for name in (self.id, self.term, self.long, *self.synonyms) if name)


class Glossary(msgspec.Struct, frozen=True):
    """All terms, in the order of the file."""

    terms: tuple[Term, ...] = ()
    extra: dict[str, Any] = {}
    """What other tools keep of the whole, by the tool's name."""

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def get(self, term_id: str) -> Term | None:
        """The term with this id."""
        return next((term for term in self.terms if term.id == term_id), None)

    def find(self, name: str) -> Term | None:
        """The term people mean by `name`: an id, the term, its long form or a synonym, case aside."""
        wanted = folded(name)
        by_id = next((term for term in self.terms if folded(term.id) == wanted), None)
        return by_id or next(
            (term for term in self.terms if wanted in map(folded, term.names)),
            None,
        )

    @property
    def measured(self) -> tuple[Term, ...]:
        """The terms that have a metric."""
        return tuple(term for term in self.terms if term.metric)

    @property
    def stages(self) -> tuple[Term, ...]:
        """The funnel, in its order."""
        return tuple(
            sorted((term for term in self.terms if term.stage), key=lambda term: term.stage.order)  # type: ignore[union-attr]
        )


def id_of(term: str) -> str:
    """The id of a term whose entry names none."""
    return slug(term) or folded(term).replace(" ", "-")


def status_of(term: Term) -> Status:
    """The status that the texts themselves show, whatever the file says.

    Differing words of the teams without an agreement are disputed; an agreement stands unless the file
    says that it was disputed since; one team's words, or nobody's, are a proposal; no words are a draft.
    """
    if term.status == "deprecated" or term.replaced_by:
        return "deprecated"
    if term.agreed:
        return term.status if term.status in ("disputed", "proposed") else "agreed"
    wordings = {folded(words) for words in term.definitions.values() if words.strip()}
    if len(wordings) > 1 or term.status == "disputed":
        return "disputed"
    if wordings or term.definition.strip():
        return "proposed"
    return "draft"
