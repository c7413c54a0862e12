"""`smeeting glossary due` and `blind`: which words come next, and what one means unseen to each side."""

import sys

import click

from smeeting.cli.desks import desk_and_now
from smeeting.cli.output import can_ask, json_option, say, say_json, say_table
from smeeting.domain.blind_checks import BlindCheck
from smeeting.domain.errors import BadLineError
from smeeting.domain.glossary import Term, status_of
from smeeting.domain.meeting import Meeting
from smeeting.domain.word_diff import marked
from smeeting.services import blind_checks, due_terms, glossaries
from smeeting.services.live import the_live

_STANDARD_INPUT = "-"


@click.command("due")
@json_option
def list_due(as_json: bool) -> None:
    """List the words to look at next, in their order and with the reason; then those the glossary lacks.

    Disputed ones come first, then those changed since the last meeting, those used lately without being
    agreed, and those looked at longest ago.

    Example: smeeting glossary due
    """
    with desk_and_now() as (desk, now):
        due, lacking = due_terms.due(desk, "due", now), due_terms.lacking(desk, now)
    if as_json:
        say_json(
            {
                "due": [{"id": one.term.id, "term": one.term.term, "reason": one.reason} for one in due],
                "lacking": [{"word": word, "captures": times} for word, times in lacking],
            }
        )
        return
    if due:
        say_table(
            ("Term", "Status", "Why"), [(one.term.term, status_of(one.term), one.reason) for one in due]
        )
    else:
        say("No word is due.")
    if lacking:
        words = ", ".join(f"{word} ({times})" for word, times in lacking)
        say(f"\nUsed this month and not in the glossary: {words}")


@click.command("blind")
@click.argument("term")
@click.option("--side", metavar="TEAM", help="The team that says now what the word means.")
@click.argument("words", nargs=-1)
@json_option
def blind_check(term: str, side: str | None, words: tuple[str, ...], as_json: bool) -> None:
    """Say what a word means before you have read what the other team says.

    With --side it takes that team's WORDS, or asks for them, or reads them with - from standard input. They
    stay hidden until every team has said it; then this, and the meeting's screen, show them together.

    Example: smeeting glossary blind MQL --side sales
    """
    with desk_and_now() as (desk, now):
        meeting = the_live(desk, now)
        found = glossaries.find(desk, term)
        if side is None:
            check = blind_checks.look(desk, meeting, found.id)
        else:
            text = _words(words, found, meeting.team_name(side) or side)
            check = blind_checks.answer(desk, meeting, found, side, text, now)
    if as_json:
        say_json(check)
    else:
        _say(check, found, meeting)


def _words(words: tuple[str, ...], term: Term, team: str) -> str:
    if words == (_STANDARD_INPUT,):
        return sys.stdin.read()
    if words:
        return " ".join(words)
    if not can_ask():
        raise BadLineError("there are no words", "write them behind the term, or - to read standard input")
    return str(click.prompt(f"{team}: what is {term.term}?", prompt_suffix="\n> "))


def _say(check: BlindCheck, term: Term, meeting: Meeting) -> None:
    if not check.is_complete:
        answered = " and ".join(map(meeting.team_name, check.answered))
        waiting = " and ".join(map(meeting.team_name, check.waiting))
        heard = f"{answered} has answered, hidden; " if answered else ""
        say(f"{term.term}: {heard}waiting for {waiting}")
        return
    for side, text in check.texts.items():
        say(f"{meeting.team_name(side)}: {text}")
    if len(check.texts) > 1:
        first, second, *_ = check.texts.values()
        say(f"difference: {marked(first, second)}")
