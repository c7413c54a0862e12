"""What becomes of something a customer said: an issue, an example of a term, or a request to a side."""

from collections.abc import Callable

from textual.app import App

from smeeting.domain.agenda import Team
from smeeting.domain.captures import Capture
from smeeting.domain.errors import SmeetingError
from smeeting.domain.instants import Instant
from smeeting.domain.text import shortened
from smeeting.services import customer_voices, glossaries
from smeeting.services.desk import Desk
from smeeting.services.live import live_meeting
from smeeting.tui.dialogs.ask_text import ask_text
from smeeting.tui.dialogs.choose import Choice, choose, numbered
from smeeting.tui.inks import MUTED
from smeeting.tui.text import Part, joined, plain_lines

_SHOWN = 2000
"""Characters of what was said that are shown at most."""


async def use_voice(app: App[object], desk: Desk, number: int, now: Callable[[], Instant]) -> str | None:
    """Ask what a customer's voice becomes, and let it; the receipt, or None where it was left.

    To be awaited in a worker. Raises what the service raises, such as BadMoveError where it became that
    already.
    """
    voice = customer_voices.get(desk, number)
    use = await choose(app, voice.capture.ref, use_choices(voice.capture, _teams(desk, now())), about(voice))
    return None if use is None else await carry_out(app, desk, number, use, now)


def use_choices(voice: Capture, teams: tuple[Team, ...]) -> list[Choice[str]]:
    """What a voice may become, each with its key: `issue`, `example` and, with other teams, `request`."""
    others = customer_voices.asked_sides(voice, tuple(team.side for team in teams))
    names = [team.name for team in teams if team.side in others]
    choices: list[Choice[str]] = [
        Choice("i", "make it an issue", "issue", "aired now"),
        Choice("x", "make it an example", "example", "of a term"),
    ]
    if names:
        to = names[0] if len(names) == 1 else "a team"
        choices.append(Choice("r", f"make it a request to {to}", "request"))
    return choices


def about(voice: customer_voices.CustomerVoice) -> Part:
    """What was said, who heard it, and what it became already."""
    heard = " · ".join(filter(None, (voice.capture.side, voice.stage)))
    became = "".join(f"\nbecame {one.ref}, {one.what}" for one in voice.became)
    return joined(
        plain_lines(shortened(voice.capture.text, _SHOWN)),
        plain_lines(f"\n{heard}" if heard else "", MUTED),
        plain_lines(became, MUTED),
    )


async def carry_out(
    app: App[object], desk: Desk, number: int, use: str, now: Callable[[], Instant]
) -> str | None:
    """Ask what is still to be known for a use, and do it. Returns and raises as `use_voice` does."""
    if use == "issue":
        receipt = customer_voices.to_issue(desk, number, now())
    elif use == "request":
        side = await _ask_side(app, desk, number, now())
        if side is None:
            return None
        receipt = customer_voices.to_request(desk, number, side, now())
    else:
        example = await _ask_example(app, desk, number, now())
        if example is None:
            return None
        term, counts = example
        receipt = customer_voices.to_example(desk, number, term, counts, now())
    return f"{receipt.ref}  {receipt.text}"


async def _ask_side(app: App[object], desk: Desk, number: int, now: Instant) -> str | None:
    """The side that did not hear it; where there are more, the one that is chosen."""
    teams = _teams(desk, now)
    voice = customer_voices.get(desk, number).capture
    others = customer_voices.asked_sides(voice, tuple(team.side for team in teams))
    if len(others) == 1:
        return others[0]
    names = [(team.name, team.side) for team in teams if team.side in others]
    return await choose(app, "Which team is asked?", numbered(names), plain_lines(_short(voice)))


async def _ask_example(
    app: App[object], desk: Desk, number: int, now: Instant
) -> tuple[str, bool | None] | None:
    """The term's id, and whether it counts; None for that where the sides are to decide it."""
    voice = customer_voices.get(desk, number)
    words = plain_lines(_short(voice.capture))
    name = await ask_text(
        app,
        "An example of which term?",
        words,
        default=voice.stage,
        hint="a term of the glossary",
        check=lambda text: glossaries.find(desk, text),
    )
    if name is None:
        return None
    term = glossaries.find(desk, name)
    choices = [Choice("1", "it counts", "yes"), Choice("2", "it does not count", "no")]
    if live_meeting(desk, now):
        choices.append(Choice("l", "let the teams decide", "open", "with what counts"))
    said = await choose(app, f"Is this {term.term}?", choices, words, begin=None)
    return None if said is None else (term.id, {"yes": True, "no": False}.get(said))


def _short(voice: Capture) -> str:
    return shortened(voice.text, 300)


def _teams(desk: Desk, now: Instant) -> tuple[Team, ...]:
    live = live_meeting(desk, now)
    if live is not None:
        return live.teams
    try:
        return desk.agenda().teams
    except SmeetingError:
        return ()
