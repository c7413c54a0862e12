"""What every metric reads in every period: a value that is stored, or else what its formula comes to."""

from collections.abc import Iterable, Mapping

from smeeting.domain.formulas import Amount, Formula, FormulaError, evaluate, parse_formula
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.metrics import Value
from smeeting.domain.periods import Period
from smeeting.domain.text import folded

Values = Mapping[str, Mapping[Period, Value]]
"""By term id, then period."""


class Readings:
    """Reads metrics of one glossary from the values that are known; each reading is worked out once."""

    def __init__(self, glossary: Glossary, values: Values) -> None:
        self._terms = _by_name(glossary)
        self._values = values
        self._formulas = _Formulas(self._terms)
        self._found: dict[tuple[str, Period], Amount] = {}

    def amount(self, term: Term, period: Period) -> Amount:
        """What a metric reads in a period. A number that somebody gave wins over the formula."""
        place = (term.id, period)
        if place not in self._found:
            self._found[place] = self._read(term, period)
        return self._found[place]

    def _read(self, term: Term, period: Period) -> Amount:
        value = self._values.get(term.id, {}).get(period)
        if value is not None and value.actual is not None:
            return Amount(value.actual)
        metric = term.metric
        if metric is None or metric.formula is None:
            # A note without a number says why there is none.
            return Amount(None, value.note if value else "")
        if metric.basis == "cohort":
            note = value.note if value else ""
            return Amount(None, note or "is counted from leads: smeeting lead import")
        formula = self._formulas.of(term)
        if isinstance(formula, FormulaError):
            return Amount(None, str(formula))
        if self._formulas.is_circular(term):
            return Amount(None, f"the formula of {term.term} goes in a circle")
        return evaluate(formula, period, self._lookup)

    def _lookup(self, name: str, period: Period) -> Amount:
        term = self._terms.get(folded(name))
        if term is None:
            return Amount(None, f"there is no term {name!r}")
        amount = self.amount(term, period)
        return amount if amount.value is not None or amount.reason else Amount(None, f"no {name} in {period}")


def needed(glossary: Glossary, terms: Iterable[Term]) -> tuple[frozenset[str], int]:
    """The ids of all terms that these terms' formulas rest on, and how many periods they look back."""
    formulas = _Formulas(_by_name(glossary))
    found: dict[str, Term] = {}
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        if term.id not in found:
            found[term.id] = term
            waiting += formulas.follow(term)
    # One formula may look back from where another one does.
    reach = sum(formulas.reach(term) for term in found.values())
    return frozenset(found), reach


class _Formulas:
    """The formulas of a glossary's metrics, read when first asked for."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = terms
        self._read: dict[str, Formula | FormulaError] = {}
        self._circular: frozenset[str] | None = None

    def of(self, term: Term) -> Formula | FormulaError:
        """The formula of a term that has one, or why it can't be read."""
        assert term.metric is not None
        if term.id not in self._read:
            try:
                self._read[term.id] = parse_formula(term.metric.formula or "")
            except FormulaError as error:
                self._read[term.id] = error
        return self._read[term.id]

    def follow(self, term: Term) -> list[Term]:
        """The terms that a term's formula names; none where its values are stored."""
        formula = self.of(term) if _is_worked_out(term) else None
        names = formula.ids if isinstance(formula, Formula) else ()
        return [self._terms[folded(name)] for name in names if folded(name) in self._terms]

    def reach(self, term: Term) -> int:
        """How many periods back a term's formula looks."""
        formula = self.of(term) if _is_worked_out(term) else None
        return formula.reach if isinstance(formula, Formula) else 0

    def is_circular(self, term: Term) -> bool:
        """Whether a formula leads to a circle, its own or another one's."""
        if self._circular is None:
            self._circular = self._never_settled()
        return term.id in self._circular

    def _never_settled(self) -> frozenset[str]:
        """What is left when all terms were taken away that rest on nothing that is left."""
        left = {term.id: {one.id for one in self.follow(term)} for term in self._terms.values()}
        while settled := {term_id for term_id, rests_on in left.items() if not rests_on & left.keys()}:
            left = {term_id: rests_on for term_id, rests_on in left.items() if term_id not in settled}
        return frozenset(left)


def _is_worked_out(term: Term) -> bool:
    return term.metric is not None and term.metric.formula is not None and term.metric.basis == "period"


def _by_name(glossary: Glossary) -> dict[str, Term]:
    # Where two ids differ in hyphens alone, the first of the file is meant.
    return {folded(term.id): term for term in reversed(glossary.terms)}
