"""What is wrong in a glossary that can be read: what `smeeting glossary check` tells beside its faults."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from smeeting.domain.abbreviations import findings_of_abbreviations
from smeeting.domain.circular_words import findings_of_circles
from smeeting.domain.formulas import FormulaError, parse_formula
from smeeting.domain.glossary import Agreement, Glossary, Term, lacks_voices, status_of
from smeeting.domain.term_findings import Names, TermFinding, is_retired, wordings
from smeeting.domain.term_names import findings_of_names
from smeeting.domain.text import folded, shortened

_SHOWN = 80


def term_findings(glossary: Glossary, today: dt.date) -> tuple[TermFinding, ...]:
    """Everything the rules find, rule by rule; `today` is the day reviews are held against."""
    names = Names(glossary)
    return (
        *findings_of_names(glossary, names),
        *findings_of_abbreviations(glossary, names),
        *findings_of_circles(glossary),
        *(finding for term in glossary for finding in _of_term(term, today)),
        *_of_stages(glossary),
        *_without_promise(glossary),
    )


def _of_term(term: Term, today: dt.date) -> Iterator[TermFinding]:
    """What a term alone shows."""
    retired, unvoiced = is_retired(term), lacks_voices(term)
    if unvoiced and not retired:
        assert term.agreed is not None
        yield TermFinding(
            term.id,
            ("agreed", "voices"),
            f"{term.term} is agreed, but {_missing_voice(term, term.agreed)}",
            "let the meeting settle it, each team with a voice",
            "missing-voice",
        )
    was = term.agreed.was if term.agreed else ""
    if was and not retired:
        message = f"the agreed words of {term.term} were changed since; agreed was: {shortened(was, _SHOWN)}"
        fix = "let the meeting settle them again, or put the old words back"
        yield TermFinding(term.id, ("agreed", "definition"), message, fix, "agreed-words-changed")
    # Agreed words that lack a voice or were changed are told above; this would say it again.
    told = (unvoiced or was) and term.status == "agreed"
    if term.status not in (None, status_of(term)) and not told:
        message = f"the status of {term.term} is {term.status}, but its texts show {status_of(term)}"
        fix = f"write `status: {status_of(term)}`, or leave it out"
        yield TermFinding(term.id, ("status",), message, fix, "wrong-status")
    if not term.replaced_by and not any(words.strip() for _, words in wordings(term)):
        fix = "write `definition: ...`, or each team's words under definitions"
        yield TermFinding(term.id, ("term",), f"{term.term} has no definition", fix, "no-definition")
    if term.review_by is not None and term.review_by < today and not retired:
        message = f"{term.term} was to be looked at again by {term.review_by}"
        fix = "look at it and write a later day, or remove the line"
        yield TermFinding(term.id, ("review_by",), message, fix, "review-overdue")


def _missing_voice(term: Term, agreed: Agreement) -> str:
    """Whose voice an agreement lacks; only for one that lacks some."""
    if uneasy := [side for side, voice in agreed.voices.items() if voice == "uncomfortable"]:
        return f"{' and '.join(uneasy)} said uncomfortable"
    if silent := [side for side in term.definitions if side not in agreed.voices]:
        return f"{' and '.join(silent)} gave no voice"
    return "only one team gave a voice" if agreed.voices else "no team gave a voice"


def _of_stages(glossary: Glossary) -> Iterator[TermFinding]:
    """Two stages in one place of the funnel, and places between stages where none is."""
    for before, after in pairwise(glossary.stages):
        assert before.stage is not None
        assert after.stage is not None
        last, order = before.stage.order, after.stage.order
        if order == last:
            message = f"{after.term} and {before.term} both have the order {order} in the funnel"
            fix = "give each stage an order of its own"
        elif order > last + 1:
            between = f"order {last + 1}" if order == last + 2 else f"orders {last + 1} to {order - 1}"
            message = f"no stage has the {between}, between {before.term} and {after.term}"
            fix = "count the stages without a gap"
        else:
            continue
        yield TermFinding(after.id, ("stage", "order"), message, fix, "stage-order")


def _without_promise(glossary: Glossary) -> Iterator[TermFinding]:
    """Metrics that nobody owes; what a formula is worked out from need not be owed itself."""
    unpromised = [term for term in glossary.measured if term.metric and not term.metric.promised_by]
    used = _used_by_formulas(glossary) if unpromised else set()
    for term in unpromised:
        if folded(term.id) not in used and not is_retired(term):
            yield TermFinding(
                term.id,
                ("metric",),
                f"nobody promised {term.term}",
                "write promised_by and promised_to, or use it in a formula",
                "no-promise",
            )


def _used_by_formulas(glossary: Glossary) -> set[str]:
    """The ids that formulas of other metrics name, for comparing."""
    used: set[str] = set()
    for term in glossary.measured:
        if term.metric is not None and term.metric.formula is not None:
            try:
                ids = parse_formula(term.metric.formula).ids
            except FormulaError:
                continue
            used.update(name for name in map(folded, ids) if name != folded(term.id))
    return used
