"""Every command, declared once: bindings, key line, help, palette and the README's key table come from here.

A command `meeting.next` is carried out by `action_meeting_next` of the screen it belongs to, of the view of
the meeting's item where it holds in such views alone, or of the app for those that work everywhere. A *place*
is a screen (`meeting`) or a part of it (`meeting.metrics`).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.binding import Binding

from smeeting.tui.widgets.key_line import Entry

EVERYWHERE = "app"


class Command(NamedTuple):
    """One thing a person can do in the program."""

    id: str
    """`noun.verb`."""
    key: str
    """Textual's name of the key; empty for what is done from the palette alone."""
    label: str
    """One word or two, for the key line."""
    help: str
    """One sentence, for the help, the palette and the README."""
    places: tuple[str, ...]
    in_line: bool = True
    """Whether the key line shows it where there is room."""
    keep: bool = False
    """Whether the key line shows it in any case."""

    @property
    def method(self) -> str:
        """The name of the method that carries it out, without `action_`."""
        return self.id.replace(".", "_")

    @property
    def action(self) -> str:
        """What Textual runs for it: a method of the screen, or one of the view of the meeting's item."""
        is_of_view = all(place.startswith("meeting.") for place in self.places)
        return f"view('{self.method}')" if is_of_view else self.method

    @property
    def key_text(self) -> str:
        """The key as people read it."""
        return key_text(self.key)

    def is_at(self, where: Iterable[str]) -> bool:
        """Whether it can be given at one of these places."""
        return any(place in self.places for place in where)


_KEY_TEXTS = {
    "space": "␣",
    "question_mark": "?",
    "slash": "/",
    "number_sign": "#",
    "asterisk": "*",
    "escape": "esc",
    "enter": "⏎",
    "left": "←",
    "right": "→",
    "plus": "+",
    "minus": "-",
}

_INNER = ("issues", "glossary", "term", "minutes", "reader", "plot", "funnel", "search")
"""The screens that are opened from another one."""
_OWNED = ("issues.issue", "issues.action")
"""The lists of what somebody is to do something about."""
_WITH_MINUTES = ("meeting", "minutes", "reader")
_WITH_ROWS = ("meeting.opening", "meeting.metrics", "meeting.leads", "meeting.issues", "meeting.closing")
"""The kinds of items whose view is a list."""

COMMANDS: tuple[Command, ...] = (
    # The running meeting.
    Command("meeting.next", "n", "next", "Go to the next item.", ("meeting",)),
    Command("meeting.back", "b", "back", "Go back to the item before.", ("meeting",)),
    Command("meeting.pause", "space", "pause", "Pause the clock, or let it go on.", ("meeting",)),
    Command("capture.issue", "i", "issue", "Air an issue.", ("meeting",)),
    Command("capture.action", "a", "action", "Note who does what by when.", ("meeting",)),
    Command("capture.decision", "d", "decision", "Note a decision.", ("meeting",)),
    Command("term.show", "t", "term", "Look a term up.", ("meeting",)),
    Command("capture.undo", "u", "undo", "Take the last capture back.", ("meeting",)),
    Command("capture.redo", "ctrl+r", "redo", "Do again what was taken back.", ("meeting",), in_line=False),
    Command("term.draft", "plus", "draft", "Draft a word the glossary lacks.", ("meeting",), in_line=False),
    Command("capture.note", "o", "note", "Note anything else.", ("meeting",), in_line=False),
    Command("capture.park", "p", "park", "Park an idea that came too early.", ("meeting",), in_line=False),
    Command("capture.voice", "v", "voice", "Keep what a customer said.", ("meeting",), in_line=False),
    Command("voice.use", "", "use voice", "Make an issue, an example or a request of a voice.", ("meeting",)),
    Command("capture.heard", "h", "heard", "Say an issue back.", ("meeting",), in_line=False),
    Command("capture.type", "slash", "type", "Type a capture line.", ("meeting",), in_line=False),
    Command("capture.word", "number_sign", "#", "Type a line from its # on.", ("meeting",), in_line=False),
    Command("meeting.extend", "x", "extend", "Give the item 2 minutes, then 1.", ("meeting",), in_line=False),
    Command(
        "meeting.borrow", "l", "borrow", "Borrow minutes from a later item.", ("meeting",), in_line=False
    ),
    Command("meeting.go", "g", "go to", "Go to any item.", ("meeting",), in_line=False),
    Command("person.attend", "w", "who is here", "Say who is here.", ("meeting",), in_line=False),
    Command("meeting.close", "c", "close", "Close the meeting.", ("meeting",), in_line=False),
    Command("meeting.reopen", "", "reopen", "Take a closed meeting up again.", ("meeting",), in_line=False),
    Command("meeting.leave", "q", "leave", "Leave the meeting; the clock is asked about.", ("meeting",)),
    Command("minutes.export", "e", "export", "Write the minutes as a file.", _WITH_MINUTES),
    # What the kinds of items add.
    Command("person.here", "1", "here", "Mark the person as here.", ("meeting.opening",)),
    Command("person.regrets", "2", "regrets", "Mark the person as not coming.", ("meeting.opening",)),
    Command("person.left", "3", "left", "Mark the person as gone early.", ("meeting.opening",)),
    Command("role.set", "r", "roles", "Set who facilitates and who writes.", ("meeting.opening",)),
    Command("metric.set", "m", "number", "Type this period's actual.", ("meeting.metrics",)),
    Command("metric.raise", "k", "raise issue", "Air an issue about the metric.", ("meeting.metrics",)),
    Command("metric.target", "j", "next target", "Set the next target together.", ("meeting.metrics",)),
    Command("metric.plot", "z", "plot", "See the metric in full size.", ("meeting.metrics",)),
    Command("metric.read", "r", "term", "Read what the metric means.", ("meeting.metrics",), in_line=False),
    Command("plot.longer", "plus", "longer", "Show more of the past.", ("plot",)),
    Command("plot.shorter", "minus", "shorter", "Show less of the past.", ("plot",)),
    Command("verdict.accept", "1", "accept", "Accept the lead.", ("meeting.leads",)),
    Command("verdict.recycle", "2", "recycle", "Send the lead back for later.", ("meeting.leads",)),
    Command("verdict.reject", "3", "reject", "Reject the lead.", ("meeting.leads",)),
    Command("lead.next", "right", "next lead", "Show the next lead, or the summary.", ("meeting.leads",)),
    Command("lead.before", "left", "lead before", "Show the lead before.", ("meeting.leads",)),
    Command("remark.worked", "y", "worked", "Say what helped.", ("meeting.leads",), in_line=False),
    Command("remark.failed", "z", "did not", "Say what did not help.", ("meeting.leads",), in_line=False),
    Command("reason.raise", "k", "raise issue", "Air an issue about a reason.", ("meeting.leads",)),
    Command("reason.ask", "j", "ask a term", "Ask what a term means.", ("meeting.leads",), in_line=False),
    Command("issue.yes", "y", "that is it", "Say yes to what was said back.", ("meeting.issues",)),
    Command("issue.unclear", "z", "not quite", "Say what was said back lacks.", ("meeting.issues",)),
    Command("issue.too", "m", "me too", "Say that a side has it too.", ("meeting.issues",)),
    Command("issue.side", "s", "by side", "Air an issue for a side, or anonymously.", ("meeting.issues",)),
    Command(
        "issue.reveal", "j", "open", "Open the anonymous issues.", ("meeting.issues",), in_line=False
    ),
    Command("speak.first", "1", "speaks", "The first team speaks.", ("meeting.issues",), in_line=False),
    Command("speak.second", "2", "speaks", "The second team speaks.", ("meeting.issues",), in_line=False),
    Command("speak.third", "3", "speaks", "The third team speaks.", ("meeting.issues",), in_line=False),
    Command("speak.nobody", "0", "nobody", "Nobody speaks any more.", ("meeting.issues",), in_line=False),
    Command("term.next", "right", "next term", "Show the next term.", ("meeting.vocabulary",)),
    Command("term.before", "left", "term before", "Show the term before.", ("meeting.vocabulary",)),
    Command("term.agree", "y", "agree", "Settle the words, each team with a voice.", ("meeting.vocabulary",)),
    Command("term.dispute", "z", "dispute", "Say that the words are disputed.", ("meeting.vocabulary",)),
    Command(
        "term.blind", "k", "blind check", "Let each side say unseen what it means.", ("meeting.vocabulary",)
    ),
    Command("term.count", "j", "what counts", "Decide on examples, one by one.", ("meeting.vocabulary",)),
    Command("term.change", "m", "change", "Change the entry field by field.", ("meeting.vocabulary",)),
    Command(
        "term.lacking", "f", "lacking", "Draft a word people used and it lacks.", ("meeting.vocabulary",)
    ),
    Command("term.history", "r", "history", "See what became of the words.", ("meeting.vocabulary",)),
    Command("meeting.rate", "r", "rate", "Rate the meeting, a side at a time.", ("meeting.closing",)),
    Command("meeting.date", "f", "next date", "Set the date of the next meeting.", ("meeting.closing",)),
    Command(
        "issue.owners", "k", "owners", "Say who answers each heard issue by when.", ("meeting.closing",)
    ),
    Command("row.choose", "enter", "choose", "Do what the row is there for.", _WITH_ROWS, in_line=False),
    # Between meetings.
    Command("meeting.start", "s", "start", "Start the meeting, or come back to it.", ("home",)),
    Command("issues.open", "i", "issues", "See all issues and actions.", ("home",)),
    Command("glossary.open", "g", "glossary", "See all terms.", ("home",)),
    Command("funnel.open", "f", "funnel", "See how many leads go on from stage to stage.", ("home",)),
    Command("minutes.open", "m", "minutes", "Read the minutes of past meetings.", ("home",)),
    Command("record.open", "enter", "open", "Open what the cursor is on.", ("home", "search")),
    Command("column.change", "right", "other side", "Go to the other column.", ("home",), in_line=False),
    Command("home.leave", "q", "quit", "Leave the program from its first screen.", ("home",)),
    Command("issue.air", "n", "air", "Air an issue for a side, or anonymously.", ("issues",)),
    Command("issue.own", "o", "own", "Say who answers an issue by when.", ("issues.issue",)),
    Command("issue.answer", "a", "answer", "Say what was done about an issue.", ("issues.issue",)),
    Command("issue.close", "c", "close", "Close an answered issue.", ("issues.issue",)),
    Command("issue.withdraw", "w", "withdraw", "Drop an issue with a word why.", ("issues.issue",)),
    Command("action.assign", "o", "assign", "Say who does an action by when.", ("issues.action",)),
    Command("action.do", "d", "done", "Say that an action is done.", ("issues.action",)),
    Command("action.drop", "w", "drop", "Drop an action with a word why.", ("issues.action",)),
    Command("list.filter", "slash", "filter", "Show only what a filter asks for.", ("issues", "glossary")),
    Command("change.undo", "u", "undo", "Take back the last thing done from here.", ("issues", "term")),
    Command(
        "change.redo", "ctrl+r", "redo", "Do again what was taken back.", ("issues", "term"), in_line=False
    ),
    Command("issue.reopen", "p", "reopen", "Open an issue again.", ("issues.issue",), in_line=False),
    Command("issue.merge", "j", "merge", "Let one go on for two.", ("issues.issue",), in_line=False),
    Command("answer.help", "y", "helps", "Say that the answer helps.", ("issues.issue",), in_line=False),
    Command("answer.fail", "z", "no help", "Say what is still difficult.", ("issues.issue",), in_line=False),
    Command("voice.become", "i", "use", "Make an issue, example or request of it.", ("issues.voice",)),
    Command("record.edit", "e", "edit", "Change the text in place.", ("issues",)),
    Command("record.convert", "k", "make it", "Make something else of it.", ("issues",), in_line=False),
    Command("record.history", "h", "history", "See what happened to it.", ("issues",), in_line=False),
    Command("record.select", "space", "select", "Select it, to do the same with several.", ("issues",)),
    Command("record.all", "asterisk", "all", "Select all that is listed.", ("issues",), in_line=False),
    Command("list.change", "t", "list", "Go on to actions, voices, ideas and notes.", ("issues",)),
    Command("list.widen", "v", "open/all", "See the open ones alone, or all.", _OWNED, in_line=False),
    Command("list.sort", "s", "sort", "List in another order.", ("issues",)),
    Command("filter.choose", "f", "saved", "Choose, save or remove a filter.", ("issues",)),
    Command("list.export", "x", "export", "Write what is listed to a file.", ("issues",)),
    Command("words.read", "r", "terms", "Read the terms that are named here.", ("issues", "reader")),
    Command("glossary.edit", "e", "edit", "Open the term's place in your editor.", ("glossary",)),
    Command("entry.change", "m", "change", "Change the entry field by field.", ("glossary",)),
    Command("entry.history", "r", "history", "See what became of the words.", ("glossary",)),
    Command("term.add", "a", "add", "Add a term.", ("glossary",)),
    Command("field.change", "enter", "change", "Change what the cursor is on.", ("term",)),
    Command("term.rename", "n", "rename", "Call the term otherwise; its id stays.", ("term",)),
    Command("term.deprecate", "w", "deprecate", "Say that the term is no longer used.", ("term",)),
    Command("minutes.read", "enter", "read", "Read the minutes the cursor is on.", ("minutes",)),
    Command("funnel.earlier", "left", "earlier", "Show the months before.", ("funnel",)),
    Command("funnel.later", "right", "later", "Show the months after.", ("funnel",)),
    Command("funnel.shorter", "minus", "shorter", "Show fewer months at a time.", ("funnel",)),
    Command("funnel.longer", "plus", "longer", "Show more months at a time.", ("funnel",)),
    Command("funnel.basis", "c", "cohort", "Follow the leads that came, or count each month.", ("funnel",)),
    Command("funnel.source", "s", "source", "Show the leads of one source, or all.", ("funnel",)),
    Command("screen.back", "escape", "back", "Go back to the screen before.", _INNER),
    # Everywhere.
    Command("app.palette", "ctrl+p", "commands", "Find any command by its name.", (EVERYWHERE,)),
    Command("search.open", "ctrl+f", "search", "Find anything ever captured.", (EVERYWHERE,)),
    Command("app.theme", "", "theme", "Change between the dark and the light theme.", (EVERYWHERE,)),
    Command("app.quit", "ctrl+q", "quit", "Leave the program.", (EVERYWHERE,), in_line=False),
    Command("app.keys", "question_mark", "keys", "Show the keys of this screen.", (EVERYWHERE,), keep=True),
)  # fmt: skip


def key_text(key: str) -> str:
    """A key as people read it: `␣`, `^p`, `?`."""
    bare = key.removeprefix("ctrl+")
    return ("^" if bare != key else "") + _KEY_TEXTS.get(bare, bare)


def command(command_id: str) -> Command:
    """The command with this id; KeyError where there is none."""
    for row in COMMANDS:
        if row.id == command_id:
            return row
    raise KeyError(command_id)


def commands_at(where: Sequence[str]) -> list[Command]:
    """The commands that can be given at these places: those of the innermost place first."""
    found: dict[str, Command] = {}
    for place in sorted(where, key=_depth):
        found.update({row.id: row for row in COMMANDS if place in row.places and row.id not in found})
    return list(found.values())


def innermost(places: Iterable[str]) -> str:
    """The place that comes before the others: a part of a screen, the screen, then everywhere."""
    return min(places, key=_depth)


def _depth(place: str) -> tuple[bool, int]:
    return place == EVERYWHERE, -place.count(".")


def bindings_of(screen: str) -> list[Binding]:
    """The bindings of a screen with all its parts; `check_action` says which part's hold now."""
    rows = (row for row in COMMANDS if any(_is_in(place, screen) for place in row.places))
    return [Binding(row.key, row.action, row.label, show=False) for row in rows if row.key]


def key_entries(where: Sequence[str]) -> list[Entry]:
    """The key line at these places: those of the innermost first, those that hold everywhere last."""
    rows = [row for row in commands_at(where) if row.key and (row.in_line or row.keep)]
    rows.sort(key=lambda row: EVERYWHERE in row.places)
    return [Entry(row.id, row.key_text, row.label, row.keep) for row in rows]


def is_open(method: str, where: Sequence[str]) -> bool | None:
    """Whether the command with this method can be given here; None for methods that are no command's."""
    rows = [row for row in COMMANDS if row.method == method]
    return any(row.is_at(where) for row in rows) if rows else None


def key_table() -> str:
    """All keys as a Markdown table, for the README."""
    lines = ["| key | where | what |", "|---|---|---|"]
    for row in COMMANDS:
        key = f"`{row.key_text}`" if row.key else "in the palette"
        lines.append(f"| {key} | {', '.join(map(_place_name, row.places))} | {row.help} |")
    return "\n".join(lines) + "\n"


def _place_name(place: str) -> str:
    if place == EVERYWHERE:
        return "everywhere"
    screen, _, part = place.partition(".")
    return f"{screen}, {part}" if part else screen


def _is_in(place: str, screen: str) -> bool:
    return place == screen or place.startswith(f"{screen}.")
