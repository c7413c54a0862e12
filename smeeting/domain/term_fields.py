"""The fields of a term that people edit: their names, what may be written in them, and what stands there."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from smeeting.domain.errors import BadLineError
from smeeting.domain.glossary import STATUSES, Term
from smeeting.domain.text import nearest, slug

FieldKind = Literal["line", "text", "list", "date", "number", "whole", "word"]
Written = str | float | int | dt.date | tuple[str, ...] | None
"""What a field holds; None where it is to hold nothing."""


class TermField(NamedTuple):
    """One field that can be edited by itself."""

    path: tuple[str, ...]
    """The keys that lead to it in the term's entry."""
    kind: FieldKind
    label: str
    """What the editing screen calls it."""
    words: tuple[str, ...] = ()
    """Those that may be written, where only a few may."""

    @property
    def name(self) -> str:
        """What the command line calls it."""
        return ".".join(self.path)

    @property
    def side(self) -> str:
        """The team whose words it holds; empty for all others."""
        return self.path[1] if self.path[0] == "definitions" else ""


FIELDS: tuple[TermField, ...] = (
    TermField(("long",), "line", "Long form"),
    TermField(("definition",), "text", "Proposed words"),
    TermField(("agreed", "definition"), "text", "Agreed words"),
    TermField(("counts",), "list", "Counts"),
    TermField(("does_not_count",), "list", "Does not count"),
    TermField(("synonyms",), "list", "Also called"),
    TermField(("avoid",), "list", "Avoid"),
    TermField(("related",), "list", "Related"),
    TermField(("status",), "word", "Status", STATUSES),
    TermField(("owner",), "line", "Owner"),
    TermField(("review_by",), "date", "Review by"),
    TermField(("replaced_by",), "line", "Replaced by"),
    TermField(("stage", "order"), "whole", "Stage order"),
    TermField(("stage", "owner"), "line", "Stage owner"),
    TermField(("metric", "promised_by"), "line", "Promised by"),
    TermField(("metric", "promised_to"), "line", "Promised to"),
    TermField(("metric", "unit"), "line", "Unit"),
    TermField(("metric", "better"), "word", "Better", ("higher", "lower")),
    TermField(("metric", "target"), "number", "Target"),
    TermField(("metric", "formula"), "line", "Formula"),
)
"""All fields but the teams' own words, in the order of the editing screen."""

_ELSEWHERE = {
    "id": "an id never changes; `smeeting glossary rename` changes the term",
    "term": "`smeeting glossary rename` changes it",
    "agreed": "write agreed.definition; the rest of an agreement only a meeting makes",
}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def words_field(side: str, name: str) -> TermField:
    """The field of one team's own words; `name` is what the team is called."""
    return TermField(("definitions", side), "text", f"{name}'s words")


def field_named(name: str, sides: Sequence[str]) -> TermField:
    """The field that people mean: `long`, `definitions.sales`, or `sales` for short.

    Raises BadLineError with the nearest one where there is none, or where it is edited otherwise.
    """
    wanted = name.strip().lower()
    team = wanted.removeprefix("definitions.")
    side = slug(team) or team
    if side in sides or (team != wanted and side and not sides):
        return words_field(side, side)
    if team != wanted and team:
        refuse_stranger(team, sides)
    wanted = wanted.replace("-", "_")
    for field in FIELDS:
        if wanted in (field.name, field.path[-1]) and (wanted != "owner" or field.path == ("owner",)):
            if wanted == "definition" and field.path != ("definition",):
                continue
            return field
    if wanted.split(".")[0] in _ELSEWHERE:
        raise BadLineError(f"{name} is not set like this", _ELSEWHERE[wanted.split(".")[0]])
    known = [*(field.name for field in FIELDS), *sides]
    near = nearest(wanted, known)
    raise BadLineError(
        f"a term has no field {name!r}", f"did you mean {near}?" if near else f"known are {', '.join(known)}"
    )


def refuse_stranger(team: str, sides: Sequence[str]) -> None:
    """Raise BadLineError for a team that is none of these; where none is known any may be."""
    side = slug(team) or team
    if sides and side not in sides:
        near = nearest(side, sides)
        fix = f"did you mean {near}?" if near else f"there are {', '.join(sides)}"
        raise BadLineError(f"{team!r} is no team here", fix)


def written_as(field: TermField, texts: Sequence[str]) -> Written:
    """What people wrote, as the value to put into the file; None where all of it is blank.

    Raises BadLineError where the field can't hold it.
    """
    kept = tuple(text.strip() for text in texts if text.strip())
    if not kept:
        return None
    if field.kind == "list":
        return tuple(dict.fromkeys(kept))
    if len(kept) > 1:
        raise BadLineError(f"{field.name} holds one text, and {len(kept)} were given", "put it in quotes")
    return _single(field, kept[0])


def _single(field: TermField, text: str) -> Written:
    if field.words and text not in field.words:
        near = nearest(text, field.words)
        fix = f"did you mean {near}?" if near else f"write one of {', '.join(field.words)}"
        raise BadLineError(f"{field.name} is “{text}”, which is not known", fix)
    if field.kind == "date":
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise BadLineError(
                f"{field.name} is “{text}”, which is no date", "write year-month-day such as 2026-03-04"
            ) from None
    if field.kind in ("number", "whole"):
        if not _NUMBER.fullmatch(text) or (field.kind == "whole" and "." in text):
            fix = "write digits such as 40" + (" or 2.5" if field.kind == "number" else "")
            raise BadLineError(f"{field.name} is “{text}”, which is no number", fix)
        number = float(text)
        return int(number) if number.is_integer() else number
    if field.kind != "text" and "\n" in text:
        raise BadLineError(f"{field.name} holds a line break", "write it as one line")
    return text


def held(term: Term, field: TermField) -> Written:
    """What a field of a term holds."""
    value: Any = term
    for key in field.path:
        value = value.get(key) if isinstance(value, Mapping) else getattr(value, key, None)
    return value or None if isinstance(value, (str, tuple)) else value


def shown_text(value: Written) -> str:
    """What a field holds as one text, a list with a line for each item."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)
