"""What counts: examples of a term decided one by one by all sides, also on real leads."""

import msgspec

from smeeting.domain.captures import Capture, Receipt
from smeeting.domain.errors import BadLineError, BadMoveError
from smeeting.domain.glossary import Glossary, Term
from smeeting.domain.instants import Instant
from smeeting.domain.leads import TOUCH, Lead
from smeeting.domain.meeting import Meeting
from smeeting.domain.metrics import number_text
from smeeting.domain.record_links import RecordLink
from smeeting.domain.term_examples import Candidate, Example, outcome_of
from smeeting.domain.text import shortened
from smeeting.services import captures, example_lists
from smeeting.services.desk import Desk
from smeeting.services.live import during
from smeeting.storage import leads as lead_store
from smeeting.storage import term_examples as store

LEADS = 5
"""How many real leads are asked about at most, beside the examples of the entry."""


def of_term(desk: Desk, term_id: str) -> tuple[Example, ...]:
    """What was ever said of a term's examples, oldest first."""
    return store.of_term(desk.db, term_id)


def candidates(desk: Desk, term: Term) -> tuple[Candidate, ...]:
    """The examples to decide: those that differed and became nothing yet, those of the entry that the sides
    never decided, and for a stage of the funnel the newest leads that reached it.
    """
    said = {(one.lead_key, one.text): one for one in store.of_term(desk.db, term.id)}
    asked = {one.lead_key for one in said.values() if one.lead_key}
    # A rule was made by the sides: nothing of it is left to decide.
    decided = {one.text for one in said.values() if not one.lead_key} | {one.rule for one in said.values()}
    differing = [
        Candidate(one.text, lead_key=one.lead_key, example=one)
        for one in said.values()
        if one.outcome == "open"
    ]
    listed = [Candidate(text, "counts") for text in term.counts if text not in decided]
    listed += [Candidate(text, "does_not_count") for text in term.does_not_count if text not in decided]
    return (*differing, *listed, *_leads(desk, term, asked))


def _leads(desk: Desk, term: Term, asked: set[str]) -> tuple[Candidate, ...]:
    if term.stage is None:
        return ()
    newest = lead_store.sample(desk.db, "newest", 20 * LEADS)
    near = [lead for lead in newest if term.id in lead.entered and lead.key not in asked]
    return tuple(
        Candidate(_lead_words(lead), lead_key=lead.key, details=_details(desk, lead)) for lead in near[:LEADS]
    )


def _lead_words(lead: Lead) -> str:
    source = f" from {lead.source}" if lead.source else ""
    return f"{lead.label or lead.key}{source}"


def _details(desk: Desk, lead: Lead) -> tuple[str, ...]:
    glossary = desk.known_terms
    entered = [
        f"{_stage_name(glossary, stage)} {at:%Y-%m-%d}"
        for stage, at in lead.entered.items()
        if at is not None
    ]
    facts = [
        f"worth {number_text(lead.amount)}" if lead.amount is not None else "",
        " → ".join(entered),
        *(f"{name}: {value}" for name, value in lead.kept.items()),
    ]
    return tuple(fact for fact in facts if fact)


def _stage_name(glossary: Glossary, stage: str) -> str:
    term = glossary.get(stage)
    return "first touch" if stage == TOUCH else term.term if term else stage


def decide(
    desk: Desk, meeting: Meeting, term: Term, candidate: Candidate, said: dict[str, bool], now: Instant
) -> Example:
    """Keep what all sides say of an example; where they agree it goes into that list of the entry.

    A lead stays in the database alone. Raises BadMoveError while a side has said nothing.
    """
    silent = [meeting.team_name(side) for side in meeting.sides if side not in said]
    if silent:
        raise BadMoveError(f"{' and '.join(silent)} said nothing yet", "each team speaks for itself")
    if not candidate.text.strip():
        raise BadLineError("there is no example", "say what it is")
    example = Example(
        id=candidate.example.id if candidate.example else 0,
        term_id=term.id,
        text=candidate.text.strip(),
        said=said,
        outcome=outcome_of(said),
        meeting=meeting.name,
        at=now.at,
        lead_key=candidate.lead_key,
    )
    label = f"{term.term}, {shortened(example.text, 40)}: {example.outcome}"
    with during(desk, meeting, now, "term.example", label):
        example = msgspec.structs.replace(example, id=store.put(desk.db, example))
    if example.outcome != "open" and not example.lead_key:
        example_lists.put(desk, term, example.text, counts=example.outcome == "counts", now=now)
    return example


def to_issue(desk: Desk, meeting: Meeting, term: Term, example: Example, now: Instant) -> Receipt:
    """Make an issue of an example the sides see differently."""
    words = "; ".join(
        f"{meeting.team_name(side)}: {'counts' if counts else 'does not'}"
        for side, counts in example.said.items()
    )
    text = f"Does this count as {term.term}? {example.text} ({words})"
    capture = Capture(number=0, kind="issue", text=text, at=now.at, term_id=term.id)
    about = [RecordLink("term", term.id)]
    if example.lead_key:
        about.append(RecordLink("lead", example.lead_key))
    receipt = captures.record(desk, capture, now, meeting=meeting, links=about)
    number = int(receipt.ref[1:])
    with during(desk, meeting, now, "term.example", f"{receipt.ref} about {term.term}"):
        store.put(desk.db, msgspec.structs.replace(example, outcome="issue", issue=number))
    return receipt


def to_rule(
    desk: Desk, meeting: Meeting, term: Term, example: Example, rule: str, now: Instant, *, counts: bool
) -> Example:
    """Make a rule of an example the sides see differently: a sentence in one of the entry's two lists."""
    if not rule.strip():
        raise BadLineError("the rule has no words", "say what counts, or what does not")
    made = msgspec.structs.replace(example, outcome="rule", rule=rule.strip())
    with during(desk, meeting, now, "term.example", f"rule for {term.term}: {shortened(rule, 40)}"):
        store.put(desk.db, made)
    example_lists.put(desk, term, made.rule, counts=counts, now=now)
    return made
