"""What the YAML parser complains of, in words for people who edit the file."""

import re

import yaml

from smeeting.domain.errors import Fault
from smeeting.storage.places import Places

_CONFLICT = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*(?:<{7}|>{7})(?=[ \r\n]|$)")
_INDENT = re.compile(r"[ \t]*")
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

MOST_DEPTH = 100
TOO_DEEP = (f"this is nested more than {MOST_DEPTH} deep", "write it flatter")
"""What is wrong, and what would be right."""

_UNCLOSED: tuple[tuple[str, str, str], ...] = (
    ("quoted scalar", "this quote is never closed", "close it with the same quote"),
    ("flow sequence", "this list is never closed", "close it with ]"),
    ("flow mapping", "this map is never closed", "close it with }"),
)
"""What the parser was in, what is wrong where that began, what would be right."""

_PROBLEMS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "there is a second colon here", "put the whole text in quotes"),
    (
        "did not find expected key",
        "this is not in line with the entries above",
        "see its indentation and quotes",
    ),
    ("expected <block end>", "this is not in line with the entries above", "see its indentation and quotes"),
    (
        "did not find expected '-'",
        "this is not in line with the list above",
        "begin it with - in the same column",
    ),
    ("block sequence entries are not allowed", "a list can't begin here", "begin it on a line of its own"),
    ("mapping keys are not allowed", "a key can't begin here", "begin it on a line of its own"),
    ("unknown escape character", "this escape is unknown in double quotes", "write \\\\ for a backslash"),
    ("did not find expected hexdecimal", "this escape is unfinished", "write \\\\ for a backslash"),
    ("invalid Unicode character escape", "this escape is no character", "write the character itself"),
    ("alphabetic or numeric character", "a name is missing after this sign", "put the text in quotes"),
    ("cannot start any token", "a text can't begin with this character", "put the text in quotes"),
    ("undefined tag handle", "this tag is unknown", "remove it"),
    ("directive", "this directive is not known", "remove the line"),
    # The parser reads ahead of us where brackets open on one line, and has a limit of its own since 0.2.6.
    ("exceeded maximum nesting depth", *TOO_DEEP),
)
"""Part of the parser's words, what is wrong, what would be right."""


def conflicts(places: Places) -> tuple[Fault, ...]:
    """A fault for each merge conflict left in the text, also in quotes and blocks, where YAML allows them."""
    text = places.text
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return ()
    marks = list(_CONFLICT.finditer(text))
    starts = [found for found in marks if "<" in found.group()]
    fix = "choose what stays and remove the marked lines"
    return tuple(
        places.fault(found.end() - 7, "there is an unresolved merge conflict", fix)
        for found in starts or marks
    )


def unreadable_characters(places: Places) -> tuple[Fault, ...]:
    """A fault for each character that YAML does not allow; a byte order mark is allowed at the start only."""
    start = 1 if places.text.startswith("\ufeff") else 0
    return tuple(
        places.fault(
            found.start(), f"there is a character that YAML forbids (U+{ord(found.group()):04X})", "remove it"
        )
        for found in _UNREADABLE.finditer(places.text, start)
    )


def syntax_fault(error: yaml.MarkedYAMLError, places: Places, shift: int) -> Fault:
    """The parser's complaint at the place where a person would look for it.

    `shift` is how far the parser's offsets lie before those of the file's text.
    """
    context, problem = error.context or "", error.problem or "this is no YAML"
    # An unclosed quote or bracket is noticed at the end of the file, but it is put right where it began.
    for inside, message, fix in _UNCLOSED:
        if inside in context and error.context_mark is not None and _is_unclosed(problem):
            return places.fault(error.context_mark.index + shift, message, fix)
    if "could not find expected ':'" in problem and error.context_mark is not None:
        # Noticed on the next line, but it is this one that lacks the colon.
        return places.fault(error.context_mark.index + shift, "this entry has no colon", "write `key: value`")
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index + shift, len(places.text)) if mark is not None else 0
    if _is_in_tab_indent(places, offset):
        return places.fault(offset, "a tab indents this line", "use spaces")
    for part, message, fix in _PROBLEMS:
        if part in problem:
            return places.fault(offset, message, fix)
    return places.fault(offset, f"this is no YAML ({problem})", "see its indentation and quotes")


def _is_unclosed(problem: str) -> bool:
    return any(part in problem for part in ("end of stream", "document indicator", "expected ','"))


def _is_in_tab_indent(places: Places, offset: int) -> bool:
    indent = _INDENT.match(places.text, offset - places.of(offset)[1] + 1)
    return indent is not None and "\t" in indent.group() and offset <= indent.end()
