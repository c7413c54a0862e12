"""Settling a term: the words, then a voice from each team; an objection is heard before other words."""

from collections.abc import Callable, Iterator, Sequence

from textual.app import App
from textual.content import Content
from textual.widget import Widget

from smeeting.domain.agenda import Team
from smeeting.domain.errors import SmeetingError
from smeeting.domain.glossary import Term, VoiceWord, words_of
from smeeting.domain.instants import Instant
from smeeting.domain.text import why_unstorable
from smeeting.domain.voices import Round, all_can_live_with
from smeeting.tui.clocks import clock
from smeeting.tui.dialogs.ask_text import AskText, ask_text
from smeeting.tui.dialogs.choose import Choice, choose
from smeeting.tui.inks import MUTED, WARN
from smeeting.tui.text import Part, joined, plain_lines
from smeeting.tui.widgets.lines import Lines

OBJECTION_S = 120
"""How long an objection is listened to before the text is worked on."""
_LONGEST = 400
_HINT = "what both teams will mean by it"
_VOICES: tuple[tuple[VoiceWord, str], ...] = (
    ("like", ""),
    ("live with", ""),
    ("uncomfortable", "then it is heard why"),
)


class Spoken:
    """What the teams came to: the words, the voices on them, and the rounds before."""

    def __init__(self, definition: str, voices: dict[str, VoiceWord], rounds: tuple[Round, ...]) -> None:
        self.definition = definition
        self.voices = voices
        self.rounds = rounds


async def ask_agreement(
    app: App[object], term: Term, teams: Sequence[Team], now: Callable[[], Instant]
) -> Spoken | str:
    """Ask for words and voices until all can live with the words, or the teams leave it disputed.

    A text in place of what was said tells why nothing came of it; it is empty where nobody wanted to settle
    anything. To be awaited in a worker.
    """
    definition = await ask_wording(app, term, teams, words_of(term))
    rounds: list[Round] = []
    while definition is not None:
        voices: dict[str, VoiceWord] = {}
        for place, team in enumerate(teams):
            voice = await ask_voice(app, team, definition, place)
            if voice is None:
                return f"{team.name} gave no voice, so {term.term} stays as it was"
            voices[team.side] = voice
        sides = tuple(team.side for team in teams)
        if all_can_live_with(voices, sides):
            return Spoken(definition, voices, tuple(rounds))
        objection = await _hear(app, term, teams, voices, now)
        if not await _goes_on(app, term):
            heard = (*rounds, Round(definition, voices, objection)) if objection else tuple(rounds)
            return Spoken(definition, voices, heard)
        rounds.append(Round(definition, voices, objection))
        again = await ask_wording(app, term, teams, definition, objection=objection)
        if again is None:
            return Spoken(definition, voices, tuple(rounds))
        definition = again
    return ""


async def ask_wording(
    app: App[object], term: Term, teams: Sequence[Team], default: str, *, objection: str = ""
) -> str | None:
    """Ask for the words to settle on, beginning from others. To be awaited in a worker."""
    said: list[Part] = []
    for team in teams:
        words = term.definitions.get(team.side, "")
        said += [(f"{team.name}: ", MUTED), plain_lines(words[:_LONGEST] or "–"), "\n"]
    if objection:
        said += [("heard: ", WARN), plain_lines(objection[:_LONGEST]), "\n"]
    body = joined(*(plain_lines(part) if isinstance(part, str) else part for part in said[:-1]))
    return await ask_text(app, f"Words for {term.term}", body, default=default, hint=_HINT, check=_check)


async def ask_voice(app: App[object], team: Team, definition: str, place: int = 0) -> VoiceWord | None:
    """Ask one team what it says of the words. To be awaited in a worker.

    Each team has keys of its own, so that one key, however long it is held, never speaks for two.
    """
    keys = "123456789"[3 * place : 3 * place + 3] or "abc"
    choices: list[Choice[VoiceWord]] = [
        Choice(key, word, word, note) for key, (word, note) in zip(keys, _VOICES, strict=True)
    ]
    return await choose(
        app, f"{team.name} speaks", choices, plain_lines(definition[:_LONGEST]), begin=None, foot=_VOICE_FOOT
    )


_VOICE_FOOT = "each team has its own keys; esc to leave it"


async def _hear(
    app: App[object],
    term: Term,
    teams: Sequence[Team],
    voices: dict[str, VoiceWord],
    now: Callable[[], Instant],
) -> str:
    """Listen to why somebody is uncomfortable, for so long as the box lasts; what was heard, or nothing."""
    names = " and ".join(team.name for team in teams if voices.get(team.side) == "uncomfortable")
    heard = await app.push_screen_wait(Objection(f"{names} on {term.term}: what is in the way?", now))
    return (heard or "").strip()


async def _goes_on(app: App[object], term: Term) -> bool:
    choices: list[Choice[bool]] = [
        Choice("e", "edit the words, then ask again", True),
        Choice("l", "leave it disputed", False),
    ]
    answer = await choose(app, f"{term.term} is not agreed yet", choices, foot="esc leaves it disputed")
    return answer is True


class Objection(AskText):
    """Asks what is in the way while the time that was given to it runs down; it never cuts anybody off."""

    def __init__(self, title: str, now: Callable[[], Instant]) -> None:
        super().__init__(title, "Listen, then write down what you heard.", hint="in their words")
        self._now = now
        self._began_ms = now().awake_ms

    def parts(self) -> Iterator[Widget]:
        """The time left, and the line."""
        yield Lines(self._draw_time, id="time")
        yield from super().parts()

    def on_mount(self) -> None:
        """Count the seconds."""
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Draw the time anew."""
        self.query_one("#time", Lines).repaint()

    def _draw_time(self, _width: int) -> list[Content]:
        left = OBJECTION_S - (self._now().awake_ms - self._began_ms) // 1000
        if left > 0:
            return [joined((f"{clock(left)} left", MUTED))]
        return [joined(("! the time is up: ", WARN), ("⏎ goes on to the words", MUTED))]


def _check(text: str) -> None:
    if not text.strip():
        raise SmeetingError("there are no words to agree on", "write a definition, or esc")
    trouble = why_unstorable(text)
    if trouble:
        raise SmeetingError(trouble, "take it out and try again")
