"""The capture line: one line, one thing; the first word decides. WORDS is the whole grammar, a row a word."""

import datetime as dt
import itertools
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from smeeting.domain.captures import CaptureKind, parse_ref
from smeeting.domain.dates import date_meant, split_due, trailing_due, why_no_due
from smeeting.domain.errors import BadLineError, SmeetingError
from smeeting.domain.line_values import (
    Attend,
    Correct,
    Dispute,
    Heard,
    Line,
    MeToo,
    NotQuite,
    OffRecord,
    Own,
    Record,
    SetMetric,
    ShowTerm,
    TakeBack,
    Understood,
)
from smeeting.domain.numbers import looks_like_number, read_number
from smeeting.domain.owners import take_owner
from smeeting.domain.people import Presence
from smeeting.domain.roll import read_people
from smeeting.domain.text import folded, nearest, shortened, why_unstorable
from smeeting.domain.tokens import first_words, is_quoted, take_name, take_word


class Said(NamedTuple):
    """A line taken apart, and what is needed to understand it."""

    word: str
    """A key of WORDS."""
    rest: str
    """What follows the word, without spaces around it."""
    has_colon: bool
    """Written as `Word:` instead of `#word`."""
    sides: tuple[str, ...]
    today: dt.date
    next_meeting: dt.date | None
    names: tuple[str, ...]
    """Of the people known."""
    stages: Mapping[str, str] = {}
    """The stages of the funnel by their folded names; for a customer's voice."""


class Word(NamedTuple):
    """A row of the grammar."""

    word: str
    usage: str
    stores: str
    """What the line does, as help says it."""
    read: Callable[[Said], Line]
    aliases: tuple[str, ...] = ()


_ANONYMOUS = ("anon", "anonymous")
_OFF_RECORD = re.compile(r"\[off\]", re.IGNORECASE)
_HASH_WORD = re.compile(r"#([^\s:]+):?")
_COLON_WORD = re.compile(r"([^\W\d_][\w-]*):")
_HALF = r"([^/\\]*(?:\\.[^/\\]*)*)"
_BEFORE_DATE = re.compile(r"(?:^|\s)(?:by(?:\s+|$)|(?=(?:in|within)\s))(.*)", re.IGNORECASE | re.DOTALL)
_CORRECTION = re.compile(rf"s/{_HALF}/{_HALF}/?", re.DOTALL)
_LONGEST_METRIC_NAME = 8


def read_line(
    text: str,
    *,
    sides: tuple[str, ...],
    today: dt.date,
    next_meeting: dt.date | None = None,
    names: tuple[str, ...] = (),
    stages: Mapping[str, str] = {},
) -> Line:
    """What a capture line says; `sides` are the ids of the teams, the dates are for `by friday` and the like.

    An owner of several words needs no quotes where it is one of the `names`. `stages` are the ids of the
    funnel's stages by their folded names, wanted where `is_voice` says so.

    Raises BadLineError, with what would be right, for a line that says nothing that can be stored.
    """
    why = why_unstorable(text)
    if why:
        raise BadLineError(why, "type it again, without pasting")
    bare = text.strip()
    if not bare:
        raise BadLineError("the line is empty", "say what it is: #note and a text keep a note")
    if _OFF_RECORD.match(bare):
        return OffRecord()
    if bare.startswith("s/"):
        return _read_correction(bare)
    word, rest, has_colon = _split_word(bare)
    row = WORDS[word]
    return row.read(Said(word, rest, has_colon, sides, today, next_meeting, names, stages))


def is_voice(text: str) -> bool:
    """Whether a line begins with the word for a customer's voice, so that it may name a stage."""
    return re.match(r"\s*(#voice\b|voice\s*:)", text, re.IGNORECASE) is not None


def word_of(text: str) -> str:
    """The word of the grammar that a line begins with; empty where it begins with none."""
    try:
        return _split_word(text.strip())[0]
    except BadLineError:
        return ""


def _split_word(bare: str) -> tuple[str, str, bool]:
    """The key in WORDS that a line begins with, the text after it, and whether it was written as `Word:`."""
    has_colon = not bare.startswith("#")
    found = (_COLON_WORD if has_colon else _HASH_WORD).match(bare)
    if not found:
        raise _plain_text(bare)
    written, rest = found[1], bare[found.end() :]
    known = _NAMES.get(written.casefold())
    if known:
        return known, rest.strip(), has_colon
    near = nearest(written, _NAMES)
    # `Ben: ...` and `https://...` are plain text rather than a word misspelt.
    if has_colon and (not near or rest[:1].strip()):
        raise _plain_text(bare)
    hint = f"did you mean #{near}?" if near else f"the words are {', '.join(WORDS)}"
    raise BadLineError(f"there is no #{shortened(written, 30)}", hint)


def _plain_text(bare: str) -> BadLineError:
    return BadLineError(
        "say what it is", f"#note {shortened(bare, 30)} keeps it as a note, #issue as an issue"
    )


def _missing(said: Said, what: str, insist: str = "") -> BadLineError:
    return BadLineError(f"missing: {what}", f"write {WORDS[said.word].usage}{insist}")


def _record(kind: CaptureKind, name: str) -> Callable[[Said], Line]:
    def read(said: Said) -> Line:
        if not said.rest:
            raise _missing(said, f"the text of the {name}")
        return Record(kind, said.rest)

    return read


def _read_issue(said: Said) -> Line:
    side, text = _split_side(said)
    if not text:
        raise _missing(said, "the text of the issue")
    if side in _ANONYMOUS:
        return Record("issue", text, anonymous=True)
    return Record("issue", text, side=side)


def _split_side(said: Said) -> tuple[str | None, str]:
    """A leading side, or a word for anonymous; a team's name may have several words."""
    longest_first = sorted(said.sides, key=len, reverse=True)
    for side in (*longest_first, *_ANONYMOUS):
        length = len(folded(side).split())
        words = first_words(said.rest, length)
        written = " ".join(word for word, _ in words).rstrip(":,")
        if words and folded(written) == folded(side):
            return side, said.rest[words[-1][1] :].strip()
    return None, said.rest


def _read_voice(said: Said) -> Line:
    side, rest = _split_side(said)
    if side in _ANONYMOUS:
        # A customer is anonymous anyway, so here it is a word like others.
        side, rest = None, said.rest
    named, colon, text = rest.partition(":")
    stage = said.stages.get(folded(named)) if colon else None
    text = text.strip() if stage else rest
    if not text:
        raise _missing(said, "the text of the customer's voice")
    return Record("voice", text, side=side, term_id=stage)


def _read_heard(said: Said) -> Line:
    number, text = _split_issue(said)
    if not text:
        raise _missing(said, "what was heard")
    return Heard(number, text)


def _read_yes(said: Said) -> Line:
    return Understood(*_split_issue(said))


def _read_not_quite(said: Said) -> Line:
    number, text = _split_issue(said)
    if not text:
        raise _missing(said, "what the paraphrase lacks")
    return NotQuite(number, text)


def _read_me_too(said: Said) -> Line:
    number, written = _split_issue(said)
    side = next((one for one in said.sides if folded(one) == folded(written)), None)
    if written and side is None:
        raise BadLineError(
            f"there is no team {shortened(written, 30)!r}", "teams are: " + ", ".join(said.sides)
        )
    return MeToo(number, side)


def _split_issue(said: Said) -> tuple[int, str]:
    """The number of the issue that is named first, and the text after it."""
    ref, text = take_name(said.rest)
    number = parse_ref(ref)
    if number is None:
        raise _missing(said, "the issue's id" if not ref else f"the issue's id before {shortened(ref, 20)!r}")
    return number, text


def _read_own(said: Said) -> Line:
    ref, rest = take_name(said.rest)
    number = parse_ref(ref)
    if number is None:
        raise _missing(said, "the id of the issue" if not ref else f"an id before {shortened(ref, 20)!r}")
    owner, written = _split_owner(rest.removeprefix("@"))
    if not owner:
        raise _missing(said, f"who owns {shortened(ref, 20)}")
    return Own(number, owner, date_meant(written, said.today, said.next_meeting) if written else None)


def _split_owner(text: str) -> tuple[str, str]:
    """A name of any length, and the date that follows it; nothing else may."""
    quoted, after = take_name(text) if is_quoted(text) else ("", "")
    found = _BEFORE_DATE.search(after if quoted else text)
    if quoted:
        return quoted, found[1] if found and not after[: found.start()] else after
    if not found:
        return " ".join(text.split()), ""
    return " ".join(text[: found.start()].split()).rstrip(",:"), found[1] or found[0].strip()


def _read_action(said: Said) -> Line:
    owner, rest = take_owner(said.rest, may_be_full_name=said.has_colon, names=said.names)
    due, text = split_due(rest, said.today, said.next_meeting)
    first, after = take_word(text)
    if first.casefold() == "to":
        text = after
    if owner is None:
        what = "the owner of the action" if text else "the owner and the text of the action"
        raise _missing(said, what, "; #action ? text leaves the owner open")
    if not text:
        raise _missing(said, f"what {shortened(owner, 30)} does" if owner else "the text of the action")
    if due is None:
        due = trailing_due(text, said.today, said.next_meeting)
    undated = "" if due else _why_undated(text, said.today)
    return Record("action", text, owner=owner, due=due, undated=undated)


def _why_undated(text: str, today: dt.date) -> str:
    why = why_no_due(text, today)
    unread = why or take_word(text)[0].casefold() == "by"
    return f"no date was read{': ' if why else ''}{why}" if unread else ""


def _read_term(said: Said) -> Line:
    name = take_name(said.rest)[0] if is_quoted(said.rest) else " ".join(said.rest.split())
    if not name:
        raise _missing(said, "the term")
    return ShowTerm(name)


def _read_dispute(said: Said) -> Line:
    name, why = take_name(said.rest)
    if not name:
        raise _missing(said, "the term")
    if not why:
        raise _missing(said, f"why {shortened(name, 30)} is disputed")
    return Dispute(name, why)


def _read_metric(said: Said) -> Line:
    name, rest = _split_metric_name(said.rest)
    written, note = take_word(rest)
    if not name:
        raise _missing(said, "the metric")
    if not written:
        raise _missing(said, f"the value of {shortened(name, 30)}")
    if re.fullmatch(r"[+-]?\d{1,3}", written) and re.match(r"\d{3}(?!\d)", note, re.ASCII):
        raise BadLineError(
            f"{shortened(rest, 20)} could be one number or two",
            "write 1200 for one, or a word before the note",
        )
    try:
        return SetMetric(name, read_number(written), note)
    except SmeetingError as error:
        raise BadLineError(error.message, error.hint) from None


def _split_metric_name(text: str) -> tuple[str, str]:
    """A metric's name and the text after it; a name of several words ends where a number begins."""
    words = first_words(text, _LONGEST_METRIC_NAME + 1)
    for (_, end), (word, _) in itertools.pairwise(words):
        if looks_like_number(word) and not is_quoted(text):
            return " ".join(text[:end].split()).rstrip(":,= "), text[end:].strip()
    return take_name(text)


def _attend(presence: Presence) -> Callable[[Said], Line]:
    def read(said: Said) -> Line:
        people = read_people(said.rest, said.sides)
        if not people:
            raise _missing(said, "the name")
        return Attend(presence, people)

    return read


def _read_undo(said: Said) -> Line:
    if len(first_words(said.rest, 2)) > 1:
        raise BadLineError("#undo takes back one thing", "write #undo or #undo I14")
    return TakeBack(said.rest or None)


def _read_correction(bare: str) -> Line:
    found = _CORRECTION.fullmatch(bare)
    if not found or not found[1]:
        raise BadLineError("that is no correction", r"write s/old/new/, and \/ for a slash inside")
    old, new = (re.sub(r"\\([/\\])", r"\1", half) for half in found.groups())
    return Correct(old, new)


_ROWS = (
    Word("issue", "#issue [SIDE|anon] text", "an issue, aired", _read_issue),
    Word("heard", "#heard I14 text", "the other side's paraphrase of an issue", _read_heard),
    Word("yes", "#yes I14 [word]", "that the paraphrase is it", _read_yes),
    Word(
        "notquite",
        "#notquite I14 text",
        "what the paraphrase lacks",
        _read_not_quite,
        ("not-quite", "unclear"),
    ),
    Word("metoo", "#metoo I14 [SIDE]", "that a side has the difficulty too", _read_me_too, ("me-too",)),
    Word("own", "#own I14 OWNER [by DATE]", "who answers an issue, or does an action, by when", _read_own),
    Word("action", "#action OWNER [by DATE] text", "an action", _read_action),
    Word("decision", "#decision text", "a decision", _record("decision", "decision"), ("agreed", "resolved")),
    Word(
        "park", "#park text", "a parked idea: a fix that came too early", _record("idea", "idea"), ("idea",)
    ),
    Word("note", "#note text", "a note", _record("note", "note"), ("info",)),
    Word("voice", "#voice [SIDE] [STAGE:] text", "what a customer said", _read_voice),
    Word("term", "#term NAME", "nothing: shows a term", _read_term),
    Word("dispute", "#dispute NAME why", "a dispute of a term", _read_dispute),
    Word("metric", "#metric TERM VALUE [note]", "this period's actual", _read_metric),
    Word("here", "#here NAME, NAME (SIDE)", "who is here", _attend("here")),
    Word("regrets", "#regrets NAME, NAME", "who sent regrets", _attend("regrets")),
    Word("left", "#left NAME", "who left", _attend("left")),
    Word("undo", "#undo [ID]", "nothing: takes back the last thing, or the one named", _read_undo),
)
WORDS = MappingProxyType({row.word: row for row in _ROWS})
"""Every word of the grammar. Each may also be written as `Word:`; so may its aliases."""

OTHER_FORMS = (
    ("s/old/new/", "a correction of the last capture"),
    ("[off] text", "nothing, nowhere"),
)
"""The lines that begin with no word: usage, and what it stores."""

_NAMES = MappingProxyType({name: row.word for row in _ROWS for name in (row.word, *row.aliases)})
