"""The glossary: what each team means by a word, and what both agreed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Literal, get_args

import msgspec

from smeeting.domain.text import folded, slug

Status = Literal["draft", "proposed", "disputed", "agreed", "deprecated"]
STATUSES: tuple[Status, ...] = get_args(Status)

VoiceWord = Literal["like", "live with", "uncomfortable"]
VOICE_WORDS: tuple[VoiceWord, ...] = get_args(VoiceWord)

Better = Literal["higher", "lower"]


class Agreement(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The words both teams agreed on, and when."""

    definition: str
    on: dt.date | None = None
    meeting: str | None = None
    """The name of the meeting, such as `2026-03-04-monthly`."""
    voices: dict[str, VoiceWord] = {}
    """Side to what it said."""
    was: str = ""
    """The words as they were agreed, where the text was changed since; known from the history, never in the
    file."""


class Stage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A place in the funnel; where the owner changes there is a hand-off."""

    order: int
    owner: str
    """A side."""


Basis = Literal["period", "cohort"]


class MetricSource(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, rename={"since": "from"}):
    """Where a metric's values come from when nobody types them.

    One of `count`, `amount`, `since`, `answered`, `sql`.
    """

    count: str | None = None
    """A stage: how many leads entered it in a period."""
    amount: str | None = None
    """A stage: what the leads that entered it in a period are worth together."""
    since: str | None = None
    """A stage, `from` in the file: the median time from there `to` another, in the metric's unit."""
    to: str | None = None
    within: float | None = None
    """Hours: the share of leads, in %, that got from `since` to `to` in so many, instead of the median."""
    answered: str | None = None
    """A side: the share, in %, of the issues it was to answer in a period that it answered in time."""
    url_env: str | None = None
    """The environment variable that holds the address of the company's own database."""
    sql: str | None = None
    """A query for rows of period and value."""
    timeout: int = 60
    """Seconds the query may take."""


class Metric(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
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


class Term(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
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


class Glossary(msgspec.Struct, frozen=True, dict=True):
    """All terms, in the order of the file."""

    terms: tuple[Term, ...] = ()
    extra: dict[str, Any] = {}
    """What other tools keep of the whole, by the tool's name."""

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    @cached_property
    def _by_id(self) -> dict[str, Term]:
        return {term.id: term for term in self.terms}

    @cached_property
    def _by_name(self) -> dict[str, Term]:
        """Folded names to their terms: an id before any other name, an earlier term before a later one."""
        named = {folded(name): term for term in reversed(self.terms) for name in reversed(term.names)}
        return named | {folded(term.id): term for term in reversed(self.terms)}

    def get(self, term_id: str) -> Term | None:
        """The term with this id."""
        return self._by_id.get(term_id)

    def find(self, name: str) -> Term | None:
        """The term people mean by `name`: an id, the term, its long form or a synonym, case aside."""
        return self._by_name.get(folded(name))

    @cached_property
    def _searched(self) -> tuple[str, ...]:
        """What each term is searched by: its names, status and words."""
        return tuple(searchable(" ".join(_texts(term, self.statuses[term.id]))) for term in self.terms)

    def holding(self, words: Sequence[str]) -> tuple[Term, ...]:
        """The terms that hold all words, which went through `searchable`; in the order of the file."""
        found: Iterable[tuple[Term, str]] = zip(self.terms, self._searched, strict=True) if words else ()
        for word in words:
            found = [(term, text) for term, text in found if word in text]
        return tuple(term for term, _ in found) if words else self.terms

    @cached_property
    def statuses(self) -> dict[str, Status]:
        """Each term's status by its id."""
        return {term.id: status_of(term) for term in self.terms}

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


def searchable(text: str) -> str:
    """`text` to be searched, or to search with: case and hyphens aside. Cheaper than `folded`."""
    return text.casefold().replace("-", " ").replace("_", " ")


def _texts(term: Term, status: Status) -> Iterator[str]:
    yield from term.names
    yield status
    yield term.definition
    yield from term.definitions.values()
    yield from term.avoid
    if term.agreed:
        yield term.agreed.definition


def words_of(term: Term) -> str:
    """The most settled words there are: agreed, else proposed, else the first team's own; may be empty."""
    agreed = term.agreed.definition if term.agreed else ""
    return next(
        (words for words in (agreed, term.definition, *term.definitions.values()) if words.strip()), ""
    )


def status_of(term: Term) -> Status:
    """The status that the texts themselves show, whatever the file says.

    An agreement needs a voice from each team, and stands unless the file says that it was disputed or
    proposed anew since, or its text was changed after it. Without one, differing words of the teams are
    disputed; one team's words, or nobody's, are a proposal; no words are a draft.
    """
    if term.status == "deprecated" or term.replaced_by:
        return "deprecated"
    if term.status == "disputed":
        return "disputed"
    if term.agreed and not lacks_voices(term):
        return "proposed" if term.agreed.was or term.status == "proposed" else "agreed"
    wordings = {folded(words) for words in term.definitions.values() if words.strip()}
    if len(wordings) > 1:
        return "disputed"
    return "proposed" if wordings or words_of(term) else "draft"


def lacks_voices(term: Term) -> bool:
    """Whether a term has agreed words that not every team spoke for.

    Each side with words of its own, and two sides at least, must like them or be able to live with them;
    who is uncomfortable has not agreed.
    """
    if term.agreed is None:
        return False
    voices = term.agreed.voices
    content = {side for side, voice in voices.items() if voice in ("like", "live with")}
    spoken_for = {side for side, words in term.definitions.items() if words.strip()}
    return len(content) < max(len(voices), 2) or not spoken_for <= content
