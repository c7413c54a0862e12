"""Forms: what a file may hold, key by key, as one table that reading and the JSON Schema are both made of.

A type reads a node into a value and says the same thing as JSON Schema. Nothing is guessed from how a scalar
looks: `NO`, `12:30` and `1.10` are texts, and become numbers or dates only where the form says so.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from smeeting.domain.errors import Fault, FaultsError
from smeeting.domain.text import nearest, shortened, slug
from smeeting.storage.yaml_text import Parsed
from smeeting.storage.yaml_tree import Entry, Node, Scalar, Sequence, Solid, entries_of, is_nothing, solid
from smeeting.storage.yaml_tree import Mapping as MappingNode

Schema = dict[str, Any]
_SHOWN = 40
_BREAKS = "\n\r\x85\u2028\u2029"
_NO_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Findings:
    """Collects what is wrong with one file, to say it all at once."""

    def __init__(self, parsed: Parsed) -> None:
        self.places = parsed.places
        self._faults = list(parsed.faults)

    def error(self, node: Node, message: str, fix: str, rule: str = "form") -> None:
        """Note a fault that the file is refused for."""
        self._faults.append(self.places.fault(node.start, message, fix, rule=rule))

    def warn(self, node: Node, message: str, fix: str, rule: str = "form") -> None:
        """Note something that is accepted, and told."""
        self._faults.append(self.places.fault(node.start, message, fix, "warning", rule=rule))

    def line_of(self, node: Node) -> int:
        """The line, from 1, that the node begins on."""
        return self.places.of(node.start)[0]

    def all(self) -> tuple[Fault, ...]:
        """Everything noted, in the file's order."""
        return tuple(sorted(self._faults, key=lambda fault: (fault.line, fault.column)))

    def settled(self) -> tuple[Fault, ...]:
        """The warnings, in the file's order. Raises FaultsError with all faults where one is an error."""
        faults = self.all()
        if any(fault.level == "error" for fault in faults):
            raise FaultsError(faults)
        return faults


Read = Callable[[Solid, str, Findings], Any]
"""Takes a node, the name to call it and the findings; gives the value, or None where there is none."""


class Type(NamedTuple):
    """What may stand under a key."""

    read: Read
    schema: Schema


class Field(NamedTuple):
    """One key of a form."""

    key: str
    type: Type
    about: str
    """What it means, in one sentence, for editors."""
    required: bool = False
    also: tuple[str, ...] = ()
    """Other names of the key that files of other hands have for it."""


@dataclass(frozen=True)
class Form:
    """The keys that a map may have."""

    name: str
    fields: tuple[Field, ...]
    silent: tuple[str, ...] = ()
    """Keys that are known and mean nothing."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order of the form."""
        return tuple(field.key for field in self.fields)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """Every key that may be written to its field, other names of it too."""
        others = {other: field for field in self.fields for other in field.also}
        return others | {field.key: field for field in self.fields}

    def written(self, node: MappingNode, key: str) -> str:
        """The name that a map has for a key: the key itself, or the other name that is there in its place."""
        field = self.by_key.get(key)
        if field is None or not field.also or node.get(key) is not None:
            return key
        return next((other for other in field.also if node.get(other) is not None), key)

    def schema(self) -> Schema:
        """The form as JSON Schema. Other keys are allowed: they are kept and reported."""
        properties = {field.key: {"description": field.about, **field.type.schema} for field in self.fields}
        for field in self.fields:
            note = {"description": f"read as {field.key}", **field.type.schema}
            properties |= dict.fromkeys(field.also, note)
        plain = [field.key for field in self.fields if field.required and not field.also]
        more: Schema = {"required": plain} if plain else {}
        for field in self.fields:
            if field.required and field.also:
                more["anyOf"] = [{"required": [key]} for key in (field.key, *field.also)]
        return {"type": "object", "properties": properties, **more, "additionalProperties": True}


def quoted(text: str) -> str:
    """A text of a file as messages show it."""
    return f"“{shortened(text, _SHOWN)}”"


def read_form(form: Form, node: MappingNode, found: Findings) -> dict[str, Any]:
    """The values of a map by key; what is absent, null or faulty is not there."""
    values: dict[str, Any] = {}
    known = form.by_key
    present: set[str] = set()
    for entry in entries_of(node):
        field = known.get(entry.key.text)
        # Under another name a key counts only where its own is not there.
        if field is None or (field.key != entry.key.text and form.written(node, field.key) != entry.key.text):
            if entry.key.text not in form.silent:
                _warn_of_unknown(entry, form, found)
            continue
        if is_nothing(entry.value):
            continue
        present.add(field.key)
        if (read := field.type.read(solid(entry.value), field.key, found)) is not None:
            values[field.key] = read
    for field in form.fields:
        if field.required and field.key not in present:
            key = form.written(node, field.key)
            written = next((entry.key for entry in entries_of(node) if entry.key.text == key), None)
            what = f"{key} is empty" if written else f"this {form.name} has no {field.key}"
            found.error(written or node, what, f"write `{field.key}: ...` ({field.about})")
    return values


def _warn_of_unknown(entry: Entry, form: Form, found: Findings) -> None:
    like = nearest(entry.key.text, form.keys)
    fix = f"did you mean {like}?" if like else f"known are {', '.join(form.keys)}"
    found.warn(
        entry.key, f"{quoted(entry.key.text)} is no key of this {form.name} (it is kept)", fix, "unknown-key"
    )


def _scalar(node: Solid, name: str, found: Findings) -> str | None:
    if isinstance(node, Scalar):
        return node.text
    kind = "a list" if isinstance(node, Sequence) else "a map"
    found.error(node, f"{name} is {kind}", f"write `{name}: text`")
    return None


def _one_line(node: Solid, name: str, found: Findings) -> str | None:
    text = _scalar(node, name, found)
    if text is None:
        return None
    text = text.strip(" \t\n")
    if bad := _NO_LINE.search(text):
        code = ord(bad.group())
        what = "a line break" if bad.group() in _BREAKS else f"a control character (U+{code:04X})"
        found.error(node, f"{name} holds {what}", "write it as one line of plain text")
        return None
    return text


def _read_name(node: Solid, name: str, found: Findings) -> str | None:
    text = _one_line(node, name, found)
    if text == "" or is_nothing(node):
        found.error(node, f"{name} is empty", "write a text, in quotes if it is a word such as null")
        return None
    return text


def _read_line(node: Solid, name: str, found: Findings) -> str | None:
    return _unless_blank(_one_line(node, name, found), node, name, found)


def _read_text(node: Solid, name: str, found: Findings) -> str | None:
    text = _scalar(node, name, found)
    if text is not None and _CONTROL.search(text):
        found.warn(node, f"{name} holds a control character (it is kept and shown as a sign)", "remove it")
    return _unless_blank(text and text.strip(" \t\r\n"), node, name, found)


def _unless_blank(text: str | None, node: Solid, name: str, found: Findings) -> str | None:
    if text == "":
        found.warn(node, f"{name} is blank and counts as left out", "write a text or remove the key")
    return text or None


def _read_side(node: Solid, name: str, found: Findings) -> str | None:
    text = _read_line(node, name, found)
    return text and (slug(text) or text)


def _matching(pattern: re.Pattern[str], convert: Callable[[str], Any], is_no: str, fix: str) -> Read:
    """Reads a text of one shape; `convert` raises ValueError for what has the shape and yet is none."""

    def read(node: Solid, name: str, found: Findings) -> Any:
        text = _scalar(node, name, found)
        if text is None:
            return None
        if pattern.fullmatch(text.strip()):
            try:
                return convert(text.strip())
            except ValueError:
                pass  # told below, like a text of the wrong shape
        found.error(node, f"{name} is {quoted(text)}, which is no {is_no}", fix)
        return None

    return read


_ANY_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
"""What editors' checkers make of a plain text such as 1.10 or no; we read it as the text it is."""

NAME = Type(_read_name, {**_ANY_SCALAR, "minLength": 1})
"""One line that may not be blank."""
LINE = Type(_read_line, _ANY_SCALAR)
"""One line."""
TEXT = Type(_read_text, _ANY_SCALAR)
"""Any number of lines."""
SIDE = Type(_read_side, _ANY_SCALAR)
"""A team, by its name or id."""
NUMBER = Type(_matching(_NUMBER, float, "number", "write digits such as 40 or 2.5"), {"type": "number"})
DATE = Type(
    _matching(_DATE, dt.date.fromisoformat, "date", "write year-month-day such as 2026-03-04"),
    {"type": "string", "format": "date"},
)
TIME_OF_DAY = Type(
    _matching(_TIME, str, "time of day", 'write hours and minutes such as "09:30"'),
    {"type": "string", "pattern": f"^{_TIME.pattern}$"},
)


def whole(low: int, high: int) -> Type:
    """A whole number in a range, both ends included."""

    def convert(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(number)
        return number

    is_no = f"whole number from {low} to {high}"
    return Type(
        _matching(_WHOLE, convert, is_no, "write it in digits"),
        {"type": "integer", "minimum": low, "maximum": high},
    )


def one_of(words: Iterable[str], meanings: Iterable[str] = ()) -> Type:
    """One of a few words, with what each means for editors that show it."""
    known, described = tuple(words), tuple(meanings)

    def read(node: Solid, name: str, found: Findings) -> str | None:
        text = _scalar(node, name, found)
        if text is None or text in known:
            return text
        like = nearest(text, known)
        fix = f"did you mean {like}?" if like else f"write one of {', '.join(known)}"
        found.error(node, f"{name} is {quoted(text)}, which is not known", fix)
        return None

    more = {"enumDescriptions": list(described)} if described else {}
    return Type(read, {"enum": list(known), **more})


def checked(of: Type, why_bad: Callable[[str], str | None], fix: str) -> Type:
    """A text that `why_bad` has nothing to say against; `fix` says what would be right."""

    def read(node: Solid, name: str, found: Findings) -> str | None:
        text: str | None = of.read(node, name, found)
        if text is None or not (reason := why_bad(text)):
            return text
        found.error(node, f"{name} is {quoted(text)}: {reason}", fix)
        return None

    return Type(read, of.schema)


def listed(of: Type, least: int = 0, most: int | None = None) -> Type:
    """A list of one type; its faulty entries are told and left out."""

    def read(node: Solid, name: str, found: Findings) -> tuple[Any, ...] | None:
        if not isinstance(node, Sequence):
            found.error(
                node, f"{name} is not a list", f"write `{name}: [..., ...]`, or a line with - for each"
            )
            return None
        if len(node.items) < least:
            found.error(
                node, f"{name} has {len(node.items)} of at least {least} entries", "write the missing ones"
            )
        if most is not None and len(node.items) > most:
            found.error(node, f"{name} has {len(node.items)} entries, more than {most}", "leave some out")
        read_items = (of.read(solid(item), f"an entry of {name}", found) for item in node.items)
        return tuple(item for item in read_items if item is not None)

    limits = {"minItems": least} if least else {}
    limits |= {"maxItems": most} if most is not None else {}
    return Type(read, {"type": "array", "items": of.schema, **limits})


def by_side(of: Type) -> Type:
    """A map from teams, by name or id, to one type."""

    def read(node: Solid, name: str, found: Findings) -> dict[str, Any] | None:
        if not isinstance(node, MappingNode):
            found.error(
                node, f"{name} is not a map", f"write `{name}:` and under it a line `team: ...` for each team"
            )
            return None
        values: dict[str, Any] = {}
        for entry in entries_of(node):
            side, value = slug(entry.key.text) or entry.key.text, solid(entry.value)
            if side in values:
                found.error(entry.key, f"{name} has {quoted(side)} twice", "keep one")
            elif not is_nothing(value):
                read_value = of.read(value, f"{name} of {side}", found)
                if read_value is not None:
                    values[side] = read_value
        return values

    return Type(read, {"type": "object", "additionalProperties": of.schema})


def nested(form: Form) -> Type:
    """A map with a form of its own."""

    def read(node: Solid, name: str, found: Findings) -> dict[str, Any] | None:
        if isinstance(node, MappingNode):
            values = read_form(form, node, found)
            # What it lacks was told; a value without its required parts is none.
            return values if all(field.key in values for field in form.fields if field.required) else None
        found.error(node, f"{name} is not a map", f"write `{name}:` and under it {', '.join(form.keys)}")
        return None

    return Type(read, form.schema())


def either(scalar: Type, sequence: Type) -> Type:
    """A scalar of one type or a list of another."""

    def read(node: Solid, name: str, found: Findings) -> Any:
        return (sequence if isinstance(node, Sequence) else scalar).read(node, name, found)

    return Type(read, {"anyOf": [scalar.schema, sequence.schema]})


def described(schema: Schema, title: str, about: str) -> Mapping[str, Any]:
    """A whole file's schema, named for editors."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": about,
        **schema,
    }
