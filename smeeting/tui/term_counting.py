"""Going through the examples of a term, one by one."""

from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from smeeting.domain.glossary import Term
from smeeting.domain.term_examples import Candidate, Example
from smeeting.services import term_examples
from smeeting.tui.dialogs.ask_example import (
    ask_example,
    ask_rule,
    ask_what_becomes,
    ask_whether_it_counts,
)
from smeeting.tui.room import Room

if TYPE_CHECKING:
    from smeeting.domain.captures import Receipt


async def decide_examples(app: App[object], room: Room, term: Term) -> None:
    """Ask about each example that is not decided, then about one to be typed, until somebody leaves it."""
    found = room.attempt(lambda: term_examples.candidates(room.desk, term))
    if found is None:
        return
    for place, candidate in enumerate(found):
        said = await ask_whether_it_counts(app, term, candidate, room.meeting().teams, len(found) - place - 1)
        if said is None:
            return
        if said != "skip":
            await _decide(app, room, term, candidate, said)
    text = await ask_example(app, term)
    if text is not None:
        said = await ask_whether_it_counts(app, term, Candidate(text), room.meeting().teams, 0)
        if isinstance(said, dict):
            await _decide(app, room, term, Candidate(text), said)


async def _decide(
    app: App[object], room: Room, term: Term, candidate: Candidate, said: dict[str, bool]
) -> None:
    meeting = room.meeting()
    example = room.attempt(
        lambda: term_examples.decide(room.desk, meeting, term, candidate, said, room.now())
    )
    if example is None:
        return
    room.changed()
    if example.outcome != "open":
        room.say(f"{term.term}: {example.text}: {example.outcome}")
        return
    await _settle_difference(app, room, term, example)


async def _settle_difference(app: App[object], room: Room, term: Term, example: Example) -> None:
    meeting = room.meeting()
    what = await ask_what_becomes(app, term, example)
    if what == "issue":
        receipt: Receipt | None = room.attempt(
            partial(term_examples.to_issue, room.desk, meeting, term, example, room.now())
        )
        if receipt is not None:
            room.changed()
            room.say(f"{receipt.ref}  {receipt.text}")
    elif what == "rule":
        rule = await ask_rule(app, term, example)
        if rule is not None:
            text, counts = rule
            room.store(
                lambda: term_examples.to_rule(
                    room.desk, meeting, term, example, text, room.now(), counts=counts
                ),
                f"{term.term} has a rule: {text}",
            )
